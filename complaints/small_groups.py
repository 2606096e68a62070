"""Hiding small groups, so that nobody is found out from a figure. Pure functions.

A group under five is hidden, and whatever else is needed so that it cannot be computed from the total: never one alone,
and never so few that all the hidden together are under five.
"""

from collections.abc import Mapping
from typing import TypeVar

K = TypeVar("K")
LEAST = 5


def hidden(sizes: Mapping[K, int], least: int = LEAST) -> set[K]:
    """The groups not to show, beside a total that is shown."""
    found = {key for key, size in sizes.items() if size < least}
    rest = sorted((key for key in sizes if key not in found), key=lambda key: sizes[key])
    while found and rest and (len(found) == 1 or sum(sizes[key] for key in found) < least):
        found.add(rest.pop(0))
    return found


def total_is_hidden(total: int, least: int = LEAST) -> bool:
    """Whether even the whole is too small to show."""
    return total < least
