"""The template, and the catalogue in the tables that the import takes."""

from collections.abc import Iterator
from io import BytesIO

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hall.kernel import clock
from hall.kernel.access import STAFF, open_to
from hall.kernel.errors import NotFound
from hall.requests import StaffRequest
from matters.catalogue_file import writing
from matters.catalogue_file.columns import MATERIALS, MATTERS, SHEETS
from matters.forms import FindMattersForm
from matters.queries.export import export_csv, export_xlsx
from matters.queries.listing import Filters

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARTS = {"matters": MATTERS, "materials": MATERIALS}


@require_safe
@open_to(STAFF)
def template_xlsx(request: StaffRequest) -> FileResponse:
    """An empty workbook with headings and explanations."""
    target = BytesIO()
    writing.write_template(target)
    return _file(target, "catalogue-template.xlsx")


@require_safe
@open_to(STAFF)
def template_csv(request: StaffRequest, part: str) -> StreamingHttpResponse:
    """One of the two empty CSV files."""
    return _csv(writing.csv_text(_sheet(part), []), f"{part}-template.csv")


@require_safe
@open_to(STAFF)
def export_workbook(request: StaffRequest) -> FileResponse:
    """The standing catalogue as a workbook, all of it or what the filters leave."""
    return workbook_answer(FindMattersForm(request.GET).filters())


def workbook_answer(filters: Filters) -> FileResponse:
    """The workbook as a file to keep, for page and API."""
    target = BytesIO()
    export_xlsx(target, filters)
    return _file(target, f"catalogue-{clock.today():%Y%m%d}.xlsx")


@require_safe
@open_to(STAFF)
def export_part(request: StaffRequest, part: str) -> StreamingHttpResponse:
    """The standing catalogue as one of the two CSV files."""
    filters = FindMattersForm(request.GET).filters()
    return _csv(export_csv(_sheet(part), filters), f"{part}-{clock.today():%Y%m%d}.csv")


def _sheet(part: str) -> str:
    if part not in PARTS:
        raise NotFound()
    return PARTS[part]


def _file(target: BytesIO, name: str) -> FileResponse:
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=name, content_type=XLSX)


def _csv(pieces: Iterator[str], name: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
@open_to(STAFF)
def file_format(request: StaffRequest) -> HttpResponse:
    """What each column of the file may hold."""
    return render(request, "matters/imports/format.html", {"sheets": list(SHEETS.items())})
