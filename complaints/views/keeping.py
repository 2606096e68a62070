"""A hall's own limits and reply templates."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from complaints.complaint_permissions import KEEPERS
from complaints.complaint_states import Occasion
from complaints.handling_limits import DEFAULTS
from complaints.queries.handling import limits_of, templates_of
from complaints.reply_words import VALUES, fill
from complaints.verbs.keeping import save_template, set_limit
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.repeats import once
from hall.requests import StaffRequest, own_hall

EXAMPLE = {
    "number": "TSBJ261122-00012-4",
    "kind": "投诉",
    "matter": "食品经营许可（首次申请）",
    "department": "市市场监管局",
    "due": "2026年11月27日",
    "reason": "需要与两个部门核对",
}


@require_safe
@open_to(*KEEPERS)
@never_cache
def keeping(request: StaffRequest) -> HttpResponse:
    """Limits and templates of this hall."""
    return _page(request)


def _page(request: StaffRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    hall = own_hall(request)
    templates = templates_of(hall)
    key = request.GET.get("template", "")
    context = {
        "limits": limits_of(hall),
        "templates": [(words, Occasion(words.occasion).label) for words in templates],
        "occasions": Occasion.choices,
        "chosen": next((words for words in templates if words.key == key), None),
        "values": VALUES.items(),
        "typed": request.POST,
        **more,
    }
    return render(request, "complaints/keeping.html", context, status=status)


@require_POST
@open_to(*KEEPERS)
@once
def limits(request: StaffRequest) -> HttpResponse:
    """Set the limits that were changed."""
    hall, present = own_hall(request), {line.what: line.days for line in limits_of(own_hall(request))}
    try:
        for what in DEFAULTS:
            days = [_number(request.POST.get(f"{name}_{what}", "")) for name in ("days", "more")]
            if days != [present[str(what)].working_days, present[str(what)].extension_days]:
                set_limit(hall=hall, what=str(what), working_days=days[0], extension_days=days[1], by=request.user)
    except DomainError as refused:
        return _page(request, status=refused.status, problem=refused.words)
    messages.success(request, "办理期限已保存，对以后登记的事生效。")
    return redirect("complaint-keeping")


def _number(typed: str) -> int:
    """The number typed, or one that no limit may have."""
    return int(typed) if typed.isdecimal() and len(typed) < 4 else -1


@require_POST
@open_to(*KEEPERS)
@once
def template(request: StaffRequest) -> HttpResponse:
    """Save a template, or show how its words will read."""
    hall, given = own_hall(request), request.POST
    if given.get("do") == "preview":
        values = {**EXAMPLE, "hall": hall.name, "phone": hall.supervision_phone or hall.phone}
        return _page(request, previewed=fill(given.get("words", ""), values))
    key = given.get("template_id", "")
    try:
        save_template(
            hall=hall,
            occasion=given.get("occasion", ""),
            name=given.get("name", ""),
            words=given.get("words", ""),
            template_id=int(key) if key.isdecimal() and len(key) < 18 else None,
            in_use=given.get("in_use", "on") == "on",
            by=request.user,
        )
    except DomainError as refused:
        return _page(request, status=refused.status, problem=refused.words)
    messages.success(request, "模板已保存；此前发出的原话不变。")
    return redirect("complaint-keeping")
