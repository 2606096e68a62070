"""From the opened status of an application to the place in the line of its ticket."""

from django.contrib.messages import info
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.views.second_factor import remembered
from hall.kernel.access import PUBLIC, open_to
from queueing.queries.tickets import live_ticket_of
from queueing.sharing import share_code

OPENED = "status"  # the key that the status page leaves with who knew number and second factor


@open_to(PUBLIC)
@require_safe
@never_cache
def status_ticket(request: HttpRequest) -> HttpResponse:
    """The page that only looks: number and four digits must not give up a place in the line."""
    number = remembered(request, OPENED)
    if not number:
        return redirect("status")
    ticket_id = live_ticket_of(number)
    if ticket_id is None:
        info(request, _("这件申请现在没有在排的号。"))
        return redirect("status-result")
    return redirect("ticket-shared", code=share_code(ticket_id))
