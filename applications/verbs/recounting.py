"""Counting every open date again when the working calendar changed, with a report of what moved."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from applications.models import Application, DateKind, MovedDate, Recount
from applications.permissions import require_may
from applications.promise_states import VerificationState
from applications.states import OPEN, ApplicationState
from applications.verbs.common import AROUND, spoken, tell_by_message
from applications.verbs.recounted import Moved, moved_dates
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import locked
from hall.models import CalendarChange, StaffMember
from hall.queries.calendar import forget_calendar, working_calendar

logger = logging.getLogger(__name__)

BATCH = 50
STALE = timedelta(seconds=90)  # until then another process may still count with the calendar of before


def begin_recount(*, change_id: int, by: StaffMember) -> Recount:
    """The recount of a change of the calendar; asked twice, it is the same one."""
    change = CalendarChange.objects.get(pk=change_id)
    return Recount.objects.get_or_create(change=change, defaults={"begun_at": clock.now()})[0]


def carry_on(*, recount_id: int, by: StaffMember) -> Recount:
    """Count on to the end, batch by batch; goes on where an interrupted one stopped, and leaves it to whoever is at it.

    When nobody can hold the old calendar any more, everything is looked at once more.
    """
    forget_calendar()
    while _next_batch(recount_id, by):
        pass
    return Recount.objects.select_related("change").get(pk=recount_id)


def open_ones() -> QuerySet[Application]:
    """The applications that have a date still to come."""
    checks = Q(verification__state__in=[VerificationState.PENDING, VerificationState.REMEDY])
    waiting = Q(state__in=[*OPEN, ApplicationState.AWAITING_COLLECTION])
    return Application.objects.filter(waiting | checks)


def _next_batch(recount_id: int, by: StaffMember) -> bool:
    """Count the next applications again; False when there is nothing (more) to do here."""
    with transaction.atomic():
        rows = Recount.objects.select_related("change").select_for_update(skip_locked=True, of=("self",))
        recount = rows.filter(pk=recount_id, checked_at=None).first()
        if recount is None or not _is_due(recount):
            return False
        keys = list(open_ones().filter(pk__gt=recount.last_seen).order_by("pk").values_list("pk", flat=True)[:BATCH])
        for key in keys:
            _count_one(recount, key, by)
        _note(recount, keys)
        return bool(keys)


def _is_due(recount: Recount) -> bool:
    return recount.finished_at is None or clock.now() - recount.change.at > STALE


def _note(recount: Recount, keys: list[int]) -> None:
    """How far it came; a first pass that is over is followed by one that checks."""
    if keys:
        recount.last_seen = keys[-1]
    elif recount.finished_at is not None:
        recount.checked_at = clock.now()
    else:
        recount.finished_at, recount.last_seen = clock.now(), 0
        is_late = clock.now() - recount.change.at > STALE
        recount.checked_at = clock.now() if is_late and recount.begun_at - recount.change.at > STALE else None
    recount.looked_at += 0 if recount.finished_at else len(keys)
    recount.save()


def _count_one(recount: Recount, application_id: int, by: StaffMember) -> None:
    """One that cannot be counted is logged and stops no other."""
    try:
        with transaction.atomic():
            recount_application(recount=recount, application_id=application_id, by=by)
    except Exception:
        logger.exception("recount_failed", extra={"application_id": application_id, "recount": recount.pk})
        recount.failed += 1


@transaction.atomic
def recount_application(*, recount: Recount, application_id: int, by: StaffMember) -> int:
    """Count the dates of one application again under its lock; returns how many moved."""
    application = locked(Application.objects.select_related(*AROUND), pk=application_id)
    require_may(by, "recount", hall=application.hall)
    was_provisional = application.due_is_provisional
    moved = moved_dates(application, recount.change, working_calendar())
    if application.due_is_provisional != was_provisional or any(one.row is application for one in moved):
        application.save()
    for row in {id(one.row): one.row for one in moved if one.row is not application}.values():
        row.save()
    if moved:
        _report(recount, application, moved, was_provisional, by)
    return len(moved)


def _report(
    recount: Recount, application: Application, moved: list[Moved], was_provisional: bool, by: StaffMember
) -> None:
    is_told = bool(application.contact_phone)
    for one in moved:
        now = {
            "after": one.after,
            "is_provisional": application.due_is_provisional,
            "is_told": is_told and one.kind == DateKind.PROMISE,
        }
        MovedDate.objects.update_or_create(
            recount=recount,
            application=application,
            kind=one.kind,
            about=one.about,
            defaults=now,
            create_defaults={**now, "before": one.before, "was_provisional": was_provisional},
        )
    said = "；".join(f"{DateKind(one.kind).label} {one.before} → {one.after}" for one in moved)
    dates = [{"kind": str(one.kind), "before": f"{one.before}", "after": f"{one.after}"} for one in moved]
    steps.record(application, "recount", by, said[:500], change=recount.change_id, dates=dates)
    if any(one.kind == DateKind.PROMISE for one in moved):
        tell_by_message(
            application, "date_moved", f"{recount.pk}.{application.promise_due}", due=spoken(application.promise_due)
        )
