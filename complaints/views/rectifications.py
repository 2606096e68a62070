"""Bad ratings at work: the inbox with its clocks, the page of one task, and what is done there."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from complaints.models import AppealSide, CallBackOutcome, Finding
from complaints.permissions import HANDLERS
from complaints.queries.rating_rules import rating_rules
from complaints.queries.rectifications import detail_of, inbox, rectification_for
from complaints.verbs import rating_appeals, rectifying
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError, NotFound
from hall.kernel.web import show
from hall.repeats import once
from hall.requests import StaffRequest, own_hall
from hall.verbs.parties import reveal

Act = Callable[..., Any]
ACTS: dict[str, tuple[Act, tuple[str, ...], str]] = {
    "miss_rater": (rectifying.miss_rater, (), "已登记一次未接通，联系期限不变。"),
    "contact": (rectifying.contact_rater, ("words",), "已登记联系核实，请在整改期限内完成整改。"),
    "rectify": (rectifying.rectify, ("finding", "measures"), "已登记整改，办事人会收到再次评价的短信，请回访。"),
    "miss_call_back": (rectifying.miss_call_back, (), "已登记一次回访未接通，请择时再回访。"),
    "call_back": (rectifying.call_back, ("outcome", "words"), "已登记回访，请按结果办结或退回。"),
    "send_back": (rectifying.send_back, ("reason",), "已退回重新整改。"),
    "close": (rectifying.close, ("words",), "已办结。"),
    "appeal": (rating_appeals.lodge_appeal, ("side", "reason"), "申诉已提交督查人员裁定，整改照常进行。"),
}


@require_safe
@open_to(*HANDLERS)
def rectifications(request: StaffRequest) -> HttpResponse:
    """What waits for an answer, most urgent first."""
    only = request.GET.get("only", "")
    context = {"inbox": inbox(request.user, only), "only": only, "rules": rating_rules(own_hall(request))}
    return show(request, "complaints/rectifications.html", "complaints/_rectifications.html", context)


@require_safe
@open_to(*HANDLERS)
def rectification(request: StaffRequest, number: str) -> HttpResponse:
    """One bad rating: what was said, what the system checked, what was done, what comes next."""
    return _shown(request, number)


def _shown(request: StaffRequest, number: str, *, status: int = 200, **more: object) -> HttpResponse:
    page = "complaints/rectification.html"
    lists = {
        "findings": Finding.choices,
        "outcomes": CallBackOutcome.choices,
        "sides": AppealSide.choices,
        "typed": QueryDict(),
    }
    context = {"detail": detail_of(request.user, number), **lists, **more}
    return show(request, page, page, context, status=status)


@require_POST
@open_to(*HANDLERS)
@once
def act(request: StaffRequest, number: str) -> HttpResponse:
    """Do one act of the loop; a refusal keeps what was typed and says what is missing."""
    row, name = rectification_for(request.user, number), request.POST.get("act", "")
    if name != "decide" and name not in ACTS:
        raise NotFound()
    try:
        said = _do(name, request, row.number)
    except DomainError as refused:
        more = {"problem": refused.words, "typed": request.POST, "typed_act": name}
        return _shown(request, row.number, status=refused.status, **more)
    messages.success(request, f"{row.number} {said}")
    return redirect("rectification", row.number)


def _do(name: str, request: StaffRequest, number: str) -> str:
    given = request.POST
    at: dict[str, Any] = {"hall": own_hall(request), "number": number, "by": request.user}
    if name == "decide":
        upheld = given.get("upheld") == "1"
        rating_appeals.decide_appeal(upheld=upheld, reason=given.get("reason", ""), **at)
        return "申诉成立，这条评价不计入评分。" if upheld else "申诉不成立，这条评价照常计入评分。"
    verb, fields, said = ACTS[name]
    verb(**at, **{field: given.get(field, "") for field in fields})
    return said


@require_POST
@open_to(*HANDLERS)
def reveal_rater(request: StaffRequest, number: str) -> HttpResponse:
    """Show the rater's telephone once, with a reason, on record: to call them."""
    row = rectification_for(request.user, number)
    try:
        plain = reveal(row.rating.service.ticket.party, by=request.user, reason=request.POST.get("reason", ""))
    except DomainError as refused:
        return _shown(request, number, status=refused.status, problem=refused.words)
    return _shown(request, number, revealed={"name": plain["name"], "phone": rectifying.phone_of(row.rating)})
