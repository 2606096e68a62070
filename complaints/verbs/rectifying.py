"""What is done about a bad rating (差评整改): contact, rectify, call back, close. Nothing closes itself."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from complaints.errors import (
    AppealPending,
    ChoiceMissing,
    NoPhoneLeft,
    NotCalledBack,
    RectificationNotFound,
    StillDissatisfied,
)
from complaints.models import CallBackOutcome, Finding, Rating, Rectification
from complaints.permissions import require_rectifier
from complaints.queries.asking import may_invite
from complaints.queries.rating_rules import rating_rules
from complaints.rating_tokens import again_token_for, digest_of
from complaints.rectifying_rules import CALLS_BEFORE_GIVING_UP, MOST_SHORT, dues, is_unhappy, said
from complaints.states import BAD_LEVELS, RECTIFICATION_MOVES, AppealState, RatingState, RectificationState
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import make_move
from hall.models import Hall, StaffMember
from hall.numbers import next_number
from hall.permissions import system_person
from hall.queries.calendar import working_calendar
from hall.roles import Role
from hall.verbs.messages import queue_message


@transaction.atomic
def open_rectification(*, rating_id: int) -> Rectification:
    """A bad rating becomes a task with two clocks; asked twice, it is the same task."""
    rating = Rating.objects.select_for_update(of=("self",)).select_related("service__ticket__party").get(pk=rating_id)
    if rating.state != RatingState.GIVEN or rating.level not in BAD_LEVELS:
        raise RectificationNotFound()
    found = Rectification.objects.of(rating.hall_id).filter(rating=rating).first()
    if found is not None:
        return found
    opened = Rectification.objects.create(rating=rating, **_opening(rating))
    steps.record(opened, "open_rectification", system_person("ratings"))
    return opened


def _opening(rating: Rating) -> dict[str, Any]:
    """The clocks run from the rating, not from whenever the sweeper found it."""
    rules, given = rating_rules(rating.hall_id), rating.given_at or clock.now()
    day = given.astimezone(clock.BEIJING).date()
    until = dues(
        day,
        contact_working_days=rules.contact_working_days,
        rectify_days=rules.rectify_days,
        calendar=working_calendar(),
    )
    serial = next_number(f"rectification:{rating.hall_id}:{day:%Y%m%d}")
    return {
        "hall_id": rating.hall_id,
        "number": f"CP{day:%Y%m%d}-{serial:03d}",
        "is_real_name": bool(phone_of(rating)),
        "opened_at": given,
        "contact_due": until.contact,
        "rectify_due": until.rectify,
        "again_digest": digest_of(again_token_for(rating.pk)),
    }


def phone_of(rating: Rating) -> str:
    """Where the rater is reached: the telephone of the ticket, else the one the counter knows."""
    ticket = rating.service.ticket
    return ticket.phone or ticket.party.phone


def taken(hall: Hall, number: str) -> Rectification:
    """The task under a row lock. Raises RectificationNotFound."""
    rows = Rectification.objects.of(hall).select_related("rating__service__ticket__party", "hall")
    row = rows.select_for_update(of=("self",)).filter(number=number).first()
    if row is None:
        raise RectificationNotFound()
    return row


def _done(row: Rectification, verb: str, by: StaffMember, reason: str = "", **data: Any) -> Rectification:
    """Move, save and record; what the rater said stays out of the record."""
    moved = make_move(row, RECTIFICATION_MOVES, verb)
    row.save()
    steps.record(row, moved, by, reason, **data)
    return row


@transaction.atomic
def miss_rater(*, hall: Hall, number: str, by: StaffMember) -> Rectification:
    """Nobody answered; the contact clock runs on."""
    row = taken(hall, number)
    require_rectifier(by, "miss_rater", row)
    if not row.is_real_name:
        raise NoPhoneLeft()
    row.contact_tries += 1
    return _done(row, "miss_rater", by, tries=row.contact_tries)


@transaction.atomic
def contact_rater(*, hall: Hall, number: str, words: str, by: StaffMember) -> Rectification:
    """The rater was spoken to (or left no telephone) and the matter looked into."""
    row = taken(hall, number)
    require_rectifier(by, "contact_rater", row)
    row.contact_words = said(words, "联系核实情况")
    row.contacted_at = clock.now()
    return _done(row, "contact_rater", by)


@transaction.atomic
def rectify(*, hall: Hall, number: str, finding: str, measures: str, by: StaffMember) -> Rectification:
    """It is mended, or explained why there was nothing to mend; the rater may rate once more."""
    row = taken(hall, number)
    require_rectifier(by, "rectify", row)
    if finding not in Finding.values:
        raise ChoiceMissing(what="核实结论")
    row.finding, row.measures = finding, said(measures, "整改措施")
    row.rectified_at = row.rectified_at or clock.now()
    _ask_again(row)
    return _done(row, "rectify", by, finding=finding, round=row.rounds)


def _ask_again(row: Rectification) -> None:
    """The rater gets one link to say what they think now."""
    phone = row.rating.service.ticket.phone
    if may_invite(phone):
        link = settings.PUBLIC_ORIGIN + reverse("rate-again-short", args=[again_token_for(row.rating_id)])
        queue_message(
            "rating_again",
            hall=row.hall,
            phone=phone,
            dedupe_key=f"rating-again:{row.pk}",
            about=row.rating.service.ticket.number,
            values={"link": link},
        )


@transaction.atomic
def miss_call_back(*, hall: Hall, number: str, by: StaffMember) -> Rectification:
    """Nobody answered the call-back; it must be tried again."""
    row = taken(hall, number)
    require_rectifier(by, "miss_call_back", row)
    if not row.is_real_name:
        raise NoPhoneLeft()
    row.call_back_tries += 1
    return _done(row, "miss_call_back", by, tries=row.call_back_tries)


@transaction.atomic
def call_back(*, hall: Hall, number: str, outcome: str, words: str, by: StaffMember) -> Rectification:
    """The rater was called back and says what they think now; this never stands for their own second rating."""
    row = taken(hall, number)
    require_rectifier(by, "call_back", row)
    if not row.is_real_name:
        raise NoPhoneLeft()
    if outcome not in CallBackOutcome.values:
        raise ChoiceMissing(what="回访结果")
    row.call_back_outcome, row.call_back_words = outcome, said(words, "回访记录")
    row.called_back_at = row.called_back_at or clock.now()
    return _done(row, "call_back", by, round=row.rounds)


@transaction.atomic
def send_back(*, hall: Hall, number: str, reason: str, by: StaffMember) -> Rectification:
    """Not good enough: mend it again."""
    row = taken(hall, number)
    require_rectifier(by, "send_back", row)
    row.rounds += 1
    return _done(row, "send_back", by, said(reason, "退回理由", MOST_SHORT), round=row.rounds)


@transaction.atomic
def close(*, hall: Hall, number: str, words: str, by: StaffMember) -> Rectification:
    """It is over, by a person's word: after the call-back, or where nobody can be reached."""
    row = taken(hall, number)
    verb = "close_unreached" if row.state == RectificationState.RECTIFIED else "close_rectification"
    require_rectifier(by, verb, row)
    _check_may_close(row, by)
    row.closing_words, row.closed_at = said(words, "办结说明", MOST_SHORT), clock.now()
    return _done(row, verb, by, row.closing_words)


