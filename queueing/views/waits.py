"""How good the estimates of the wait are: for everybody, and in more detail for those who run the hall."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hall.kernel import clock
from hall.kernel.access import PUBLIC, open_to
from hall.models import Hall
from hall.queries.halls import hall_by_code
from hall.requests import StaffRequest, own_hall
from hall.roles import Role
from queueing.estimating import FEWEST, HIDDEN_BELOW
from queueing.queries.lines import lines_of
from queueing.queries.waits import QueueShown, matter_times, report
from queueing.wait_plot import HEIGHT, WIDTH, Bar, bars, goal_line


@open_to(PUBLIC)
@require_safe
def hall_waiting(request: HttpRequest, hall_code: str) -> HttpResponse:
    """What we told people about the wait, and what it was."""
    hall = hall_by_code(hall_code)
    now = [line for line in lines_of(hall) if line.windows or line.waiting]
    return render(request, "queueing/hall_waiting.html", {**_context(hall), "lines": now})


@open_to(Role.HALL_MANAGER, Role.SUPERVISOR)
@require_safe
def waiting_figures(request: StaffRequest) -> HttpResponse:
    """The same with its errors day by day, how wide ranges are told now, and how long matters take."""
    hall = own_hall(request)
    more = {"times": matter_times(hall), "fewest": FEWEST}
    return render(request, "queueing/waiting_figures.html", {**_context(hall), **more})


def _context(hall: Hall) -> dict[str, Any]:
    queues: list[tuple[QueueShown, list[Bar]]] = [
        (one, bars([(day.day, day.inside) for day in one.with_figures])) for one in report(hall)
    ]
    return {
        "hall": hall, "queues": queues, "goal": goal_line(), "width": WIDTH, "height": HEIGHT, "hidden": HIDDEN_BELOW,
        "as_of": clock.now(),
    }  # fmt: skip
