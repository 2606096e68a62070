"""The outbox for managers, and the phone of the development machine."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.contrib.messages import error, success
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hall.kernel.access import PUBLIC, open_to
from hall.kernel.errors import NotFound, RuleBroken, StateConflict
from hall.kernel.web import show
from hall.messages.wording import TEMPLATES, without_links
from hall.queries.halls import default_hall
from hall.queries.messages import Sought, newest_everywhere, outbox, previews, reason, sought_for, tabs
from hall.queries.providers import backlog, providers_now, switches
from hall.repeats import once
from hall.requests import StaffRequest, own_hall
from hall.roles import Role
from hall.states import MessageState
from hall.verbs.messages.channels import switch_off, switch_on
from hall.verbs.messages.resending import may_resend, resend

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
    rows = [(message, _label(message.event), without_links(message.text), reason(message), may_resend(message))
            for message in page]  # fmt: skip
    context: dict[str, Any] = {"page": page, "rows": rows, "tabs": tabs(hall), "state": state, "sought": sought}
    context |= {"providers": providers_now(), "backlog": backlog(hall), "switches": switches()}
    return show(request, "hall/messages.html", "hall/_messages.html", context)


@require_POST
@open_to(Role.HALL_MANAGER)
@once
def send_again(request: StaffRequest, message_id: int) -> HttpResponse:
    """Once more, for a reason, what nobody knows to have arrived."""
    try:
        fresh = resend(
            hall=own_hall(request), message_id=message_id, reason=request.POST.get("reason", ""), by=request.user
        )
    except (RuleBroken, StateConflict) as refused:
        error(request, refused.words)
    else:
        success(request, f"已重新排入发送队列（{fresh.about or _label(fresh.event)}），原因已记入办理记录。")
    return _back(request)


@require_POST
@open_to(Role.HALL_MANAGER, Role.SYSTEM_ADMIN)
@once
def switch(request: StaffRequest, name: str) -> HttpResponse:
    """Take a provider out of use, or put it back, for a reason."""
    verb = switch_off if request.POST.get("act") == "off" else switch_on
    try:
        provider = verb(name=name, reason=request.POST.get("reason", ""), by=request.user)
    except (RuleBroken, StateConflict) as refused:
        error(request, refused.words)
    else:
        success(request, f"通道状态已改为“{provider.get_state_display()}”，原因已记入办理记录。")
    return _back(request)


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


def _back(request: StaffRequest) -> HttpResponse:
    state = request.POST.get("state", "")
    there = f"?state={state}" if state in {"troubled", *MessageState.values} else ""
    return HttpResponseRedirect(reverse("messages") + there, status=303)


def _label(event: str) -> str:
    return TEMPLATES[event].label if event in TEMPLATES else event
