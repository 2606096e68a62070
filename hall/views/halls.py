"""The door of each hall, and short addresses for the machines of the city's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from hall.kernel import clock
from hall.kernel.access import PUBLIC, open_to
from hall.queries.halls import default_hall, hall_by_code
from hall.queries.service_hours import opening


@require_safe
@open_to(PUBLIC)
def door(request: HttpRequest, hall_code: str) -> HttpResponse:
    """What a hall offers: a ticket, its screen, the status of an application."""
    hall = hall_by_code(hall_code)
    return render(request, "hall/door.html", {"hall": hall, "opening": opening(hall, clock.now())})


@require_safe
@open_to(PUBLIC)
def kiosk_here(request: HttpRequest) -> HttpResponse:
    """The kiosk of the city's hall."""
    return redirect("kiosk", default_hall().code)


@require_safe
@open_to(PUBLIC)
def display_here(request: HttpRequest) -> HttpResponse:
    """The screen of the city's hall."""
    return redirect("display", default_hall().code)
