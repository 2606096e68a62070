"""The end of a day as it stands: whether tickets are still given, who was left, what became of each."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from hall.kernel import clock
from hall.models import Hall, Party
from hall.queries.service_hours import hours_of
from queueing.models import ClosingOutcome, ClosingPolicy, ClosingTicket, DayClosing, ReturnVoucher, Ticket
from queueing.queries.hall_rules import rules_of
from queueing.states import ClosingState, TicketState

UNSERVED = (TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.PARKED)
NOT_OVER = (*UNSERVED, TicketState.MISSED, TicketState.AWAITING_RESULT)


@dataclass(frozen=True)
class CloseOut:
    """A day and its end: the closing if there is one, each ticket of it, and the day's figures."""

    day: date
    closing: DayClosing | None
    lines: list[ClosingTicket]
    taken: int
    finished: int
    unserved: int
    awaiting: int
    missed: int
    closes_at: datetime | None

    @property
    def outcomes(self) -> list[tuple[str, int]]:
        """What became of those who still waited, with their number."""
        counted = Counter(line.outcome for line in self.lines)
        return [(str(outcome.label), counted[outcome.value]) for outcome in ClosingOutcome if counted[outcome.value]]


def closes_today_at(hall: Hall, now: datetime) -> datetime | None:
    """When the hall closes for today; none around the clock and on a day without hours."""
    if hall.open_around_the_clock:
        return None
    spans = hours_of(hall)(now.date())
    return datetime.combine(now.date(), max(span.closes for span in spans), now.tzinfo) if spans else None


def closing_of(hall: Hall, day: date) -> DayClosing | None:
    """The closing of a day, if it has begun."""
    return DayClosing.objects.of(hall).select_related("stopped_by").filter(day=day).first()


def stop_words(hall: Hall, now: datetime) -> str:
    """Why no more tickets are given today, and what to do instead; blank while they are."""
    closing = closing_of(hall, now.date())
    if closing is not None and closing.state != ClosingState.REOPENED:
        return closing.words or _("今天已停止取号，请改日再来，或预约其他日期。")
    closes = None if closing else closes_today_at(hall, now)
    stop = rules_of(hall).stop_before_minutes if closes else 0
    if closes is None or now < closes - timedelta(minutes=stop):
        return ""
    return _("大厅 {closes} 闭厅，闭厅前 {minutes} 分钟停止取号；请改日再来，或预约其他日期。").format(
        closes=f"{closes:%H:%M}", minutes=stop
    )


def ending_words(hall: Hall, now: datetime) -> str:
    """What those who wait should know while the day ends, for screens and pages; blank on an ordinary hour."""
    closing = closing_of(hall, now.date())
    if closing is None or closing.state == ClosingState.REOPENED:
        return ""
    if closing.state == ClosingState.CLOSED:
        return _("今天的服务已经结束。没有办到的号已给优先凭证，凭证件再来取号即可优先。")
    if closing.policy == ClosingPolicy.SERVE:
        return _("今天已停止取号；已取的号继续叫，办完为止，请留意屏幕。")
    return _("今天已停止取号；到 {closes} 仍没有叫到的号给优先凭证，改日再来优先办理。").format(
        closes=f"{closing.closes_at.astimezone(clock.BEIJING):%H:%M}"
    )


def voucher_of(ticket: Ticket) -> ReturnVoucher | None:
    """The voucher this ticket ended with."""
    return ReturnVoucher.objects.filter(ticket=ticket).first()


def close_out(hall: Hall, day: date) -> CloseOut:
    """How a day ended, or stands."""
    closing, now = closing_of(hall, day), clock.now()
    lines = (
        list(closing.tickets.select_related("ticket__queue", "ticket__window", "ticket__return_voucher"))
        if closing
        else []
    )
    states = Counter(Ticket.objects.of(hall).filter(day=day).values_list("state", flat=True))
    return CloseOut(
        day=day,
        closing=closing,
        lines=lines,
        taken=sum(states.values()),
        finished=states[TicketState.FINISHED],
        unserved=sum(states[state] for state in UNSERVED),
        awaiting=states[TicketState.AWAITING_RESULT],
        missed=states[TicketState.MISSED],
        closes_at=closes_today_at(hall, now) if day == now.date() else None,
    )


def closings_of(hall: Hall, limit: int = 14) -> list[DayClosing]:
    """The latest days that were closed."""
    return list(DayClosing.objects.of(hall).order_by("-day")[:limit])


def open_voucher(hall: Hall, party: Party) -> ReturnVoucher | None:
    """The voucher of someone who was sent home unserved, while it is good."""
    rows = ReturnVoucher.objects.of(hall).filter(party=party, used_by=None, valid_until__gte=clock.today())
    return rows.order_by("pk").first()
