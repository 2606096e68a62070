"""Showing a person's plain data, for a reason that stays on record."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from hall.kernel.access import open_to
from hall.models.party import IdType
from hall.requests import StaffRequest
from hall.verbs.parties import reveal
from queueing.queries.desk import desk
from queueing.views.workbench.acts import refuse_gone
from queueing.views.workbench.page import CLERKS


@open_to(*CLERKS)
@require_POST
def revealing(request: StaffRequest) -> HttpResponse:
    """The plain data of the person at my window."""
    now = desk(request.user)
    refuse_gone(now, request.POST.get("ticket", ""))
    assert now.ticket is not None
    plain = reveal(now.ticket.party, by=request.user, reason=request.POST.get("reason", ""))
    facts = [
        ("姓名", plain["name"]),
        (IdType(plain["id_type"]).label, plain["id_number"]),
        ("手机", now.ticket.phone or plain["phone"] or "没有登记"),
        ("地址", plain["address"] or "没有登记"),
    ]
    template = "_revealed.html" if request.headers.get("HX-Request") else "revealed.html"
    response = render(request, f"queueing/workbench/{template}", {"facts": facts, "ticket": now.ticket})
    response.headers["Cache-Control"] = "no-store"
    return response
