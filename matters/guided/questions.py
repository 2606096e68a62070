"""Questions and options as a version keeps them; everything here is part of the published standard."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

END = "end"


@dataclass(frozen=True)
class Option:
    """One answer in the citizen's words, and what follows from it.

    `needs` names the conditional materials this answer brings onto the list; `next` is a later question or `end`, and
    when it is blank the following one; `matter` sends on to another matter (补证 instead of 首次申请) and ends here.
    """

    id: str
    say: str
    situation: str = ""
    needs: tuple[str, ...] = ()
    next: str = ""
    matter: str = ""


@dataclass(frozen=True)
class Question:
    """One question with its options, in the order they are asked."""

    id: str
    ask: str
    help: str = ""
    options: tuple[Option, ...] = field(default_factory=tuple)

    def option(self, option_id: str) -> Option | None:
        """The option under this id, or None."""
        return next((option for option in self.options if option.id == option_id), None)


def questions_of(stored: Iterable[Mapping[str, Any]]) -> list[Question]:
    """The questions from the stored form."""
    return [
        Question(row["id"], row["ask"], row.get("help", ""), tuple(_option(option) for option in row["options"]))
        for row in stored
    ]


def _option(row: Mapping[str, Any]) -> Option:
    words = {name: row.get(name, "") for name in ("situation", "next", "matter")}
    return Option(row["id"], row["say"], needs=tuple(row.get("needs", ())), **words)


def stored(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The one form in which a version keeps questions: every key present, so that equal questions are equal bytes."""
    return [
        {
            "id": question.id,
            "ask": question.ask,
            "help": question.help,
            "options": [
                {
                    "id": option.id,
                    "say": option.say,
                    "situation": option.situation,
                    "needs": list(option.needs),
                    "next": option.next,
                    "matter": option.matter,
                }
                for option in question.options
            ],
        }
        for question in questions_of(rows)
    ]


def following(questions: list[Question], question: Question, option: Option) -> Question | None:
    """The question after this answer; None when the path ends."""
    if option.matter or option.next == END:
        return None
    if option.next:
        return next((one for one in questions if one.id == option.next), None)
    place = questions.index(question) + 1
    return questions[place] if place < len(questions) else None
