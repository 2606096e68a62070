"""Service hours as arithmetic: what is open at a moment, and when it opens next. Not the working calendar."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

EARLY_TICKETS = timedelta(minutes=30)
LOOK_AHEAD_DAYS = 60


@dataclass(frozen=True)
class Span:
    """Open from … until … in a mode."""

    opens: time
    closes: time
    mode: str
    appointment_only: bool = False


SpansOf = Callable[[date], Sequence[Span]]


def span_at(spans: Sequence[Span], at: time) -> Span | None:
    """The span that holds this time of day; it ends the moment it closes."""
    return next((span for span in spans if span.opens <= at < span.closes), None)


def closes_at(spans: Sequence[Span], at: time) -> time | None:
    """Until when it stays open without a gap."""
    end = None
    for span in sorted(spans, key=lambda span: span.opens):
        if span.opens <= (end or at) < span.closes:
            end = span.closes
    return end


def next_opening(spans_of: SpansOf, after: datetime, *, without_appointment: bool = False) -> datetime | None:
    """The first moment later than `after` at which a span begins that does not merely carry on an open one."""
    for ahead in range(LOOK_AHEAD_DAYS):
        day = after.date() + timedelta(days=ahead)
        spans = [span for span in spans_of(day) if not (without_appointment and span.appointment_only)]
        closing = {span.closes for span in spans}
        for opens in sorted(span.opens for span in spans if span.opens not in closing):
            moment = datetime.combine(day, opens, after.tzinfo)
            if moment > after:
                return moment
    return None
