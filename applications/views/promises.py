"""Promises: what is done beside an application, the tasks of verification, and whom and what promises are not for."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.completeness import Tick
from applications.forms import DecideForm
from applications.models import Application
from applications.promise_forms import (
    ExcludeForm,
    MetForm,
    PromiseRuleForm,
    RemedyForm,
    ReviewForm,
    RevokeAutomaticForm,
    RevokeForm,
    WithdrawForm,
)
from applications.queries.access import application_for
from applications.queries.promises import TABS, excluded_people, promise_rules, tab_counts
from applications.queries.promises import tasks as tasks_of
from applications.states import MaterialStatus
from applications.verbs import automatic, excluding, intake, promising, verifying
from applications.views.inbox import shown
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.models import StaffMember
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role

Given = dict[str, Any]
WATCHERS = (Role.APPROVER, Role.SUPERVISOR, Role.HALL_MANAGER)
RULE_READERS = (
    Role.CATALOGUE_REVIEWER, Role.CATALOGUE_EDITOR, Role.SUPERVISOR, Role.HALL_MANAGER, Role.APPROVER, Role.WINDOW_CLERK
)  # fmt: skip
WORDS = {"": "全部", "remedy": "整改中", "over": "已逾期", "closed": "已了结"}


def _supplement(found: Application, given: Given, by: StaffMember) -> str:
    """Take in the late materials that were ticked as brought."""
    ticks = [Tick(pk, MaterialStatus.HAVE) for pk in given["brought"]]
    intake.supplement(hall=found.hall, number=found.number, ticks=ticks, by=by)
    return "补交的材料已收取。"


def _withdraw(found: Application, given: Given, by: StaffMember) -> str:
    promising.withdraw_promise(hall=found.hall, number=found.number, by=by, **given)
    return "承诺已撤回，改按一般程序办理，材料到齐前不作决定。"


def _met(found: Application, given: Given, by: StaffMember) -> str:
    verifying.verify_met(number=found.number, by=by, **given)
    return "核查属实，任务已了结。"


def _remedy(found: Application, given: Given, by: StaffMember) -> str:
    verifying.order_remedy(number=found.number, by=by, **given)
    return "已出具限期整改通知书，申请人会收到短信。"


def _revoke(found: Application, given: Given, by: StaffMember) -> str:
    given["is_false"] = given["is_false"] == "1"
    verifying.revoke_for_promise(number=found.number, by=by, **given)
    return "决定已撤销，撤销决定书已出具，并记入不适用承诺名单。"


def _review(found: Application, given: Given, by: StaffMember) -> str:
    is_right = given["is_right"] == "1"
    automatic.review_automatic(application_id=found.pk, is_right=is_right, words=given["words"], by=by)
    return "抽查已记录。" if is_right else "抽查已记录，本事项的秒批规则已停用。"


def _revoke_automatic(found: Application, given: Given, by: StaffMember) -> str:
    verifying.revoke_automatic(number=found.number, by=by, **given)
    return "决定已撤销，撤销决定书已出具。"


class BroughtForm(forms.Form):
    """Which late materials were brought."""

    brought = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": "请勾选已经带来的材料"})

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["brought"].choices = [(one, one) for one in data.getlist("brought") if one.isdecimal()]  # type: ignore[attr-defined]


ACTS: dict[str, tuple[tuple[Role, ...], type[forms.Form], Callable[[Application, Given, StaffMember], str]]] = {
    "supplement": ((Role.WINDOW_CLERK,), BroughtForm, _supplement),
    "withdraw": ((Role.WINDOW_CLERK,), WithdrawForm, _withdraw),
    "met": ((Role.APPROVER,), MetForm, _met),
    "remedy": ((Role.APPROVER,), RemedyForm, _remedy),
    "revoke": ((Role.APPROVER,), RevokeForm, _revoke),
    "review": ((Role.APPROVER,), ReviewForm, _review),
    "revoke-automatic": ((Role.APPROVER,), RevokeAutomaticForm, _revoke_automatic),
}


@open_to(Role.WINDOW_CLERK, Role.APPROVER)
@require_POST
@once
def act(request: StaffRequest, number: str, name: str) -> HttpResponse:
    """One of the acts beside an application; what was typed stays when it is not possible."""
    if name not in ACTS:
        raise Http404
    _roles, shape, do = ACTS[name]
    found = application_for(request.user, number)
    form = shape(request.POST)
    again: Given = {"typed": request.POST, "tried": name}
    if not form.is_valid():
        words = "；".join(str(error) for errors in form.errors.values() for error in errors)
        return shown(request, number, DecideForm(), status=422, problem=words, **again)
    try:
        words = do(found, dict(form.cleaned_data), request.user)
    except DomainError as refused:
        return shown(request, number, DecideForm(), status=refused.status, problem=refused.words, **again)
    messages.success(request, f"{found.number} {words}")
    return redirect("application", number=found.number)


@open_to(*WATCHERS)
@require_safe
def tasks(request: StaffRequest) -> HttpResponse:
    """The promises to be verified, by due day."""
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else ""
    counts = tab_counts(request.user)
    context = {"rows": tasks_of(request.user, tab), "tab": tab}
    context["tabs"] = [(key, word, counts[key]) for key, word in WORDS.items()]
    return render(request, "applications/promises/tasks.html", context)


@open_to(*WATCHERS)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def excluded(request: StaffRequest) -> HttpResponse:
    """The list of those whose promises are not taken; its keepers add to it."""
    form = ExcludeForm(request.POST or None)
    if request.method != "POST":
        return _excluded_page(request, form)
    if not form.is_valid():
        return _excluded_page(request, form, status=422)
    try:
        excluding.exclude(**form.cleaned_data, by=request.user)
    except DomainError as refused:
        return _excluded_page(request, form, problem=refused.words, status=refused.status)
    messages.success(request, "已列入名单，今后不再接受其容缺和告知承诺。")
    return redirect("promises-excluded")


def _excluded_page(request: StaffRequest, form: ExcludeForm, problem: str = "", status: int = 200) -> HttpResponse:
    keeps = request.user.has_role(*excluding.KEEPERS)
    context = {"rows": excluded_people(), "form": form, "problem": problem, "may_keep": keeps}
    return render(request, "applications/promises/excluded.html", context, status=status)


@open_to(*excluding.KEEPERS)
@require_POST
@once
def repair(request: StaffRequest, excluded_id: int) -> HttpResponse:
    """The credit is repaired."""
    try:
        excluding.repair_credit(
            excluded_id=excluded_id, document=request.POST.get("document", "")[:120], by=request.user
        )
    except DomainError as refused:
        return _excluded_page(request, ExcludeForm(), problem=refused.words, status=refused.status)
    messages.success(request, "已移出名单，今天起恢复适用。")
    return redirect("promises-excluded")


@open_to(*RULE_READERS)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def matters(request: StaffRequest) -> HttpResponse:
    """Matters that promises are not for, and how the promises of others are verified."""
    form = PromiseRuleForm(request.POST or None)
    if request.method != "POST":
        return _matters_page(request, form)
    if not form.is_valid():
        return _matters_page(request, form, status=422)
    try:
        excluding.set_promise_rule(**form.cleaned_data, by=request.user)
    except DomainError as refused:
        return _matters_page(request, form, problem=refused.words, status=refused.status)
    messages.success(request, "已保存，窗口即日起照此办理。")
    return redirect("promises-matters")


def _matters_page(request: StaffRequest, form: PromiseRuleForm, problem: str = "", status: int = 200) -> HttpResponse:
    keeps = request.user.has_role(*excluding.RULE_KEEPERS)
    context = {"rows": promise_rules(), "form": form, "problem": problem, "may_keep": keeps}
    return render(request, "applications/promises/matters.html", context, status=status)
