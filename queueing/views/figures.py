"""Figures of calling, for those who run the hall; those of single clerks for the manager alone."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hall.kernel import clock
from hall.kernel.access import open_to
from hall.requests import StaffRequest, own_hall, staff_of
from hall.roles import Role
from queueing.errors import DaysUnreadable
from queueing.figure_files import TYPE, name_of, workbook
from queueing.hour_plot import hour_bars
from queueing.permissions import FIGURE_READERS
from queueing.queries.figures import DEFINITIONS, Figures, figures_of
from queueing.queries.rebuilding import compared
from queueing.spans import Days, asked_days

ROWS = 30


@require_safe
@open_to(*FIGURE_READERS)
def figures(request: StaffRequest) -> HttpResponse:
    """Wait, walk and service of some days by queue, window, hour, matter and clerk."""
    words = ""
    try:
        days = _days(request)
    except DaysUnreadable as error:
        days, words = Days(clock.today(), clock.today()), error.words
    found = _figures(request, days)
    hours = next(table for table in found.tables if table.key == "hours")
    context = {
        "shown": found, "bars": hour_bars(hours.lines), "definitions": DEFINITIONS, "at": clock.now(), "words": words,
        "rows": ROWS,
    }  # fmt: skip
    return render(request, "queueing/figures.html", context, status=422 if words else 200)


@require_safe
@open_to(*FIGURE_READERS)
def figures_excel(request: StaffRequest) -> HttpResponse:
    """The same as a workbook."""
    found = _figures(request, _days(request))
    answer = HttpResponse(workbook(found), content_type=TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name_of(found)}"'
    return answer


@require_safe
@open_to(*FIGURE_READERS, Role.AUDITOR)
def rebuilt_day(request: StaffRequest) -> HttpResponse:
    """One day rebuilt from its steps and held against what is stored."""
    days = _days(request)
    return render(
        request, "queueing/rebuilt_day.html", {"found": compared(own_hall(request), days.first), "days": days}
    )


def _days(request: StaffRequest) -> Days:
    return asked_days(request.GET.get("from", ""), request.GET.get("to", ""), clock.today())


def _figures(request: StaffRequest, days: Days) -> Figures:
    return figures_of(own_hall(request), days, with_clerks=staff_of(request).has_role(Role.HALL_MANAGER))
