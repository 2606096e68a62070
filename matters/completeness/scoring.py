"""The score of one standard, from the table."""

from dataclasses import dataclass
from typing import Any

from matters.completeness.table import REQUIRED, WISHED, Requirement


@dataclass(frozen=True)
class Lack:
    """One thing that a standard does not say yet, and where."""

    requirement: Requirement
    places: tuple[str, ...]

    @property
    def words(self) -> str:
        return "、".join(self.places)


@dataclass(frozen=True)
class Completeness:
    """Per cent of the required weight that is there, what is missing, and what would be welcome."""

    percent: int
    missing: tuple[Lack, ...]
    wished: tuple[Lack, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing


def completeness(row: dict[str, Any]) -> Completeness:
    """The score of a line of the catalogue. A hundred means complete: one thing missing is never rounded away."""
    missing, wished = _lacks(REQUIRED, row), _lacks(WISHED, row)
    whole = sum(requirement.weight for requirement in REQUIRED)
    there = whole - sum(lack.requirement.weight for lack in missing)
    return Completeness(100 * there // whole, missing, wished)


def _lacks(table: tuple[Requirement, ...], row: dict[str, Any]) -> tuple[Lack, ...]:
    found = ((requirement, tuple(requirement.lacks(row))) for requirement in table)
    return tuple(Lack(requirement, places) for requirement, places in found if places)
