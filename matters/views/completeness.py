"""The worklist of catalogue editors: how complete the standards are, and what each lacks."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hall.kernel.access import open_to
from hall.kernel.web import show
from hall.roles import Role
from matters.completeness.table import REQUIRED, WISHED
from matters.forms import WorklistForm
from matters.queries.completeness import report

READERS = (Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER, Role.CATALOGUE_PUBLISHER, Role.HALL_MANAGER, Role.SUPERVISOR)
PER_PAGE = 30


@require_safe
@open_to(*READERS)
def worklist(request: HttpRequest) -> HttpResponse:
    """The catalogue's own report, department by department, and the standards that lack something."""
    form = WorklistForm(request.GET)
    asked = form.asked()
    found = report(**asked)
    page = Paginator(found.worklist, PER_PAGE).get_page(request.GET.get("page"))
    context = {"report": found, "page": page, "asked": asked, "required": REQUIRED, "wishes": WISHED}
    return show(request, "matters/completeness.html", "matters/_completeness.html", context)