def _check_may_close(row: Rectification, by: StaffMember) -> None:
    appeal = getattr(row, "appeal", None)
    if appeal is not None and appeal.state == AppealState.LODGED:
        raise AppealPending()
    is_supervisor = by.has_role(Role.SUPERVISOR)
    if row.state == RectificationState.RECTIFIED and row.is_real_name:
        more = CALLS_BEFORE_GIVING_UP - row.call_back_tries
        if more > 0 or not is_supervisor:
            raise NotCalledBack(more=max(more, 0))
    if is_unhappy(row.call_back_outcome, row.again_level) and not is_supervisor:
        raise StillDissatisfied()


@transaction.atomic
def mark_late(*, rectification_id: int, by: StaffMember) -> Rectification:
    """The beat saw a limit pass: marked once for each limit, for the figures and the alarm."""
    row = Rectification.objects.select_for_update(of=("self",)).get(pk=rectification_id)
    today, now = clock.today(), clock.now()
    if row.state == RectificationState.OPENED and row.contact_due < today and row.contact_late_at is None:
        row.contact_late_at = now
        _done(row, "mark_contact_late", by)
    is_unmended = row.state in RECTIFICATION_MOVES["mark_rectify_late"].start
    if is_unmended and row.rectify_due < today and row.rectify_late_at is None:
        row.rectify_late_at = now
        _done(row, "mark_rectify_late", by)
    return row
