"""The outbox for managers, and the phone of the development machine."""

from dataclasses import asdict

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hall.kernel.access import PUBLIC, open_to
from hall.kernel.errors import NotFound
from hall.kernel.web import show
from hall.messages.wording import TEMPLATES, without_links
from hall.queries.halls import default_hall
from hall.queries.messages import Sought, newest_everywhere, outbox, previews, reason, sought_for, tabs
from hall.requests import StaffRequest
from hall.roles import Role

SOUGHT = "messages_sought"


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Role.HALL_MANAGER)
def messages(request: StaffRequest) -> HttpResponse:
    """The outbox of one's hall: what was sent, what waits, what failed and why. What is sought stays out of addresses."""
    if request.method == "POST":
        found = sought_for(request.POST.get("q", ""))
        request.session[SOUGHT] = asdict(found) if found else None
        return HttpResponseRedirect(reverse("messages"), status=303)
    hall = request.user.hall or default_hall()
    state, kept = request.GET.get("state", ""), request.session.get(SOUGHT)
    sought = Sought(**kept) if kept else None
    page = Paginator(outbox(hall, state=state, sought=sought), 50).get_page(request.GET.get("page"))
    rows = [(message, _label(message.event), without_links(message.text), reason(message)) for message in page]
    context = {"page": page, "rows": rows, "tabs": tabs(hall), "state": state, "sought": sought}
    return show(request, "hall/messages.html", "hall/_messages.html", context)


@require_safe
@open_to(Role.HALL_MANAGER)
def templates(request: StaffRequest) -> HttpResponse:
    """What each message says, how long it is and how long it is worth sending."""
    hall = request.user.hall or default_hall()
    context = {"previews": previews(hall)}
    return show(request, "hall/message_templates.html", "hall/message_templates.html", context)


@require_safe
@open_to(PUBLIC)
def development(request: HttpRequest) -> HttpResponse:
    """The messages that would have gone out; on development and demonstration machines only."""
    if not settings.DEVELOPMENT:
        raise NotFound()
    sought = "".join(char for char in request.GET.get("q", "") if char.isdigit())[:20]
    context = {"rows": newest_everywhere(sought), "sought": sought}
    return show(request, "hall/dev_messages.html", "hall/_dev_messages.html", context)


def _label(event: str) -> str:
    return TEMPLATES[event].label if event in TEMPLATES else event
