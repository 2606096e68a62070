"""The desk of catalogue people: what waits for whom, and where a new draft begins."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from hall.kernel.access import open_to
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role
from matters.errors import DraftOpen
from matters.queries.describing import waiting_changes
from matters.queries.drafts import desk, matters_to_write
from matters.verbs.drafts import start_draft

PEOPLE = (Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER, Role.CATALOGUE_PUBLISHER)
PER_PAGE = 15


@require_safe
@open_to(*PEOPLE)
def catalogue_desk(request: StaffRequest) -> HttpResponse:
    """Drafts, what is to be reviewed and published, what waits for its day; and the matters one may write about."""
    words = request.GET.get("q", "").strip()[:60]
    page = Paginator(matters_to_write(request.user, words), PER_PAGE).get_page(request.GET.get("page"))
    may_draft = request.user.has_role(Role.CATALOGUE_EDITOR)
    context = {
        "desk": desk(request.user), "changes": waiting_changes(request.user), "words": words,
        "may_draft": may_draft, "page": page,
    }  # fmt: skip
    return render(request, "matters/desk.html", context)


@require_POST
@open_to(Role.CATALOGUE_EDITOR)
@once
def draft_start(request: StaffRequest, code: str) -> HttpResponse:
    """Begin the next version, or open the draft that is there already."""
    try:
        draft_id = start_draft(code=code, by=request.user).pk
        messages.success(request, "已按现行版本建立草稿，请修改后保存。")
    except DraftOpen as there:
        draft_id = there.data["version_id"]
        messages.warning(request, there.words)
    return redirect("draft", version_id=draft_id)
