"""The editor's page of a draft's guided questions: plain text, told faults, every situation with its list."""

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
from matters.errors import DraftFaulty
from matters.guided import notation
from matters.guided.checks import faults
from matters.models import MatterVersion
from matters.models.material import Necessity
from matters.queries.drafts import version_for
from matters.queries.situations import situations_of
from matters.verbs.drafts import EDITABLE, may_write
from matters.verbs.guiding import save_questions


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Role.CATALOGUE_EDITOR)
@once
def draft_questions(request: StaffRequest, version_id: int) -> HttpResponse:
    """Read, write and check the questions of a draft."""
    version = version_for(request.user, version_id)
    may_write(request.user, version.matter)
    if version.state not in EDITABLE:
        return redirect("version", version_id=version.pk)
    if request.method != "POST":
        return _shown(request, version, notation.written(version.questions), version.questions)
    text = request.POST.get("text", "")[:20_000]
    rows, wrong = notation.read(text)
    if wrong or request.POST.get("act") == "check":
        return _shown(request, version, text, rows, wrong, status=422 if wrong else 200)
    return _saved(request, version, text, rows)


def _saved(request: StaffRequest, version: MatterVersion, text: str, rows: list[dict[str, Any]]) -> HttpResponse:
    revision = request.POST.get("revision", "")
    seen = int(revision) if revision.isdecimal() and len(revision) < 8 else -1
    try:
        save_questions(version_id=version.pk, questions=rows, seen_revision=seen, by=request.user)
    except DraftFaulty as refused:
        wrong = [f"{what}。{todo}" for _, what, todo in refused.data["faults"]]
        return _shown(request, version, text, rows, wrong, status=422)
    except DomainError as refused:
        return _shown(request, version, text, rows, [refused.words], status=refused.status)
    messages.success(request, f"情形引导已保存（{len(rows)} 问）。")
    return redirect("draft-questions", version_id=version.pk)


def _shown(
    request: StaffRequest,
    version: MatterVersion,
    text: str,
    rows: list[dict[str, Any]],
    wrong: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    materials = list(version.materials.order_by("order"))
    found = faults(rows, materials)
    wrong = wrong or [f"{what}。{todo}" for what, todo in found]
    context = {
        "version": version,
        "text": text,
        "wrong": wrong,
        "conditional": [one for one in materials if one.necessity == Necessity.CONDITIONAL],
        "required": [one for one in materials if one.necessity != Necessity.CONDITIONAL],
        "situations": situations_of(rows, materials) if rows and not found else [],
    }
    return render(request, "matters/draft_questions.html", context, status=status)
