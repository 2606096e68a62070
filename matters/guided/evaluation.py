"""From answers to the situation (情形) and the exact list of materials. Pure functions, no ORM, no clock."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from matters.guided.questions import Option, Question, following
from matters.models.material import Necessity

JOINED = " · "


class Listed(Protocol):
    """A material as the version lists it."""

    name: Any
    necessity: Any


M = TypeVar("M", bound=Listed)


@dataclass(frozen=True)
class Answer:
    """One answered question."""

    question: Question
    option: Option


@dataclass(frozen=True)
class Outcome(Generic[M]):
    """Where answers lead: the materials needed, those still open, those not needed, each in the list's order."""

    path: tuple[Answer, ...]
    following: Question | None
    needed: tuple[M, ...]
    undecided: tuple[M, ...]
    spared: tuple[M, ...]

    @property
    def situation(self) -> str:
        """The situation's name, as far as the answers say: 首次办理 · 委托他人."""
        return JOINED.join(answer.option.situation for answer in self.path if answer.option.situation)

    @property
    def is_complete(self) -> bool:
        """Whether every question on this path is answered."""
        return bool(self.path) and self.following is None

    @property
    def other_matter(self) -> str:
        """The code of the matter these answers lead to instead; blank when it is this one."""
        return self.path[-1].option.matter if self.path else ""

    @property
    def answers(self) -> dict[str, str]:
        """The answers on the path, question by option."""
        return {answer.question.id: answer.option.id for answer in self.path}


def evaluate(questions: list[Question], listed: Iterable[M], answers: Mapping[str, str]) -> Outcome[M]:
    """Follow the answers as far as they go. A required material is always needed; a conditional one when an answer
    brings it, not needed once no remaining question can bring it, and open until then."""
    path, pending = _walk(questions, answers)
    brought = {name for answer in path for name in answer.option.needs}
    asked_of = {name for question in questions for option in question.options for name in option.needs}
    possible = {name for question in _ahead(questions, pending) for option in question.options for name in option.needs}
    needed, undecided, spared = [], [], []
    for material in listed:
        if material.necessity == Necessity.REQUIRED or material.name in brought:
            needed.append(material)
        elif material.name in possible or material.name not in asked_of:
            undecided.append(material)
        else:
            spared.append(material)
    return Outcome(tuple(path), pending, tuple(needed), tuple(undecided), tuple(spared))


def _walk(questions: list[Question], answers: Mapping[str, str]) -> tuple[list[Answer], Question | None]:
    """The answered questions from the first on, and the first one without a fitting answer."""
    path: list[Answer] = []
    pending = questions[0] if questions else None
    while pending is not None and len(path) < len(questions):
        option = pending.option(answers.get(pending.id, ""))
        if option is None:
            break
        path.append(Answer(pending, option))
        pending = following(questions, pending, option)
    return path, pending


def _ahead(questions: list[Question], pending: Question | None) -> list[Question]:
    """All questions that may still be asked from this one on."""
    ahead: list[Question] = []
    front = [pending] if pending else []
    while front:
        question = front.pop()
        if question in ahead:
            continue
        ahead.append(question)
        nexts = (following(questions, question, option) for option in question.options)
        front += [one for one in nexts if one is not None]
    return ahead


def paths(questions: list[Question], most: int = 500) -> Iterator[dict[str, str]]:
    """The answers of every complete path, at most so many."""
    fronts: list[dict[str, str]] = [{}]
    found = 0
    while fronts and found < most:
        answers = fronts.pop()
        pending = _walk(questions, answers)[1]
        if pending is None:
            found += 1
            yield answers
            continue
        fronts += [{**answers, pending.id: option.id} for option in reversed(pending.options)]
