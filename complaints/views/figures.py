"""Figures: for those who manage the hall with the list behind each, and for everyone with small groups hidden."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.figure_files import TYPE, excel, name_of
from complaints.periods import chosen, last_months, settled_months
from complaints.permissions import HANDLERS
from complaints.queries.complaint_figures import NOT_SAID, TABLES
from complaints.queries.figure_lists import EVERYTHING, complaints_behind, rows_behind
from complaints.queries.figures import WHICH, Figures, figures_of
from hall.kernel import clock
from hall.kernel.access import PUBLIC, open_to
from hall.queries.halls import hall_by_code
from hall.requests import StaffRequest, own_hall

PAGE = 50


@require_safe
@open_to(*HANDLERS)
def figures(request: StaffRequest) -> HttpResponse:
    """The month's rates, each with its formula and the list behind it."""
    months = last_months(clock.today())
    found = figures_of(own_hall(request), chosen(months, request.GET.get("month", "")))
    return render(request, "complaints/figures.html", {"shown": found, "months": months, "at": clock.now()})


@require_safe
@open_to(*HANDLERS)
def figures_excel(request: StaffRequest) -> HttpResponse:
    """The same as an Excel file."""
    months = last_months(clock.today())
    return _file(figures_of(own_hall(request), chosen(months, request.GET.get("month", ""))))


@require_safe
@open_to(*HANDLERS)
def figure_list(request: StaffRequest, which: str) -> HttpResponse:
    """What one number counts; nothing in it says who rated."""
    if which not in WHICH:
        raise Http404
    month = chosen(last_months(clock.today()), request.GET.get("month", ""))
    rows = rows_behind(request.user, own_hall(request), month, which)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "month": month, "label": WHICH[which][0]}
    return render(request, "complaints/figure_list.html", context)


@require_safe
@open_to(*HANDLERS)
def complaint_list(request: StaffRequest, table: str) -> HttpResponse:
    """The complaints or desk cases behind one number."""
    if table not in TABLES:
        raise Http404
    month = chosen(last_months(clock.today()), request.GET.get("month", ""))
    value = request.GET.get("value", EVERYTHING)
    rows = complaints_behind(request.user, own_hall(request), month, table, value)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    title, what, _, labels = TABLES[table]
    shown = "" if value == EVERYTHING else str(labels.get(value, value)) or NOT_SAID
    context = {"page": page, "month": month, "title": title, "value": shown, "is_case": what == "cases"}
    return render(request, "complaints/figure_complaints.html", context)


@require_safe
@open_to(PUBLIC)
def open_figures(request: HttpRequest, hall_code: str) -> HttpResponse:
    """The months that stand still, for everyone."""
    hall = hall_by_code(hall_code)
    months = settled_months(clock.today())
    found = figures_of(hall, chosen(months, request.GET.get("month", "")), is_public=True)
    return render(request, "complaints/open_figures.html", {"shown": found, "months": months, "hall": hall})


@require_safe
@open_to(PUBLIC)
def open_figures_excel(request: HttpRequest, hall_code: str) -> HttpResponse:
    """The public figures as an Excel file."""
    month = chosen(settled_months(clock.today()), request.GET.get("month", ""))
    return _file(figures_of(hall_by_code(hall_code), month, is_public=True))


def _file(found: Figures) -> HttpResponse:
    answer = HttpResponse(excel(found), content_type=TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name_of(found)}"'
    return answer
