"""Is the hall open? Service hours by mode, apart from the working calendar (an open Saturday is no working day)."""

import time as process_time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from hall.kernel import clock
from hall.models import ClosedDay, Hall, ServiceHours
from hall.models.calendar import ServiceMode
from hall.opening_hours import EARLY_TICKETS, Span, SpansOf, closes_at, next_opening, span_at
from hall.queries.calendar import working_calendar
from hall.working_days import WorkingCalendar


@dataclass(frozen=True)
class Opening:
    """Whether the hall serves at a moment, in which mode, and what to tell people."""

    is_open: bool
    mode: str
    next_opening: datetime | None
    words: str
    appointment_only: bool = False


def opening(hall: Hall, at: datetime) -> Opening:
    """How the hall is open at `at`."""
    if hall.open_around_the_clock:
        return Opening(True, ServiceMode.NORMAL, None, _("演示大厅全天开放，随时可以取号办理。"))
    at = at.astimezone(clock.BEIJING)
    spans_of = hours_of(hall)
    spans = spans_of(at.date())
    now = span_at(spans, at.time())
    if now is None:
        following = next_opening(spans_of, at)
        return Opening(False, "", following, _closed_today(hall, at) + _closed_words(following, at))
    end = closes_at(spans, at.time()) or now.closes
    words = _("正在服务（{mode}），今天到 {end}。").format(mode=_(str(ServiceMode(now.mode).label)), end=f"{end:%H:%M}")
    if now.appointment_only:
        words = _("正在服务（{mode}），仅限预约，今天到 {end}。").format(
            mode=_(str(ServiceMode(now.mode).label)), end=f"{end:%H:%M}"
        )
    return Opening(True, now.mode, next_opening(spans_of, at), words, now.appointment_only)


def may_take_tickets(hall: Hall, at: datetime, *, has_appointment: bool = False) -> bool:
    """Tickets are given while the hall serves, and from half an hour before it opens."""
    if hall.open_around_the_clock:
        return True
    at = at.astimezone(clock.BEIJING)
    spans_of = hours_of(hall)
    now = span_at(spans_of(at.date()), at.time())
    if now is not None and (has_appointment or not now.appointment_only):
        return True
    soon = next_opening(spans_of, at, without_appointment=not has_appointment)
    return soon is not None and soon - at <= EARLY_TICKETS


def hours_of(hall: Hall) -> SpansOf:
    """The spans of any day of this hall: those of its own date, none where it is closed, else its weekday's."""
    rows = list(ServiceHours.objects.of(hall))
    calendar = working_calendar()
    special_dates = {row.date for row in rows if row.date}
    closed = set(ClosedDay.objects.of(hall).values_list("date", flat=True))

    def spans_of(day: date) -> list[Span]:
        if day in closed:
            return []
        if day in special_dates:
            return _spans(row for row in rows if row.date == day)
        weekday = serving_weekday(day, calendar)
        return _spans(row for row in rows if row.weekday and row.weekday == weekday)

    return spans_of


def serving_weekday(day: date, calendar: WorkingCalendar) -> int:
    """Whose hours a day follows: none on a public holiday (0), Monday's on a make-up day, else its own weekday's."""
    if calendar.holiday(day):
        return 0
    if day.isoweekday() > 5 and calendar.is_working_day(day):
        return 1
    return day.isoweekday()


KEPT_SECONDS = 10.0
_kept: dict[int, tuple[float, date, datetime | None]] = {}


def opens_today_at(hall: Hall, now: datetime) -> datetime | None:
    """When the hall opens (or opened) today; None on a day without hours. Kept for ten seconds in each process, for
    calling, where the queue's row is locked."""
    kept = _kept.get(hall.pk)
    if kept is None or process_time.monotonic() - kept[0] > KEPT_SECONDS or kept[1] != now.date():
        spans = hours_of(hall)(now.date())
        first = datetime.combine(now.date(), min(span.opens for span in spans), now.tzinfo) if spans else None
        kept = _kept[hall.pk] = (process_time.monotonic(), now.date(), first)
    return kept[2]


def forget_hours() -> None:
    """Have the next call read the hours again; called by whoever changes them."""
    _kept.clear()


def _spans(rows: Iterable[ServiceHours]) -> list[Span]:
    return sorted(
        (Span(row.opens, row.closes, row.mode, row.appointment_only) for row in rows), key=lambda span: span.opens
    )


def _closed_today(hall: Hall, at: datetime) -> str:
    """Why the hall is closed on a day on which one would expect it open; blank otherwise."""
    row = ClosedDay.objects.of(hall).filter(date=at.date()).first()
    return "" if row is None else _("今天停止服务：{reason}。").format(reason=row.reason)


def _closed_words(following: datetime | None, at: datetime) -> str:
    if following is None:
        return _("现在不在服务时间，近期没有排定开放时间；请拨打大厅电话咨询。")
    return _("现在不在服务时间，下次开放：{when}。").format(when=when_words(following, at))


def when_words(moment: datetime, at: datetime) -> str:
    """今天 09:00, 明天 09:00, 9月28日（周一）09:00."""
    days = (moment.date() - at.date()).days
    if days in {0, 1}:
        return f"{_('今天') if days == 0 else _('明天')} {moment:%H:%M}"
    return _("{month}月{day}日（{weekday}）{time}").format(
        month=moment.month, day=moment.day, weekday=_weekday(moment), time=f"{moment:%H:%M}"
    )


def _weekday(moment: datetime) -> str:
    names = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
    return names[moment.weekday()]
