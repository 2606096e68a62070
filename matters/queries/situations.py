"""Every situation of a version with its exact list: what an editor looks over before handing in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matters.guided.checks import MOST_PATHS
from matters.guided.evaluation import evaluate, paths
from matters.guided.questions import questions_of
from matters.models import Material


@dataclass(frozen=True)
class SituationShown:
    """One situation: its name, the answers that lead there, what is needed, or the other matter."""

    name: str
    said: list[str]
    needed: list[str]
    other_matter: str


def situations_of(questions: list[dict[str, Any]], materials: Sequence[Material]) -> list[SituationShown]:
    """The situations of sound questions, in the order of their options."""
    asked = questions_of(questions)
    return [_shown(evaluate(asked, materials, answers)) for answers in paths(asked, MOST_PATHS)]


def _shown(outcome: Any) -> SituationShown:
    said = [answer.option.say for answer in outcome.path]
    return SituationShown(outcome.situation, said, [one.name for one in outcome.needed], outcome.other_matter)
