"""Lights of a case (红黄灯), by working days left; computed when asked, never stored. Pure functions."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db import models


class Colour(models.TextChoices):
    """The four lights, and grey while the clocks stand still."""

    BLACK = "black", "超法定时限"
    RED = "red", "超期或即将到期"
    AMBER = "amber", "临近到期"
    GREEN = "green", "正常"
    GREY = "grey", "计时停止"


class Calendar(Protocol):
    """What lights ask of a working calendar."""

    def working_days_between(self, start: date, end: date, /) -> int: ...


@dataclass(frozen=True)
class Light:
    """A colour, and the working days left: 0 on the due day itself, negative after it."""

    colour: str
    days_left: int

    @property
    def label(self) -> str:
        """The colour in words: never by colour alone."""
        return Colour(self.colour).label

    @property
    def words(self) -> str:
        """How long is left, as said in the inbox."""
        if self.colour == Colour.GREY:
            return "计时停止"
        if self.days_left < 0:
            return f"超期 {-self.days_left} 个工作日"
        return "今天到期" if self.days_left == 0 else f"剩 {self.days_left} 个工作日"


def days_left(today: date, due: date, calendar: Calendar) -> int:
    """Working days after today up to the due date; negative when it is past (at least -1)."""
    if due >= today:
        return calendar.working_days_between(today, due)
    return -max(calendar.working_days_between(due, today), 1)


def light(
    *,
    today: date,
    accepted: date,
    promise_due: date,
    legal_due: date | None,
    calendar: Calendar,
    stopped: bool = False,
    promised: int = 0,
) -> Light:
    """Black past the statutory date; red past the promise or r ≤ 1; amber r ≤ 3 or r ≤ 20 % of the promise.

    `promised` is the promise in working days, stops left out; where it is not given, those from acceptance to the date.
    """
    left = days_left(today, promise_due, calendar)
    if stopped:
        return Light(Colour.GREY, left)
    if legal_due is not None and today > legal_due:
        return Light(Colour.BLACK, left)
    if left <= 1:
        return Light(Colour.RED, left)
    if left <= 3 or left * 5 <= (promised or calendar.working_days_between(accepted, promise_due)):
        return Light(Colour.AMBER, left)
    return Light(Colour.GREEN, left)
