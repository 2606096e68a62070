"""Guided questions of a matter with somebody's answers: one reading for the guide, the kiosk, the desks and the API."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from matters.guided import answers as travelling
from matters.guided.evaluation import Answer, Outcome, evaluate
from matters.guided.questions import questions_of
from matters.models import Material, Matter, MatterVersion
from matters.queries.catalogue import standing_version, tick_list


@dataclass(frozen=True)
class Told:
    """An answer given, with the address query that asks this question again."""

    answer: Answer
    again: str


@dataclass(frozen=True)
class Guided:
    """A version's questions, where the answers lead, and the other matter they lead to, if any."""

    version: MatterVersion
    outcome: Outcome[Material]
    other: Matter | None = None

    @property
    def texts(self) -> list[str]:
        """The answers as they travel."""
        return travelling.written(self.outcome.answers)

    @property
    def query(self) -> str:
        """The answers as the query of an address."""
        return query_of(self.outcome.answers)

    @property
    def told(self) -> list[Told]:
        """The answers so far; each can be given anew, which forgets those after it."""
        given = list(self.outcome.answers.items())
        return [Told(answer, query_of(dict(given[:place]))) for place, answer in enumerate(self.outcome.path)]

    @property
    def step(self) -> int:
        """The number of the question asked now."""
        return len(self.outcome.path) + 1

    @property
    def is_decided(self) -> bool:
        """Whether the exact list stands: all is answered and it is this matter."""
        return self.outcome.is_complete and not self.outcome.other_matter


def query_of(answers: Mapping[str, str]) -> str:
    """Answers as a query: a=house:rent&a=who:self."""
    return urlencode([("a", text) for text in travelling.written(answers)])


def guided(
    version: MatterVersion, answers: Mapping[str, str], materials: list[Material] | None = None
) -> Guided | None:
    """The questions of a version with these answers; None when it has no questions."""
    if not version.questions:
        return None
    listed = tick_list(version) if materials is None else materials
    outcome = evaluate(questions_of(version.questions), listed, answers)
    other = Matter.objects.select_related("department").filter(code=outcome.other_matter or None).first()
    return Guided(version, outcome, other)


def guided_matter(matter: Matter, answers: Mapping[str, str]) -> Guided | None:
    """The questions of the standard of a matter that stands now; None when there is nothing to ask."""
    version = standing_version(matter)
    return guided(version, answers) if version else None
