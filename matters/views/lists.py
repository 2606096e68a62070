"""The pages of lists of matters: what stands, each list's versions, drafting, publishing, sending back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from hall.kernel import clock
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError, NotFound
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role
from matters.list_forms import DraftListForm
from matters.models import ListKind
from matters.queries.lists import drafts_waiting, lists_today, matters_on_list, versions_of
from matters.states import ListState
from matters.verbs.lists import draft_list, publish_list, reject_list

READERS = (Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER, Role.CATALOGUE_PUBLISHER, Role.SUPERVISOR)
PER_PAGE = 50


@require_safe
@open_to(*READERS)
def lists(request: StaffRequest) -> HttpResponse:
    """All lists: the version that stands, its size, and what waits for a reviewer."""
    standing = {row.kind: row for row in lists_today()}
    waiting = {row.kind: row for row in drafts_waiting()}
    rows = [(kind, standing.get(kind.value), waiting.get(kind.value)) for kind in ListKind]
    return render(request, "matters/lists/all.html", {"rows": rows})


@require_safe
@open_to(*READERS)
def one_list(request: StaffRequest, kind: str) -> HttpResponse:
    """One list: its versions with what each changed, the matters on it, and a form for the next version."""
    return _page(request, kind, _form(kind))


@require_POST
@open_to(Role.CATALOGUE_EDITOR)
@once
def list_draft(request: StaffRequest, kind: str) -> HttpResponse:
    """Draft the next version from the standing one."""
    form = _form(kind, request.POST)
    if not form.is_valid():
        return _page(request, kind, form, status=422)
    given = {name: form.cleaned_data[name] for name in ("since", "source", "note")}
    try:
        row = draft_list(kind=kind, codes=form.codes(), by=request.user, **given)
    except DomainError as refused:
        form.add_error(None, refused.words)
        return _page(request, kind, form, status=refused.status)
    messages.success(request, f"{row} 已提交，请另一位审核人员复核发布。")
    return redirect("matter-list", kind)


@require_POST
@open_to(Role.CATALOGUE_REVIEWER)
@once
def list_publish(request: StaffRequest, list_id: int) -> HttpResponse:
    """Publish a drafted version."""
    row = publish_list(list_id=list_id, by=request.user)
    messages.success(request, f"{row} 已发布，{row.since:%Y-%m-%d} 起执行。")
    return redirect("matter-list", row.kind)


@require_POST
@open_to(Role.CATALOGUE_REVIEWER)
@once
def list_reject(request: StaffRequest, list_id: int) -> HttpResponse:
    """Send a drafted version back with words."""
    row = reject_list(list_id=list_id, words=request.POST.get("words", ""), by=request.user)
    messages.success(request, f"{row} 已退回。")
    return redirect("matter-list", row.kind)


def _form(kind: str, data: Any = None) -> DraftListForm:
    if kind not in ListKind.values:
        raise NotFound()
    standing = list(matters_on_list(kind).order_by("code").values_list("code", flat=True))
    return DraftListForm(data, standing=standing, initial={"since": clock.today()})


def _page(request: StaffRequest, kind: str, form: DraftListForm, status: int = 200) -> HttpResponse:
    versions = versions_of(kind)
    on_list = matters_on_list(kind).select_related("department").order_by("department__short_name", "name")
    page = Paginator(on_list, PER_PAGE).get_page(request.GET.get("page"))
    draft = next((one for one in versions if one.row.state == ListState.DRAFT), None)
    context = {"kind": ListKind(kind), "form": form, "versions": versions, "page": page, "draft": draft}
    context |= {"may_draft": request.user.has_role(Role.CATALOGUE_EDITOR) and draft is None}
    context |= {"may_review": bool(draft) and request.user.has_role(Role.CATALOGUE_REVIEWER)}
    return render(request, "matters/lists/one.html", context, status=status)
