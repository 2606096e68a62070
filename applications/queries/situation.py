"""The situation of an application: what answers to the standard's questions settle, in ids and in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from applications.situations import NOTHING_SETTLED, Settled
from matters.models import Material, MatterVersion
from matters.models.material import Necessity
from matters.queries.guided import Guided, guided


@dataclass(frozen=True)
class Situation:
    """The answers that count, the situation's name, and what they settle."""

    answers: dict[str, str]
    name: str
    settled: Settled


NO_SITUATION = Situation({}, "", NOTHING_SETTLED)


def situation_of(version: MatterVersion, listed: Sequence[Material], answers: Mapping[str, str]) -> Situation:
    """What these answers settle under this version; nothing without answers or where they lead to another matter."""
    found = guided(version, answers, list(listed)) if answers else None
    return settled_by(found) if found else NO_SITUATION


def settled_by(found: Guided) -> Situation:
    """What answered questions settle."""
    outcome = found.outcome
    if not outcome.path or outcome.other_matter:
        return Situation(outcome.answers, outcome.situation, NOTHING_SETTLED)
    needed = frozenset(one.pk for one in outcome.needed if one.necessity == Necessity.CONDITIONAL)
    settled = Settled(needed, frozenset(one.pk for one in outcome.spared))
    return Situation(outcome.answers, outcome.situation, settled)


def answers_in_words(version: MatterVersion, answers: Mapping[str, str]) -> list[dict[str, str]]:
    """Questions with the answers given, in the words of the version."""
    found = guided(version, answers, []) if answers else None
    return [{"ask": one.question.ask, "say": one.option.say} for one in found.outcome.path] if found else []
