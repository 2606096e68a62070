"""Ending the day (日终收尾): no more tickets, those who wait are served or sent home with a voucher, nobody forgotten."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from hall import steps
from hall.kernel import clock, live
from hall.kernel.moves import locked, make_move
from hall.models import Hall, StaffMember
from hall.queries.calendar import working_calendar
from queueing import closing_notices as notices
from queueing.models import (
    ClosingOutcome,
    ClosingPolicy,
    ClosingTicket,
    DayClosing,
    ReturnVoucher,
    Ticket,
)
from queueing.permissions import may_plan
from queueing.queries.closings import NOT_OVER, UNSERVED, closes_today_at
from queueing.queries.hall_rules import rules_of
from queueing.slot_errors import DayNotStopped, StillWaiting
from queueing.states import CLOSING_MOVES, TICKET_MOVES, ClosingState, TicketState
from queueing.verbs.drafts import drop_drafts

CAN_GO = (TicketState.WAITING, TicketState.PARKED)
OUTCOMES = {
    TicketState.FINISHED: ClosingOutcome.SERVED,
    TicketState.CANCELLED: ClosingOutcome.LEFT,
}


@transaction.atomic
def stop_tickets(*, hall: Hall, policy: str = "", words: str = "", by: StaffMember) -> DayClosing:
    """No more tickets today. Everyone who is not done goes on the list of this closing; those who will still be served
    are told so. Doing it again changes nothing."""
    may_plan(by, hall)
    locked(Hall.objects.all(), pk=hall.pk)
    now, row = clock.now(), DayClosing.objects.of(hall).filter(day=clock.today()).first()
    if row is not None and row.state != ClosingState.REOPENED:
        return row
    policy = policy if policy in ClosingPolicy.values else rules_of(hall).closing_policy
    if row is None:
        row = DayClosing(hall=hall, day=now.date(), closes_at=closes_today_at(hall, now) or now)
    else:
        make_move(row, CLOSING_MOVES, "stop_tickets")
    row.policy, row.stopped_at, row.stopped_by, row.words = policy, now, by, words.strip()[:200]
    row.save()
    lines = _list(row)
    steps.record(row, "stop_tickets", by, row.get_policy_display(), waiting=len(lines))
    _tell_those_who_wait(row, by)
    live.hint(hall.code)
    return row


@transaction.atomic
def choose_ending(*, hall: Hall, policy: str, by: StaffMember) -> DayClosing:
    """Serve to the end, or until closing only: the manager decides, those who wait are told."""
    may_plan(by, hall)
    row = _stopped(hall)
    moved = make_move(row, CLOSING_MOVES, "choose_ending")
    row.policy = policy if policy in ClosingPolicy.values else row.policy
    row.save(update_fields=["policy"])
    steps.record(row, moved, by, row.get_policy_display())
    _tell_those_who_wait(row, by)
    live.hint(hall.code)
    return row


@transaction.atomic
def reopen_day(*, hall: Hall, by: StaffMember) -> DayClosing:
    """Tickets are given again."""
    may_plan(by, hall)
    row = _stopped(hall)
    moved = make_move(row, CLOSING_MOVES, "reopen_day")
    row.save(update_fields=["state"])
    row.tickets.filter(outcome=ClosingOutcome.PENDING).delete()
    steps.record(row, moved, by)
    live.hint(hall.code)
    return row


@transaction.atomic
def turn_away(*, ticket_id: int, by: StaffMember) -> Ticket | None:
    """One person who still waits is asked to come back: first in line then, and told so. May run twice."""
    rows = Ticket.objects.select_for_update(of=("self",)).select_related("hall", "queue", "party")
    ticket = rows.filter(pk=ticket_id, state__in=CAN_GO).first()
    if ticket is None:
        return None
    may_plan(by, ticket.hall)
    closing = DayClosing.objects.of(ticket.hall).filter(day=ticket.day, state=ClosingState.STOPPED).first()
    if closing is None:
        raise DayNotStopped()
    days = rules_of(ticket.hall).voucher_days
    voucher = ReturnVoucher.objects.create(
        hall=ticket.hall,
        party=ticket.party,
        ticket=ticket,
        valid_until=working_calendar().add_working_days(clock.today(), days),
    )
    moved = make_move(ticket, TICKET_MOVES, "turn_away")
    ticket.save(update_fields=["state"])
    drop_drafts(ticket)
    _settle(closing, ticket, ClosingOutcome.TURNED_AWAY)
    steps.record(ticket, moved, by, f"闭厅未办，优先凭证至 {voucher.valid_until:%Y-%m-%d}", voucher=voucher.pk)
    notices.turned_away(ticket, voucher)
    live.hint(ticket.hall.code)
    return ticket


@transaction.atomic
def close_the_day(*, hall: Hall, day: date | None = None, by: StaffMember) -> DayClosing:
    """Everybody was served or sent home: who waits for a result collects it another day, missed numbers end. Raises
    StillWaiting while somebody is unserved."""
    may_plan(by, hall)
    row = _stopped(hall, day)
    settle(row)
    left = Ticket.objects.of(hall).filter(day=row.day, state__in=UNSERVED).count()
    if left:
        raise StillWaiting(count=left)
    for ticket in Ticket.objects.of(hall).filter(day=row.day, state__in=NOT_OVER).select_for_update(of=("self",)):
        _end(row, ticket, by)
    moved = make_move(row, CLOSING_MOVES, "close_day")
    row.closed_at = clock.now()
    row.save(update_fields=["state", "closed_at"])
    counts: dict[str, Any] = {outcome.value: row.tickets.filter(outcome=outcome).count() for outcome in ClosingOutcome}
    steps.record(row, moved, by, **counts)
    live.hint(hall.code)
    return row


@transaction.atomic
def settle(closing: DayClosing) -> int:
    """Note what became of those on the list, and put on it who came in since. Returns how many are still unserved."""
    _list(closing)
    pending = closing.tickets.filter(outcome=ClosingOutcome.PENDING).select_related("ticket")
    for line in pending:
        outcome = OUTCOMES.get(TicketState(line.ticket.state))
        if outcome is not None:
            line.outcome, line.settled_at = outcome, clock.now()
            line.save(update_fields=["outcome", "settled_at"])
    return Ticket.objects.of(closing.hall).filter(day=closing.day, state__in=UNSERVED).count()


def to_turn_away(closing: DayClosing, now: datetime) -> list[int]:
    """Those to send home now: at closing, or when serving to the end has lasted as long as it may."""
    until = closing.closes_at
    if closing.policy == ClosingPolicy.SERVE:
        until += timedelta(minutes=rules_of(closing.hall).overtime_minutes)
    return [] if now < until else _who_can_go(closing.hall, closing.day)


def to_turn_away_now(hall: Hall) -> list[int]:
    """All who still wait today, for a manager who ends the day at once."""
    return _who_can_go(hall, clock.today())


def _who_can_go(hall: Hall, day: date) -> list[int]:
    rows = Ticket.objects.of(hall).filter(day=day, state__in=CAN_GO)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _stopped(hall: Hall, day: date | None = None) -> DayClosing:
    row = DayClosing.objects.of(hall).select_for_update(of=("self",)).filter(day=day or clock.today()).first()
    if row is None or row.state == ClosingState.REOPENED:
        raise DayNotStopped()
    return row


def _list(closing: DayClosing) -> list[ClosingTicket]:
    """Lines for all who are not done and not on the list yet."""
    rows = Ticket.objects.of(closing.hall).filter(day=closing.day, state__in=NOT_OVER, closing_line=None)
    made = [ClosingTicket(closing=closing, ticket=ticket, state_then=ticket.state) for ticket in rows.order_by("pk")]
    return ClosingTicket.objects.bulk_create(made, ignore_conflicts=True)


def _tell_those_who_wait(closing: DayClosing, by: StaffMember) -> None:
    """Each who waits learns that the number stays good, and it is on record."""
    if closing.policy != ClosingPolicy.SERVE:
        return
    rows = Ticket.objects.of(closing.hall).filter(day=closing.day, state__in=CAN_GO).select_related("hall")
    for ticket in rows.order_by("pk"):
        steps.record(ticket, "keep_waiting", by, "已停止取号，办完为止")
        notices.stopped(ticket)


def _end(closing: DayClosing, ticket: Ticket, by: StaffMember) -> None:
    waits_for_result = ticket.state == TicketState.AWAITING_RESULT
    moved = make_move(ticket, TICKET_MOVES, "leave" if waits_for_result else "cancel")
    ticket.save(update_fields=["state"])
    drop_drafts(ticket)
    outcome = ClosingOutcome.COLLECT_LATER if waits_for_result else ClosingOutcome.MISSED
    _settle(closing, ticket, outcome)
    steps.record(ticket, moved, by, f"日终收尾：{outcome.label}")
    if waits_for_result:
        notices.collect_later(ticket)


def _settle(closing: DayClosing, ticket: Ticket, outcome: ClosingOutcome) -> None:
    values = {"outcome": outcome, "settled_at": clock.now()}
    made = {"closing": closing, "state_then": TicketState.WAITING, **values}
    ClosingTicket.objects.update_or_create(ticket=ticket, defaults=values, create_defaults=made)
