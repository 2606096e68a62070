"""How a department shares out the promised days between the steps, and how it did before."""

from dataclasses import dataclass
from datetime import datetime

from applications.alerts import SHARES, allowed_days
from applications.models import Stage, StepShare
from hall import steps
from hall.models import Department

SHOWN, PROMISES = 10, (5, 10, 15, 20, 30)


@dataclass(frozen=True)
class ShareChange:
    """One time the shares were set."""

    at: datetime
    by: str
    was: dict[str, int]
    now: dict[str, int]


def shares_of(department: Department) -> dict[str, int]:
    """The shares that hold for a department, in per cent: its own, or the house's."""
    own = StepShare.objects.filter(department=department).values_list("step", "percent")
    return {**{str(step): percent for step, percent in SHARES.items()}, **dict(own)}


def has_own_shares(department: Department) -> bool:
    """Whether the department set its own."""
    return StepShare.objects.filter(department=department).exists()


def share_changes(department: Department) -> list[ShareChange]:
    """The last times they were set, newest first."""
    rows = steps.steps_of(department).filter(verb="set_step_shares").order_by("-id")[:SHOWN]
    return [ShareChange(row.at, row.by.name, row.data["was"], row.data["now"]) for row in rows]


def in_days(shares: dict[str, int]) -> list[tuple[int, int, int]]:
    """For usual promises, from how many working days on a step counts as over its time: promise, review, decision."""
    return [
        (days, allowed_days(days, shares[str(Stage.REVIEW)]), allowed_days(days, shares[str(Stage.DECIDE)]))
        for days in PROMISES
    ]
