"""The counter's page of an application already received: ticks, scans, notice, corrections, what was to follow."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from applications.completeness import Tick
from applications.errors import ChangedMeanwhile, SecondNotice
from applications.queries.access import application_for
from applications.queries.counter_desk import counter_desk
from applications.states import MaterialStatus
from applications.verbs.counter import ASK, NOTICE, OFFERED, settle
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.kernel.web import show
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role

PAGE = "applications/counter_desk.html"


@open_to(Role.WINDOW_CLERK, Role.APPROVER)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def intake_desk(request: StaffRequest, number: str) -> HttpResponse:
    """The tick list and what follows from it; a refusal keeps everything that was chosen."""
    if request.method != "POST":
        return shown(request, number, None)
    act, seen = request.POST.get("act", ""), request.POST.get("seen", "")
    ticks = ticks_given(request.POST)
    unsaid = [tick for tick in ticks if tick.status == MaterialStatus.MISSING and not tick.problem.strip()]
    if act not in OFFERED:
        return shown(request, number, request.POST, status=422, problem="请选择要办理的动作。")
    if act in (NOTICE, ASK) and unsaid:
        return shown(
            request, number, request.POST, status=422, problem="请写明每份缺少的材料缺什么、怎么改，申请人会看到。"
        )
    try:
        done = settle(
            number=application_for(request.user, number).number,
            act=act,
            ticks=ticks,
            words=request.POST.get("words", ""),
            seen=int(seen) if seen.isdecimal() else None,
            by=request.user,
        )
    except DomainError as refused:
        return _refused(request, number, refused)
    words = "已提请督查人员批准再次告知" if act == ASK else done.get_state_display()
    messages.success(request, f"{done.number} {words}。")
    return redirect("application-intake", number=done.number)


def _refused(request: StaffRequest, number: str, refused: DomainError) -> HttpResponse:
    kind = {"is_parted": isinstance(refused, ChangedMeanwhile), "asks_second": isinstance(refused, SecondNotice)}
    return shown(request, number, request.POST, status=refused.status, problem=refused.words, code=refused.code, **kind)


def shown(
    request: StaffRequest, number: str, given: Mapping[str, str] | None, *, status: int = 200, **more: object
) -> HttpResponse:
    """The page as it is now, with what was chosen."""
    desk = counter_desk(request.user, number, given)
    context = {"desk": desk, "application": desk.application, "words": (given or {}).get("words", ""), **more}
    response = show(request, PAGE, PAGE, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def ticks_given(data: Mapping[str, str]) -> list[Tick]:
    """The posted ticks; a problem counts only with what is missing."""
    found = []
    for name, status in data.items():
        key = name.removeprefix("tick_")
        if name.startswith("tick_") and key.isdecimal():
            problem = data.get(f"problem_{key}", "")[:200] if status == MaterialStatus.MISSING else ""
            found.append(Tick(int(key), str(status), problem))
    return found
