"""The end of the day for the manager (日终收尾): stop, decide, send home, close; and how past days ended."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hall.kernel import clock
from hall.kernel.access import open_to
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role
from queueing.models import ClosingPolicy
from queueing.queries.closings import close_out, closings_of
from queueing.queries.hall_rules import rules_of
from queueing.queries.tickets import ticket_of
from queueing.verbs.day_end import choose_ending, close_the_day, reopen_day, stop_tickets, to_turn_away_now, turn_away
from queueing.views.own import hall_of

READERS = (Role.HALL_MANAGER, Role.SUPERVISOR)


@open_to(*READERS)
@require_safe
@never_cache
def day_end(request: StaffRequest) -> HttpResponse:
    """Who still waits, what becomes of each, and the acts the day allows now; `?day=` shows how a past day ended."""
    hall = hall_of(request)
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        day = clock.today()
    shown = {"hall": hall, "out": close_out(hall, day), "today": clock.today(), "rules": rules_of(hall)}
    shown |= {"policies": ClosingPolicy.choices, "past": closings_of(hall), "as_of": clock.now()}
    shown["may_act"] = request.user.has_role(Role.HALL_MANAGER) and day == clock.today()
    return render(request, "queueing/day_end.html", shown)


@open_to(Role.HALL_MANAGER)
@require_POST
@once
def stop(request: StaffRequest) -> HttpResponse:
    """No more tickets today."""
    given = request.POST
    stop_tickets(hall=hall_of(request), policy=given.get("policy", ""), words=given.get("words", ""), by=request.user)
    return _back(request, "今天已停止取号，等候的人已列出并告知")


@open_to(Role.HALL_MANAGER)
@require_POST
@once
def ending(request: StaffRequest) -> HttpResponse:
    """Serve to the end, or until closing only."""
    row = choose_ending(hall=hall_of(request), policy=request.POST.get("policy", ""), by=request.user)
    return _back(request, f"处理办法改为：{row.get_policy_display()}")


@open_to(Role.HALL_MANAGER)
@require_POST
@once
def reopen(request: StaffRequest) -> HttpResponse:
    """Tickets are given again."""
    reopen_day(hall=hall_of(request), by=request.user)
    return _back(request, "已恢复取号")


@open_to(Role.HALL_MANAGER)
@require_POST
@once
def away(request: StaffRequest) -> HttpResponse:
    """One person, or all who still wait, come back another day with a voucher."""
    hall, chosen = hall_of(request), request.POST.get("ticket", "")
    wanted = [ticket_of(hall, int(chosen)).pk] if chosen.isdecimal() else to_turn_away_now(hall)
    done = [ticket for pk in wanted if (ticket := turn_away(ticket_id=pk, by=request.user)) is not None]
    numbers = "、".join(ticket.number for ticket in done[:10])
    return _back(request, f"{len(done)} 个号已给优先凭证并告知：{numbers}" if done else "没有还在等候的号")


@open_to(Role.HALL_MANAGER)
@require_POST
@once
def close(request: StaffRequest) -> HttpResponse:
    """Everybody was seen off."""
    close_the_day(hall=hall_of(request), by=request.user)
    return _back(request, "今天已收尾，每个号都有去向")


def _back(request: StaffRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("day-end")
