"""One version before the catalogue's people: review with the difference, publish from a date, pause, withdraw."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from hall.kernel import clock
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.kernel.moves import verbs_from
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role
from hall.step_words import word_for
from matters.description_words import whole_description
from matters.draft_forms import PublishForm
from matters.draft_sections import in_words
from matters.errors import VersionNotFound
from matters.models import MatterVersion
from matters.queries.drafts import (
    acts_on,
    content,
    difference_since,
    difference_to_previous,
    faults_of,
    previous_of,
    published_since,
    version_for,
)
from matters.queries.gate import findings_of
from matters.states import OPEN_STATES, VERSION_MOVES
from matters.verbs import drafts, versions
from matters.views.desk import PEOPLE

VERBS: dict[str, tuple[Role, str]] = {
    "submit": (Role.CATALOGUE_EDITOR, "已提交审核。"),
    "discard": (Role.CATALOGUE_EDITOR, "草稿已作废。"),
    "review": (Role.CATALOGUE_REVIEWER, "审核通过，等待发布。"),
    "reject": (Role.CATALOGUE_REVIEWER, "已退回编制人员，并附上您的意见。"),
    "publish": (Role.CATALOGUE_PUBLISHER, "已发布。"),
    "pause": (Role.CATALOGUE_PUBLISHER, "已暂停受理，理由对公众显示。"),
    "resume": (Role.CATALOGUE_PUBLISHER, "已恢复受理。"),
    "withdraw": (Role.CATALOGUE_PUBLISHER, "已取消，理由对公众显示。"),
}


@require_safe
@open_to(*PEOPLE)
def version(request: StaffRequest, version_id: int) -> HttpResponse:
    """What a version says, how it differs from the one before, who did what, and what this person may do."""
    return _shown(request, version_for(request.user, version_id))


@require_POST
@open_to(*PEOPLE)
@once
def version_act(request: StaffRequest, version_id: int, verb: str) -> HttpResponse:
    """One act on a version; when it is refused the page says why and keeps what was typed."""
    found = version_for(request.user, version_id)
    if verb not in VERBS:
        raise VersionNotFound()
    form = PublishForm(request.POST)
    if verb == "publish" and not form.is_valid():
        return _shown(request, found, problem="生效日期写得不对，请写成 2026-12-01 的样子。", status=422)
    try:
        done = _act(verb, found.pk, request, form)
    except DomainError as refused:
        return _shown(request, found, problem=refused.words, status=refused.status, tried=verb)
    since = f"{done.begins.astimezone(clock.BEIJING):%Y-%m-%d %H:%M} 起执行。" if verb == "publish" else ""
    messages.success(request, VERBS[verb][1] + since)
    return redirect("version", version_id=found.pk)


def _act(verb: str, version_id: int, request: StaffRequest, form: PublishForm) -> MatterVersion:
    given: dict[str, Any] = {"version_id": version_id, "by": request.user}
    if verb in {"reject", "pause", "withdraw", "discard"}:
        given["reason"] = request.POST.get("reason", "").strip()[:200]
    if verb == "publish" and form.cleaned_data["since"] and request.POST.get("when") == "later":
        given["at"] = datetime.combine(form.cleaned_data["since"], time(), clock.BEIJING)
    if verb == "publish" and request.POST.get("over", "")[:9].isdecimal():
        given["over"] = int(request.POST["over"])
    act: Callable[..., MatterVersion] = drafts.discard_draft if verb == "discard" else getattr(versions, verb)
    return act(**given)


def _may(request: StaffRequest, verb: str) -> bool:
    """Whether this person's roles hold the act; a publisher, too, sends back what was reviewed."""
    return request.user.has_role(VERBS[verb][0], *((Role.CATALOGUE_PUBLISHER,) if verb == "reject" else ()))


def _shown(
    request: StaffRequest, found: MatterVersion, *, problem: str = "", status: int = 200, tried: str = ""
) -> HttpResponse:
    found.refresh_from_db()
    allowed = [v for v in verbs_from(found.state, VERSION_MOVES) if v in VERBS and _may(request, v)]
    is_open = found.state in OPEN_STATES
    newer = published_since(found) if is_open else None
    context = {
        "version": found,
        "previous": previous_of(found),
        "difference": difference_to_previous(found),
        "text": in_words(content(found)),
        "acts": [(word_for(step.verb), step) for step in acts_on(found)],
        "allowed": allowed,
        "may_edit": is_open and request.user.has_role(Role.CATALOGUE_EDITOR) and "submit" in allowed,
        "faults": faults_of(found) if is_open else [],
        "findings": findings_of(found) if is_open else [],
        "described": whole_description(found.matter) if is_open else [],
        "newer": newer,
        "since": difference_since(found, newer) if newer is not None else None,
        "tomorrow": clock.today() + timedelta(days=1),
        "problem": problem,
        "tried": tried,
        "typed": request.POST.get("reason", "") if problem else "",
    }
    return render(request, "matters/version.html", context, status=status)
