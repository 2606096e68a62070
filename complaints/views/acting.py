"""One verb on one thing, from its page: shared by complaints, the desk's cases and their kin."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from hall.kernel.errors import DomainError, NotFound
from hall.requests import StaffRequest


def acted(
    request: StaffRequest,
    number: str,
    act: str,
    *,
    acts: Mapping[str, Callable[..., str]],
    gate: Callable[[Any, str], Any],
    shown: Callable[..., HttpResponse],
    page: str,
    listed: str,
) -> HttpResponse:
    """A refusal comes back with everything typed, a preview changes nothing; who may no longer see it lands on the list."""
    found = gate(request.user, number)
    if act not in acts:
        raise NotFound()
    if request.POST.get("do") == "preview":
        return shown(request, number, previewed=request.POST.get("words", "").strip(), acting=act)
    try:
        done = acts[act](request, hall=found.hall, number=found.number, by=request.user)
    except DomainError as refused:
        return shown(request, number, status=refused.status, problem=refused.words, acting=act)
    messages.success(request, done)
    try:
        gate(request.user, number)
    except NotFound:
        return redirect(listed)
    return redirect(page, number=found.number)
