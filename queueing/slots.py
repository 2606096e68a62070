"""Slots as arithmetic (放号): functions of hours, staffing and rules; no tables and no clock."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from hall.opening_hours import Span


@dataclass(frozen=True)
class Staffed:
    """So many windows from … until …."""

    begins: time
    ends: time
    windows: int


@dataclass(frozen=True)
class Planned:
    """A slot as the plan makes it; a capacity of none has no limit."""

    begins_at: datetime
    ends_at: datetime
    mode: str
    capacity: int | None


@dataclass(frozen=True)
class Measure:
    """How slots are measured: their length, the minutes one person takes, the share kept for those expected."""

    slot_minutes: int
    minutes_each: float
    share_percent: int
    is_uncapped_saturday: bool


def planned(
    day: date, spans: Sequence[Span], staffing: Sequence[Staffed], measure: Measure, zone: tzinfo
) -> list[Planned]:
    """The slots of a day: each open span cut into equal pieces, each piece with the people its windows can serve."""
    found = []
    for span in spans:
        for begins, ends in _pieces(day, span, measure.slot_minutes, zone):
            minutes = sum(_overlap(begins, ends, one) * one.windows for one in staffing)
            if minutes:
                found.append(Planned(begins, ends, span.mode, _capacity(minutes, span, measure)))
    return found


def _capacity(window_minutes: float, span: Span, measure: Measure) -> int | None:
    """Where only those with an appointment come, all windows are theirs; on Saturdays the staff follow the appointments."""
    if span.appointment_only and measure.is_uncapped_saturday:
        return None
    share = 100 if span.appointment_only else measure.share_percent
    return int(window_minutes * share / 100 // measure.minutes_each)


def _pieces(day: date, span: Span, minutes: int, zone: tzinfo) -> Iterator[tuple[datetime, datetime]]:
    """Pieces of this length; a rest of half a piece or more is one, too."""
    begins, closes = datetime.combine(day, span.opens, zone), datetime.combine(day, span.closes, zone)
    length = timedelta(minutes=minutes)
    while begins < closes:
        ends = min(begins + length, closes)
        if ends - begins >= length / 2:
            yield begins, ends
        begins = ends


def _overlap(begins: datetime, ends: datetime, staffed: Staffed) -> float:
    from_, until = (
        max(begins.time(), staffed.begins),
        min(ends.time() if ends.time() > time.min else time.max, staffed.ends),
    )
    if from_ >= until:
        return 0.0
    return (datetime.combine(begins.date(), until) - datetime.combine(begins.date(), from_)).total_seconds() / 60


def free_seat(capacity: int | None, held: Collection[int]) -> int | None:
    """The lowest seat nobody holds; none when the slot is full."""
    held = set(held)
    seat = next(seat for seat in range(1, len(held) + 2) if seat not in held)
    return seat if capacity is None or seat <= capacity else None


def released_at(now: datetime, least: int, most: int, chance: float) -> datetime:
    """When the seat of someone who cancelled is offered again: after a delay by chance, so that nobody can agree with
    a tout to give it up and take it in the same moment."""
    return now + timedelta(minutes=least + (most - least) * chance)


def blocked_until(
    no_shows: Sequence[date], limit: int, within_days: int, blocked_days: int, today: date
) -> date | None:
    """Until when someone may not book, given the days of the no-shows; none when they may."""
    recent = sorted(day for day in no_shows if (today - day).days <= within_days + blocked_days)
    blocked = None
    for place in range(limit - 1, len(recent)):
        if (recent[place] - recent[place - limit + 1]).days <= within_days:
            blocked = recent[place] + timedelta(days=blocked_days)
    return blocked if blocked and blocked > today else None
