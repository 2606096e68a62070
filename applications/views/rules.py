"""Automatic approval: the public table of a matter's rules, the desk where two people keep them, the sample to review."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.models import RuleSet
from applications.promise_states import RuleSetState
from applications.queries.automatic import (
    choices_of,
    instant_matters,
    reviewed_lately,
    rules_desk,
    rules_in_force,
    to_review,
    versions_of,
)
from applications.queries.facts import facts_for
from applications.rule_forms import TEST_CHOICES, RulesForm, cells_of, initial_of, meant, posted
from applications.verbs import automatic
from hall.kernel.access import PUBLIC, open_to
from hall.kernel.errors import DomainError
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role
from matters.queries.catalogue import matter_by_code, shown_version, version_in_force

READERS = (
    Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER, Role.CATALOGUE_PUBLISHER, Role.DEPARTMENT_HEAD, Role.APPROVER,
    Role.SUPERVISOR, Role.AUDITOR, Role.HALL_MANAGER,
)  # fmt: skip
ACTS: dict[str, tuple[tuple[Role, ...], Callable[..., RuleSet], str]] = {
    "publish": (automatic.PUBLISHERS, automatic.publish_rules, "已发布，即日起按本版规则自动决定。"),
    "reject": (automatic.PUBLISHERS, automatic.reject_rules, "已退回编制人员，并附上您的意见。"),
    "stop": (automatic.STOPPERS, automatic.stop_rules, "已停用，今后的办件转人工审批。"),
}


@open_to(PUBLIC)
@require_safe
def public_rules(request: HttpRequest, code: str) -> HttpResponse:
    """The rules by which a matter is decided at once, for everyone to read, with every version that was in force."""
    matter = matter_by_code(code)
    standard = shown_version(matter)
    context: dict[str, Any] = {"matter": matter, "standard": standard, "in_force": rules_in_force(matter)}
    context["versions"] = versions_of(matter, is_public=True)
    return render(request, "applications/rules/public.html", context)


@open_to(*READERS)
@require_safe
def desk(request: StaffRequest) -> HttpResponse:
    """All matters with rules and what these decided."""
    words = request.GET.get("q", "").strip()[:60]
    context: dict[str, Any] = {"lines": rules_desk(), "words": words, "hits": instant_matters(words) if words else []}
    context["may_draft"] = request.user.has_role(Role.CATALOGUE_EDITOR)
    return render(request, "applications/rules/desk.html", context)


@open_to(*READERS)
@require_safe
def rules(request: StaffRequest, code: str) -> HttpResponse:
    """Every version of one matter's rules, with what this person may do."""
    return _shown(request, code)


def _shown(request: StaffRequest, code: str, problem: str = "", status: int = 200) -> HttpResponse:
    matter, person = matter_by_code(code), request.user
    versions = versions_of(matter, is_public=False)
    draft = next((one for one in versions if one.rules.state == RuleSetState.DRAFT), None)
    context = {
        "matter": matter,
        "versions": versions,
        "draft": draft,
        "in_force": rules_in_force(matter),
        "may_decide": draft is not None
        and person.has_role(*automatic.PUBLISHERS)
        and draft.rules.drafted_by_id != person.pk,
        "may_stop": person.has_role(*automatic.STOPPERS),
        "may_draft": draft is None and person.has_role(Role.CATALOGUE_EDITOR),
        "problem": problem,
    }
    return render(request, "applications/rules/rules.html", context, status=status)


@open_to(Role.CATALOGUE_EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def draft(request: StaffRequest, code: str) -> HttpResponse:
    """The table an editor fills in; it begins with the version in force."""
    matter = matter_by_code(code)
    facts = facts_for(version_in_force(matter))
    before = rules_in_force(matter)
    form, cells = RulesForm(initial=initial_of(before)), cells_of(before, facts)
    if request.method != "POST":
        return _draft_page(request, matter, form, cells)
    form, cells = RulesForm(request.POST), posted(request.POST)
    if not form.is_valid():
        return _draft_page(request, matter, form, cells, status=422)
    try:
        made = automatic.draft_rules(
            matter_code=code, conditions=meant(cells, facts), by=request.user, **form.cleaned_data
        )
    except DomainError as refused:
        faults = refused.data.get("faults") or [refused.words]
        return _draft_page(request, matter, form, cells, faults=faults, status=refused.status)
    messages.success(request, f"第{made.number}版规则已提交，请另一人审核发布。")
    return redirect("rules", code=code)


def _draft_page(
    request: StaffRequest, matter: Any, form: RulesForm, cells: Any, faults: Any = (), status: int = 200
) -> HttpResponse:
    version = version_in_force(matter)
    rows = [*cells, *cells_of(None, {})] if request.method == "POST" else cells
    context = {
        "matter": matter,
        "version": version,
        "form": form,
        "cells": [(place, row) for place, row in enumerate(rows)],
        "choices": choices_of(version),
        "tests": TEST_CHOICES,
        "faults": list(faults),
    }
    return render(request, "applications/rules/draft.html", context, status=status)


@open_to(*automatic.STOPPERS)
@require_POST
@once
def act(request: StaffRequest, code: str, rules_id: int, name: str) -> HttpResponse:
    """Publish, send back or stop."""
    if name not in ACTS:
        raise Http404
    _roles, verb, words = ACTS[name]
    try:
        verb(rules_id=rules_id, words=request.POST.get("words", "")[:300], by=request.user)
    except DomainError as refused:
        return _shown(request, code, refused.words, refused.status)
    messages.success(request, words)
    return redirect("rules", code=code)


@open_to(Role.APPROVER)
@require_safe
def reviews(request: StaffRequest) -> HttpResponse:
    """The sample of automatic decisions that my department still has to look at."""
    context = {"rows": to_review(request.user), "reviewed": reviewed_lately(request.user)}
    return render(request, "applications/rules/reviews.html", context)
