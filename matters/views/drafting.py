"""Writing a draft: the previous version beside it, rows without script, nobody's words lost."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role
from matters.catalogue_file.rows import row_of
from matters.draft_pages import DraftPage
from matters.draft_sections import arranged
from matters.errors import DraftChanged, DraftFaulty
from matters.models import MatterVersion
from matters.queries.drafts import (
    content,
    difference_since,
    faults_of,
    previous_of,
    published_since,
    reviewers_words,
    savers_since,
    texts_between,
    version_for,
)
from matters.queries.gate import findings_of
from matters.verbs.drafts import EDITABLE, may_write, save_draft
from matters.verbs.versions import submit


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Role.CATALOGUE_EDITOR)
@once
def draft(request: StaffRequest, version_id: int) -> HttpResponse:
    """The draft's page: read, change rows, save, hand in."""
    version = version_for(request.user, version_id)
    may_write(request.user, version.matter)
    if version.state not in EDITABLE:
        return redirect("version", version_id=version.pk)
    if request.method != "POST":
        page = DraftPage.from_row(row_of(version.matter, version, version.materials.order_by("order")))
        return _shown(request, version, page)
    page = DraftPage.from_post(request.POST)
    act = request.POST.get("act", "save")
    if act not in {"save", "submit"}:
        return _shown(request, version, page.after(act), seen=_seen(request))
    return _saved(request, version, page, hand_in=act == "submit")


def _seen(request: StaffRequest) -> int:
    revision = request.POST.get("revision", "")
    return int(revision) if revision.isdecimal() and len(revision) < 8 else -1


def _saved(request: StaffRequest, version: MatterVersion, page: DraftPage, *, hand_in: bool) -> HttpResponse:
    if not page.is_valid():
        return _shown(request, version, page, status=422, seen=_seen(request))
    try:
        saved = save_draft(version_id=version.pk, row=page.row, seen_revision=_seen(request), by=request.user)
    except DraftChanged:
        return _both(request, version, page)
    except DraftFaulty as faulty:
        return _shown(request, version, page, status=422, seen=_seen(request), faults=faulty.data["faults"])
    if hand_in:
        return _handed_in(request, saved, page)
    messages.success(request, f"已保存（修订 {saved.revision}）。")
    return redirect("draft", version_id=version.pk)


def _handed_in(request: StaffRequest, version: MatterVersion, page: DraftPage) -> HttpResponse:
    try:
        submit(version_id=version.pk, by=request.user)
    except DraftFaulty as faulty:
        return _shown(request, version, page, status=422, faults=faulty.data["faults"], was_saved=True)
    except DomainError as refused:
        messages.error(request, refused.words)
        return redirect("draft", version_id=version.pk)
    messages.success(request, "已提交审核，请等待审核人员处理。")
    found = findings_of(version)
    if found:
        messages.warning(
            request, f"有 {len(found)} 处兜底说法，审核时不能通过：{'；'.join(str(one) for one in found[:3])}"
        )
    return redirect("version", version_id=version.pk)


def _both(request: StaffRequest, version: MatterVersion, page: DraftPage) -> HttpResponse:
    """Somebody else saved meanwhile: show who changed what, keep the own words for the next save."""
    version.refresh_from_db()
    seen = _seen(request)
    theirs: dict[str, Any] = {"savers": savers_since(version, seen), "theirs": texts_between(version, seen)}
    return _shown(request, version, page, status=409, **theirs)


def _shown(
    request: StaffRequest,
    version: MatterVersion,
    page: DraftPage,
    *,
    status: int = 200,
    seen: int | None = None,
    faults: Any = None,
    **more: Any,
) -> HttpResponse:
    previous = previous_of(version)
    newer = published_since(version)
    told = page.tell(faults if faults is not None else faults_of(version)) if "savers" not in more else []
    context = {
        "version": version,
        "seen": version.revision if seen is None else seen,
        "page": page,
        "sections": arranged(page, content(previous) if previous is not None else None),
        "previous": previous,
        "faults": told,
        "findings": findings_of(version),
        "newer": newer,
        "since": difference_since(version, newer) if newer is not None else None,
        "refused": status == 422,
        "reviewers_words": reviewers_words(version),
        **more,
    }
    return render(request, "matters/draft.html", context, status=status)
