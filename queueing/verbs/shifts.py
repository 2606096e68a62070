"""When windows rest and when reserve windows work: lunch in turns (午间轮休), reserve windows (弹性窗口)."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db import transaction

from hall import steps
from hall.kernel import clock, live
from hall.kernel.moves import locked
from hall.models import Hall, StaffMember, Window
from queueing.errors import ReasonNeeded
from queueing.models import LunchBreak, ReserveService, WindowSession
from queueing.permissions import may_allocate
from queueing.window_errors import (
    LunchTimesWrong,
    NoSuchWindow,
    NotAReserve,
    NotInService,
    NoWindowChosen,
    ReserveStillOpen,
)

LONGEST_LUNCH = timedelta(hours=2)


@transaction.atomic
def set_lunch(
    *, hall: Hall, windows: Sequence[str], begins: time | None, ends: time | None, by: StaffMember
) -> list[LunchBreak]:
    """These windows rest from `begins` to `ends`; without times they have no lunch break."""
    may_allocate(by, hall)
    if not windows:
        raise NoWindowChosen()
    rows = list(Window.objects.of(hall).filter(code__in=windows, in_use=True).order_by("pk").select_for_update())
    if missing := set(windows) - {row.code for row in rows}:
        raise NoSuchWindow(windows="、".join(sorted(missing)))
    if begins is None or ends is None:
        LunchBreak.objects.of(hall).filter(window__in=rows).delete()
    elif not _is_lunch(begins, ends):
        raise LunchTimesWrong()
    else:
        for row in rows:
            LunchBreak.objects.update_or_create(window=row, defaults={"hall": hall, "begins": begins, "ends": ends})
    said = f"{begins:%H:%M}–{ends:%H:%M}" if begins and ends else ""
    for row in rows:
        steps.record(row, "set_lunch", by, window=row.code, lunch=said)
    live.hint(hall.code)
    return list(LunchBreak.objects.of(hall).filter(window__in=rows))


@transaction.atomic
def put_into_service(*, hall: Hall, window_code: str, reason: str, by: StaffMember) -> ReserveService:
    """A reserve window may be opened by a clerk from now on; once is enough."""
    may_allocate(by, hall)
    window = _reserve(hall, window_code)
    if not reason.strip():
        raise ReasonNeeded()
    present = ReserveService.objects.of(hall).filter(window=window, ended_at=None).first()
    if present is not None:
        return present
    made = ReserveService.objects.create(
        hall=hall, window=window, began_at=clock.now(), began_by=by, reason=reason.strip()[:200]
    )
    steps.record(window, "put_into_service", by, made.reason, window=window.code)
    live.hint(hall.code)
    return made


@transaction.atomic
def take_out_of_service(*, hall: Hall, window_code: str, by: StaffMember) -> None:
    """The reserve window rests again; a clerk who sits there closes first."""
    may_allocate(by, hall)
    window = _reserve(hall, window_code)
    present = ReserveService.objects.of(hall).filter(window=window, ended_at=None).first()
    if present is None:
        raise NotInService(window=window.code)
    session = WindowSession.objects.of(hall).filter(window=window, closed_at=None).select_related("clerk").first()
    if session is not None:
        raise ReserveStillOpen(window=window.code, clerk=session.clerk.name)
    present.ended_at = clock.now()
    present.save(update_fields=["ended_at"])
    steps.record(window, "take_out_of_service", by, window=window.code)
    live.hint(hall.code)


def refuse_reserve(window: Window) -> None:
    """A reserve window opens only while a manager has put it into service."""
    if window.is_reserve and not ReserveService.objects.filter(window=window, ended_at=None).exists():
        raise NotInService(window=window.code)


def _reserve(hall: Hall, code: str) -> Window:
    window = locked(Window.objects.of(hall), code=code)
    if not window.is_reserve:
        raise NotAReserve(window=window.code)
    return window


def _is_lunch(begins: time, ends: time) -> bool:
    day = clock.today()
    length = datetime.combine(day, ends) - datetime.combine(day, begins)
    return timedelta(0) < length <= LONGEST_LUNCH
