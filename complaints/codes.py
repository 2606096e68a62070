"""Levels at the border: two national code lists run in opposite directions, so inside only names are used.

GB/T 39046 A.8 counts 1 非常满意 … 5 非常不满意; the national evaluator interface counts 5 非常满意 … 1 非常不满意.
"""

from complaints.states import RatingLevel

_BEST_FIRST = tuple(RatingLevel)
GBT_39046 = {level: str(number) for number, level in enumerate(_BEST_FIRST, 1)}
EVALUATOR = {level: str(6 - number) for number, level in enumerate(_BEST_FIRST, 1)}


def to_gbt_39046(level: str) -> str:
    """The level as GB/T 39046 numbers it: 1 is best."""
    return GBT_39046[RatingLevel(level)]


def from_gbt_39046(code: str) -> RatingLevel:
    """The level behind a GB/T 39046 number. Raises KeyError for an unknown one."""
    return {number: level for level, number in GBT_39046.items()}[code]


def to_evaluator(level: str) -> str:
    """The level as the national evaluator interface numbers it: 5 is best."""
    return EVALUATOR[RatingLevel(level)]


def from_evaluator(code: str) -> RatingLevel:
    """The level behind an evaluator's number. Raises KeyError for an unknown one."""
    return {number: level for level, number in EVALUATOR.items()}[code]
