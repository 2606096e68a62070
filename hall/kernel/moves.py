"""States as tables: which verb moves what from where to where."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models

from hall.kernel.errors import NotFound, StateConflict

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Move:
    """One verb of a state table. `end` of None leaves the state as it is; `label` is the verb's official Chinese word."""

    start: frozenset[str]
    end: str | None
    label: str = ""

    def __init__(self, start: set[str] | frozenset[str], end: str | None, label: str = "") -> None:
        object.__setattr__(self, "start", frozenset(str(s) for s in start))
        object.__setattr__(self, "end", None if end is None else str(end))
        object.__setattr__(self, "label", label)


Moves = Mapping[str, Move]


@dataclass(frozen=True)
class Moved:
    """What a move did, for the step."""

    verb: str
    before: str
    after: str


def locked(rows: models.QuerySet[M], **lookup: Any) -> M:
    """The one row under a row lock, freshly read. Work only on what this returns. Raises NotFound."""
    row = rows.select_for_update(of=("self",)).filter(**lookup).first()
    if row is None:
        raise NotFound()
    return row


def make_move(thing: Any, moves: Moves, verb: str) -> Moved:
    """Set the state that `verb` leads to; the caller saves. Raises StateConflict (409) when it may not start here."""
    move, before = moves[verb], str(thing.state)
    if before not in move.start:
        raise StateConflict(subject=str(thing), state=thing.get_state_display(), verb=move.label or verb)
    thing.state = move.end if move.end is not None else before
    return Moved(verb=verb, before=before, after=str(thing.state))


def verbs_from(state: str, moves: Moves) -> list[str]:
    """The verbs a thing in `state` allows, in the table's order; pages make their buttons from it."""
    return [verb for verb, move in moves.items() if str(state) in move.start]
