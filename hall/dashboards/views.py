"""The manager's overview: live, and to look at only."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from hall.dashboards.due import latest
from hall.dashboards.overview import overview
from hall.kernel import clock
from hall.kernel.access import open_to
from hall.kernel.web import show
from hall.queries.halls import default_hall
from hall.queries.health import health
from hall.queries.service_hours import opening
from hall.requests import StaffRequest
from hall.roles import Role


@require_safe
@open_to(Role.HALL_MANAGER, Role.SUPERVISOR)
def hall_overview(request: StaffRequest) -> HttpResponse:
    """Who waits too long, which windows stand still, what will be late, what is broken."""
    hall = request.user.hall or default_hall()
    now, today = clock.now(), clock.today()
    context = {
        "overview": overview(hall),
        "opening": opening(hall, now),
        "health": health(),
        "latest": latest(hall, today),
        "today": today,
        "is_manager": request.user.has_role(Role.HALL_MANAGER),
    }
    return show(request, "hall/overview.html", "hall/_overview.html", context)
