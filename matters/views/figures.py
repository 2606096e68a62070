"""The catalogue's figures for everybody: a page with plots and tables, and the same numbers as a workbook."""

from io import BytesIO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from openpyxl import Workbook

from hall.kernel.access import PUBLIC, open_to
from hall.kernel.web import show
from matters.catalogue_file.escaping import escaped
from matters.measures import BY_KEY, MEASURES
from matters.plots import bars, depths
from matters.queries.figures import Figures, figures

CHARTS = ("cut", "one_window", "stationed", "at_most_one_visit", "wholly_online", "limit_cut", "visits", "promised")
TILES = ("cut", "one_window", "stationed", "at_most_one_visit", "wholly_online", "limit_cut")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@open_to(PUBLIC)
def figures_page(request: HttpRequest) -> HttpResponse:
    """Figures in all, one plot by department, and the whole table."""
    found = figures()
    asked = request.GET.get("chart", "")
    measure = BY_KEY[asked if asked in CHARTS else CHARTS[0]]
    context = {
        "figures": found,
        "tiles": [(BY_KEY[key], found.all.value(key)) for key in TILES],
        "charts": [BY_KEY[key] for key in CHARTS],
        "measure": measure,
        "bars": bars(found, measure),
        "depths": depths(found.all, MEASURES),
        "limits": [found.all.value(key) for key in ("statutory", "promised")],
        "materials": [found.all.value(key) for key in ("base_asked", "asked")],
    }
    return show(request, "matters/figures.html", "matters/_figures_chart.html", context)


@require_safe
@open_to(PUBLIC)
def figures_workbook(request: HttpRequest) -> FileResponse:
    """The same figures as a workbook."""
    target = BytesIO()
    write_workbook(figures(), target)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename="catalogue-figures.xlsx", content_type=XLSX)


def write_workbook(found: Figures, target: BytesIO) -> None:
    """One sheet of figures, one that says how they are counted."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("统计"))
    sheet.freeze_panes = "B2"
    sheet.append([_("部门"), *(f"{measure.label}（{measure.unit}）" for measure in found.measures)])
    for line in (found.all, *found.departments):
        sheet.append([escaped(line.name), *line.values])
    notes = book.create_sheet(_("口径"))
    notes.append([_("统计时间"), f"{found.at:%Y-%m-%d %H:%M}"])
    if found.baseline:
        notes.append([_("基期"), found.baseline.name, found.baseline.source])
    for measure in found.measures:
        notes.append([str(measure.label), str(measure.explained)])
    book.save(target)
