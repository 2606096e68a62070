"""What people answered to a matter's guided questions: at the kiosk, on the phone, at the desk, at the window."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hall.kernel.errors import NotFound
from matters.guided import answers as travelling
from matters.models import Matter
from matters.queries.catalogue import versions_at
from matters.queries.guided import Guided, guided_matter
from queueing.models import Ticket, TicketMatter

NONE: Mapping[str, str] = {}


@dataclass(frozen=True)
class Asked:
    """A chosen matter with its questions as far as they are answered; `guided` is None when there is nothing to ask."""

    matter: Matter
    guided: Guided | None

    @property
    def is_open(self) -> bool:
        """Whether a question of it still waits for an answer, or its answers lead elsewhere."""
        return self.guided is not None and not self.guided.is_decided


def asked_of(matters: Sequence[Matter], answers: Mapping[str, Mapping[str, str]]) -> list[Asked]:
    """The chosen matters with their questions; matters without questions cost no further reading."""
    asking = with_questions(matters)
    return [
        Asked(one, guided_matter(one, answers.get(one.code, NONE)) if one.pk in asking else None) for one in matters
    ]


def with_questions(matters: Sequence[Matter]) -> set[int]:
    """The ids of those whose standard has questions; one statement, none without matters."""
    if not matters:
        return set()
    rows = versions_at().filter(matter__in=matters).exclude(questions=[])
    return set(rows.values_list("matter_id", flat=True))


def fitting(matter: Matter, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that count under the standard of today; none where they lead to another matter."""
    found = guided_matter(matter, answers) if answers else None
    return found.outcome.answers if found and not found.outcome.other_matter else {}


def answers_after(ticket: Ticket, matter_code: str, pressed: str) -> dict[str, str]:
    """The answers of a ticket's matter after a press: `house:rent` adds one, `house` takes it and those after it back,
    nothing takes back all. Raises NotFound for a matter that is not on the ticket."""
    row = TicketMatter.objects.filter(ticket=ticket, matter__code=matter_code).first()
    if row is None:
        raise NotFound()
    if ":" in pressed:
        return {**row.answers, **travelling.read([pressed])}
    found = guided_matter(row.matter, row.answers)
    given = list(found.outcome.answers.items()) if found else []
    place = next((place for place, (question, _) in enumerate(given) if question == pressed), 0)
    return dict(given[:place])
