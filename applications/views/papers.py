"""Where the papers are: groups of work, one list, and what can be done with each paper."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from applications.queries.ageing import PER_PAGE, counted_groups, groups, papers_in, shown_papers
from applications.queries.shelves import lockers_with_room
from applications.verbs import codes, lockers, posting, shelving
from hall.kernel import clock
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError, NotFound
from hall.kernel.web import show
from hall.repeats import once
from hall.requests import StaffRequest, own_hall
from hall.roles import Role

CARRIERS = ("邮政EMS", "顺丰速运", "京东快递")
FIRST = "to-shelve"
DONE = {
    "shelve": "已入架：{thing.place}，取件短信已排队",
    "put-in-locker": "已放入 {thing.locker.code} 柜 {thing.box} 格，取件码已发送",
    "take-back": "已从自助柜取回，请入架",
    "post": "已交寄：{thing.carrier} {thing.tracking_number}，短信已排队",
    "post-arrived": "签收已登记，办件已办结",
    "post-came-back": "退件已收回，短信已排队",
    "return": "已退回部门，短信已排队",
    "code": "新取件码已发送，旧码作废",
}
ACTS: dict[str, tuple[Callable[..., Any], tuple[str, ...]]] = {
    "shelve": (shelving.shelve, ("shelf", "slot")),
    "put-in-locker": (lockers.put_in_locker, ("locker",)),
    "take-back": (lockers.take_back, ()),
    "post": (posting.post, ("carrier", "tracking_number")),
    "post-arrived": (posting.post_arrived, ("received_by",)),
    "post-came-back": (posting.post_came_back, ("reason",)),
    "return": (shelving.return_paper, ("reason",)),
    "code": (codes.send_pickup_code, ()),
}


@open_to(Role.ISSUING_CLERK, Role.HALL_MANAGER)
@require_safe
def papers(request: StaffRequest) -> HttpResponse:
    """One group of papers, the oldest first."""
    return _page(request, request.GET.get("group", FIRST))


@open_to(Role.ISSUING_CLERK)
@require_POST
@once
def paper_act(request: StaffRequest, name: str) -> HttpResponse:
    """Do something with one paper; a refusal keeps what was typed."""
    if name not in ACTS:
        raise NotFound()
    group, number = request.POST.get("group", FIRST), request.POST.get("number", "")[:40]
    verb, fields = ACTS[name]
    given: dict[str, Any] = {field: request.POST.get(field, "")[:200] for field in fields}
    if "slot" in given:
        given["slot"] = int(given["slot"]) if given["slot"].isdecimal() and len(given["slot"]) < 5 else None
    try:
        thing = verb(hall=own_hall(request), number=number, by=request.user, **given)
    except DomainError as refused:
        more = {"problem": refused.words, "tried": name, "number": number, "typed": given}
        return _page(request, group, status=refused.status, **more)
    request.session["paper_done"] = f"{number.upper()} {DONE[name].format(thing=thing)}"
    return redirect(f"{reverse('papers')}?group={group if group in groups() else FIRST}")


def _page(request: StaffRequest, key: str, *, status: int = 200, **more: Any) -> HttpResponse:
    hall, key = own_hall(request), key if key in groups() else FIRST
    page = Paginator(papers_in(hall, key), PER_PAGE).get_page(request.GET.get("page"))
    all_groups = counted_groups(hall)
    here = next(group for group in all_groups if group.key == key)
    context = {
        "groups": all_groups,
        "here": here,
        "page": page,
        "rows": shown_papers(hall, page.object_list),
        "lockers": lockers_with_room(hall) if key in ("to-locker", "to-shelve") else [],
        "carriers": CARRIERS,
        "may_act": request.user.has_role(Role.ISSUING_CLERK),
        "done": request.session.pop("paper_done", "") if status == 200 else "",
        "as_of": clock.now(),
        "today": clock.today(),
        **more,
    }
    response = show(request, "applications/papers.html", "applications/papers.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
