"""Hearings: the right is told, asked for within five days, announced seven days before, held within twenty, recorded.

While a hearing goes on both clocks stand still (行政许可法第四十五条): from the day it is asked for to the day of the record.
"""

from datetime import date, datetime

from django.db import transaction

from applications import hearing_errors as e
from applications.models import Application, DocumentKind, Hearing
from applications.paper_states import HEARING_ACTS
from applications.permissions import require_may
from applications.states import APPLICATION_MOVES
from applications.verbs.common import calendar, taken_by
from applications.verbs.documents import issue
from applications.verbs.procedures import HEARING_DAYS, begin_asked_hearing, end_procedure
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import make_move
from hall.models import StaffMember

ASK_WITHIN, ANNOUNCE_BEFORE = 5, 7


def tell_hearing_right(*, number: str, about: str, interested: str = "", by: StaffMember) -> Hearing:
    """Tell applicant and interested parties that they may ask for a hearing within five working days."""
    with transaction.atomic():
        application = _taken(number, "tell_hearing_right", by)
        moved = make_move(application, HEARING_ACTS, "tell_hearing_right")
        told = Hearing.objects.filter(application=application).first()
        if told is not None:
            raise e.HearingTold(told=told.told_on)
        _require(听证事项=about)
        hearing = Hearing.objects.create(
            application=application,
            about=about.strip(),
            interested=interested.strip(),
            told_on=clock.today(),
            ask_until=calendar().add_working_days(clock.today(), ASK_WITHIN),
            told_by=by,
        )
        facts = {**_facts(hearing), "ask_until": hearing.ask_until.isoformat()}
        notice = issue(application, DocumentKind.HEARING_RIGHT, facts, by=by)
        steps.record(application, moved, by, hearing.about, document=notice.number)
        return hearing


def ask_hearing(*, number: str, asked_by: str, by: StaffMember) -> Hearing:
    """Somebody who was told asks for the hearing in time; the clocks stand still from today.

    While an extension is pending or another procedure runs, the hearing's own begins when that is over, as of today.
    """
    with transaction.atomic():
        application = _taken(number, "ask_hearing", by)
        moved = make_move(application, HEARING_ACTS, "ask_hearing")
        hearing = _told(application)
        if hearing.asked_on is not None:
            raise e.HearingAsked(who=hearing.asked_by, asked=hearing.asked_on)
        if clock.today() > hearing.ask_until:
            raise e.HearingAskedTooLate(until=hearing.ask_until)
        _require(要求听证的人=asked_by)
        hearing.asked_by, hearing.asked_on = asked_by.strip(), clock.today()
        hearing.hold_by = calendar().add_working_days(clock.today(), HEARING_DAYS)
        hearing.save()
        steps.record(application, moved, by, f"{hearing.asked_by}要求听证")
        if application.state in APPLICATION_MOVES["begin_procedure"].start:
            begin_asked_hearing(application, by)
        return hearing


def announce_hearing(*, number: str, held_at: datetime, place: str, chair: str, by: StaffMember) -> Hearing:
    """Announce time, place and chair seven days before; the chair is nobody who examined the application."""
    with transaction.atomic():
        application = _taken(number, "announce_hearing", by)
        moved = make_move(application, HEARING_ACTS, "announce_hearing")
        hearing = _asked(application)
        if hearing.held_at is not None:
            raise e.HearingAnnounced(held=_spoken(hearing.held_at))
        _require(地点=place, 主持人=chair)
        _check_day(hearing, held_at.astimezone(clock.BEIJING).date())
        if chair.strip() in {by.name, *application.signatures.values_list("signed_by__name", flat=True)}:
            raise e.ChairExamined(name=chair.strip())
        hearing.held_at, hearing.announced_on = held_at, clock.today()
        hearing.place, hearing.chair = place.strip(), chair.strip()
        hearing.save()
        notice = issue(application, DocumentKind.HEARING_NOTICE, _facts(hearing), by=by)
        steps.record(application, moved, by, f"{_spoken(held_at)} {hearing.place}", document=notice.number)
        return hearing


def record_hearing(*, number: str, present: str, record: str, by: StaffMember) -> Hearing:
    """Keep the record on which the decision rests; the clocks run again from today."""
    with transaction.atomic():
        application = _taken(number, "record_hearing", by)
        moved = make_move(application, HEARING_ACTS, "record_hearing")
        hearing = _asked(application)
        if hearing.recorded_on is not None:
            raise e.HearingRecorded(recorded=hearing.recorded_on)
        if hearing.held_at is None or clock.now() < hearing.held_at:
            raise e.HearingNotHeld(held=_spoken(hearing.held_at) if hearing.held_at else "（尚未通知）")
        _require(参加人=present, 笔录=record)
        hearing.present, hearing.record, hearing.recorded_on = present.strip(), record.strip(), clock.today()
        hearing.save()
        facts = {**_facts(hearing), "present": hearing.present, "record": hearing.record.splitlines()}
        paper = issue(application, DocumentKind.HEARING_RECORD, facts, by=by)
        steps.record(application, moved, by, "听证已举行", document=paper.number)
        if application.procedures.filter(kind="hearing", ended_on=None, began_on__lt=clock.today()).exists():
            end_procedure(number=number, result="听证已举行", by=by)
        return hearing


def _taken(number: str, verb: str, by: StaffMember) -> Application:
    application = taken_by(by, number)
    require_may(by, verb, hall=application.hall, department=application.department)
    return application


def _told(application: Application) -> Hearing:
    hearing = Hearing.objects.select_for_update().filter(application=application).first()
    if hearing is None:
        raise e.HearingNotTold()
    return hearing


def _asked(application: Application) -> Hearing:
    hearing = _told(application)
    if hearing.asked_on is None:
        raise e.HearingNotAsked()
    return hearing


def _check_day(hearing: Hearing, day: date) -> None:
    earliest = calendar().add_working_days(clock.today(), ANNOUNCE_BEFORE)
    if day < earliest:
        raise e.HearingTooSoon(earliest=earliest)
    if hearing.hold_by is not None and day > hearing.hold_by:
        raise e.HearingTooLate(latest=hearing.hold_by)


def _require(**given: str) -> None:
    lacking = [what for what, words in given.items() if not words.strip()]
    if lacking:
        raise e.HearingIncomplete(what="、".join(lacking))


def _facts(hearing: Hearing) -> dict[str, str]:
    return {
        "about": hearing.about,
        "interested": hearing.interested,
        "asked_by": hearing.asked_by,
        "asked_on": hearing.asked_on.isoformat() if hearing.asked_on else "",
        "held_at": _spoken(hearing.held_at) if hearing.held_at else "",
        "place": hearing.place,
        "chair": hearing.chair,
    }


def _spoken(moment: datetime) -> str:
    local = moment.astimezone(clock.BEIJING)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
