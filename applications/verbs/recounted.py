"""The dates of one application counted again with the calendar of today; sets them, saves nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings

from applications import deadlines
from applications.models import Application, Consultation, DateKind, DocumentKind, Urging
from applications.states import UNDECIDED, ConsultationState, MaterialStatus
from applications.states import ApplicationState as S
from applications.verbs.accepting import count_anew
from hall.kernel import clock
from hall.models import CalendarChange
from hall.models.calendar import DayKind
from hall.working_days import WorkingCalendar


@dataclass(frozen=True)
class Moved:
    """One date that is another now, on the row that carries it."""

    kind: str
    about: str
    before: date
    after: date
    row: Any


def moved_dates(application: Application, change: CalendarChange, calendar: WorkingCalendar) -> list[Moved]:
    """Every date of this application that runs, counted anew; those that moved are set on their rows."""
    old = before_change(calendar, change)
    found = [*_at_the_window(application, old, calendar), *_until_the_decision(application)]
    if application.state in UNDECIDED:
        found += [*_late_materials(application, old, calendar), *_opinions(application, calendar)]
    return [*found, *_delivery(application, calendar)]


def before_change(calendar: WorkingCalendar, change: CalendarChange) -> WorkingCalendar:
    """The calendar as it was before this change."""
    works = {DayKind.WORKDAY, DayKind.MAKEUP}
    days = {date.fromisoformat(one["date"]): one["before"] in works for one in change.days}
    return WorkingCalendar({**calendar.days, **days}, calendar.provisional, calendar.holidays)


def _moved(row: Any, field: str, kind: str, after: date, about: str = "") -> Iterator[Moved]:
    before = getattr(row, field)
    if before is not None and before != after:
        setattr(row, field, after)
        yield Moved(kind, about, before, after, row)


def _at_the_window(application: Application, old: WorkingCalendar, calendar: WorkingCalendar) -> Iterator[Moved]:
    if application.state == S.RECEIVED:
        after = deadlines.notice_due(application.counted_from, calendar)
        yield from _moved(application, "notice_due", DateKind.NOTICE, after)
    if application.state == S.AWAITING_CORRECTION:
        notice = application.documents.filter(kind=DocumentKind.CORRECTION_NOTICE).last()
        told = _day(notice.issued_at) if notice else None
        days = settings.CORRECTION_DAYS
        if told and deadlines.correction_due(told, days, old) == application.correction_due:
            after = deadlines.correction_due(told, days, calendar)
            yield from _moved(application, "correction_due", DateKind.CORRECTION, after)


def _until_the_decision(application: Application) -> Iterator[Moved]:
    if application.state not in UNDECIDED:
        return
    promise, legal = application.promise_due, application.legal_due
    count_anew(application)
    pairs = [(DateKind.PROMISE, promise, application.promise_due), (DateKind.LEGAL, legal, application.legal_due)]
    for kind, before, after in pairs:
        if before is not None and after is not None and before != after:
            yield Moved(kind, "", before, after, application)


def _late_materials(application: Application, old: WorkingCalendar, calendar: WorkingCalendar) -> Iterator[Moved]:
    """A material's day is not kept with the day it was counted from: that is the act whose days fit."""
    acts = [application.received_at, application.resubmitted_at, application.accepted_at]
    for row in application.materials.filter(status=MaterialStatus.LATE, due__isnull=False).select_related("material"):
        days = row.material.late_days
        start = next((day for day in map(_day, acts) if day and old.add_working_days(day, days) == row.due), None)
        if start is not None:
            yield from _moved(row, "due", DateKind.LATE, calendar.add_working_days(start, days), row.material.name)


def _opinions(application: Application, calendar: WorkingCalendar) -> Iterator[Moved]:
    asked = Consultation.objects.of(application.hall).filter(application=application, state=ConsultationState.ASKED)
    for one in asked.select_related("asked_department"):
        start = _day(one.asked_at)
        assert start is not None
        after = calendar.add_working_days(start, one.working_days)
        yield from _moved(one, "due", DateKind.OPINION, after, one.asked_department.short_name)
    for urging in Urging.objects.of(application.hall).filter(application=application, answered_at=None):
        start = _day(urging.asked_at)
        assert start is not None
        yield from _moved(
            urging,
            "answer_due",
            DateKind.OPINION,
            calendar.add_working_days(start, settings.URGING_WORKING_DAYS),
            "督办答复",
        )


def _delivery(application: Application, calendar: WorkingCalendar) -> Iterator[Moved]:
    result, decided = getattr(application, "result", None), application.decision_moment()
    if application.state == S.AWAITING_COLLECTION and result is not None and decided is not None:
        after = deadlines.delivery_due(decided.astimezone(clock.BEIJING).date(), calendar)
        yield from _moved(result, "delivery_due", DateKind.DELIVERY, after)


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(clock.BEIJING).date() if moment else None
