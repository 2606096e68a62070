"""The keys of calling: one press, one verb."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from hall.kernel.access import open_to
from hall.kernel.errors import DomainError, NotFound, StateConflict
from hall.kernel.web import is_fragment
from hall.models import Window
from hall.requests import StaffRequest
from queueing.errors import CallAgainFirst, GiveTimeToCome, TicketGone, WindowOpenElsewhere
from queueing.queries.desk import Desk, desk
from queueing.verbs import calling, windows
from queueing.views.workbench.left import Notice, is_elsewhere, own_hall
from queueing.views.workbench.page import CLERKS, show_desk, whole


class NobodyWaits(StateConflict):
    code = "queueing.nobody_waits"
    message = "现在没有人等候；有新号时页面会提示，标题会显示人数。"


def _call(**who: Any) -> None:
    if calling.call_next(**who) is None:
        raise NobodyWaits()


def _transfer(*, where: str, queue_code: str, **who: Any) -> None:
    """To the window or the colleague that was typed; when none was, to the queue."""
    place = where.strip()
    if not place:
        calling.transfer(queue_code=queue_code, **who)
    elif Window.objects.of(who["hall"]).filter(code=place).exists():
        calling.transfer(to_window=place, **who)
    else:
        calling.transfer(to_clerk=place, **who)


VERBS: dict[str, tuple[Callable[..., Any], tuple[str, ...]]] = {
    "call": (_call, ()),
    "recall": (calling.recall, ()),
    "undo": (calling.undo_call, ()),
    "start": (calling.start, ()),
    "miss": (calling.miss, ("reason",)),
    "finish": (calling.finish, ()),
    "transfer": (_transfer, ("where", "queue_code", "reason")),
    "park": (calling.park, ("room",)),
    "take_back": (calling.take_back, ("number",)),
    "call_chosen": (calling.call_chosen, ("number", "reason")),
    "pause": (windows.pause_window, ("reason",)),
    "resume": (windows.resume_window, ()),
    "close": (windows.close_window, ()),
}
OF_THE_TICKET = {"recall", "undo", "start", "miss", "finish", "transfer", "park"}


@open_to(*CLERKS)
@require_POST
def act(request: StaffRequest, verb: str) -> HttpResponse:
    """Do one verb at my window and show the desk as it is now; a refusal shows its words above it."""
    if verb not in VERBS:
        raise NotFound()
    try:
        _do(request, verb)
    except DomainError as refused:
        return _refused(request, refused)
    if not is_fragment(request):
        return redirect("workbench")
    now = desk(request.user)
    return show_desk(request, whole(request, now)) if now.session else redirect("workbench")


def _do(request: StaffRequest, verb: str) -> None:
    now = desk(request.user)
    if is_elsewhere(request, now) and now.window is not None:
        raise WindowOpenElsewhere(window=now.window.code)
    if verb in OF_THE_TICKET:
        refuse_gone(now, request.POST.get("ticket", ""))
    function, words = VERBS[verb]
    given = {word: request.POST.get(word, "") for word in words}
    window = now.window.code if now.window else request.POST.get("window", "")
    function(hall=own_hall(request), window_code=window, by=request.user, **given)


def refuse_gone(now: Desk, shown: str) -> None:
    """A page that shows another ticket than the window holds, or none, does nothing."""
    if now.ticket is None or shown != str(now.ticket.pk):
        raise TicketGone()


def _refused(request: StaffRequest, refused: DomainError) -> HttpResponse:
    now = desk(request.user)
    if now.session is None:
        raise refused
    if not is_fragment(request):
        messages.error(request, refused.words)
        return redirect("workbench")
    context = whole(request, now)
    if not isinstance(refused, WindowOpenElsewhere):
        context["notices"] = [Notice(refused.words, code=refused.code), *context["notices"]]
    context["ask_miss_reason"] = isinstance(refused, CallAgainFirst | GiveTimeToCome)
    return show_desk(request, context, status=refused.status)
