"""Service hours: what everybody may read, and the manager's page to keep them."""

from datetime import date, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hall.errors import DayIsOver, HoursOverlap
from hall.kernel import clock
from hall.kernel.access import PUBLIC, open_to
from hall.models.calendar import ServiceMode
from hall.opening_hours import Span
from hall.queries.halls import hall_by_code
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role
from hall.verbs import service_hours as verbs
from queueing.queries.hours_pages import affected_by_closing, next_days, special_days, weekly
from queueing.queries.modes import LIST_OF, offer_of
from queueing.views.own import hall_of

SPANS_AT_MOST = 8


@open_to(PUBLIC)
@require_safe
@never_cache
def hall_hours(request: HttpRequest, hall_code: str) -> HttpResponse:
    """When the hall serves, and what it takes in when; special days named."""
    hall = hall_by_code(hall_code)
    shown = {"hall": hall, "week": weekly(hall), "days": next_days(hall), "offers": _offers()}
    return render(request, "queueing/hours/public.html", shown)


@open_to(Role.HALL_MANAGER)
@require_safe
@never_cache
def service_hours(request: StaffRequest) -> HttpResponse:
    """The week, special days and closures; `?close=` shows whom a closure would affect before it is made."""
    hall = hall_of(request)
    wanted = _date(request.GET.get("close", ""))
    shown: dict[str, Any] = {
        "hall": hall,
        "week": weekly(hall),
        "special": special_days(hall),
        "modes": ServiceMode.choices,
    }
    shown |= {"offers": _offers(), "today": clock.today(), "wanted": wanted, "reason": request.GET.get("reason", "")}
    shown["affected"] = affected_by_closing(hall, wanted) if wanted else None
    chosen = request.GET.get("like", "")
    like = next((day for day in shown["week"] if str(day.weekday) == chosen), None)
    shown["like"], spans = like, like.spans if like else []
    shown["rows"] = [*enumerate(spans), *((place, None) for place in range(len(spans), SPANS_AT_MOST))]
    shown["blank_rows"] = [(place, None) for place in range(4)]
    return render(request, "queueing/hours/keeping.html", shown)


@open_to(Role.HALL_MANAGER)
@require_POST
@once
def set_weekday(request: StaffRequest) -> HttpResponse:
    """The hours of the chosen weekdays, all alike."""
    hall, spans = hall_of(request), _spans(request)
    weekdays = [int(day) for day in request.POST.getlist("weekday") if day.isdecimal()]
    for weekday in weekdays:
        verbs.set_weekday_hours(hall=hall, weekday=weekday, spans=spans, by=request.user)
    return _back(request, f"已保存 {len(weekdays)} 天的服务时间；不在新时间内的预约会取消并告知")


@open_to(Role.HALL_MANAGER)
@require_POST
@once
def set_special(request: StaffRequest) -> HttpResponse:
    """One day's own hours."""
    day = _needed(request.POST.get("day", ""))
    verbs.set_special_day(hall=hall_of(request), day=day, spans=_spans(request), by=request.user)
    return _back(request, f"{day:%m月%d日} 的服务时间已单独安排")


@open_to(Role.HALL_MANAGER)
@require_POST
@once
def close(request: StaffRequest) -> HttpResponse:
    """No service on a day."""
    day = _needed(request.POST.get("day", ""))
    verbs.close_day(hall=hall_of(request), day=day, reason=request.POST.get("reason", ""), by=request.user)
    return _back(request, f"{day:%m月%d日} 停止服务，已有预约的人会收到短信")


@open_to(Role.HALL_MANAGER)
@require_POST
@once
def drop(request: StaffRequest) -> HttpResponse:
    """The day follows its weekday again."""
    day = _needed(request.POST.get("day", ""))
    verbs.drop_special_day(hall=hall_of(request), day=day, by=request.user)
    return _back(request, f"{day:%m月%d日} 恢复按星期的服务时间")


def _spans(request: StaffRequest) -> list[Span]:
    """The rows of the form that were filled in."""
    found = []
    rows = zip(*(request.POST.getlist(name) for name in ("mode", "opens", "closes")), strict=False)
    only = set(request.POST.getlist("appointment_only"))
    for place, (mode, opens, closes) in enumerate(rows):
        if not opens and not closes:
            continue
        try:
            found.append(Span(time.fromisoformat(opens), time.fromisoformat(closes), mode, str(place) in only))
        except ValueError as wrong:
            raise HoursOverlap() from wrong
    return found


def _offers() -> list[Any]:
    """What each mode with a list offers today."""
    return [offer_of(mode, clock.today() + timedelta(days=0)) for mode in ServiceMode if mode in LIST_OF]


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _needed(text: str) -> date:
    found = _date(text)
    if found is None:
        raise DayIsOver(day=text[:20] or "（未填日期）")
    return found


def _back(request: StaffRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("service-hours")
