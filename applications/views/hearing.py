"""The hearing of an application: where it stands, and the form of the next act."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from applications.act_forms import words
from applications.forms import text
from applications.models import Application, Hearing
from applications.permissions import may
from applications.queries.access import application_for
from applications.verbs import hearing as verbs
from applications.views.files import READERS
from hall.kernel import clock
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role

PAGE = "applications/hearing.html"


class TellForm(forms.Form):
    about = words("听证事项（拟作出的决定涉及谁的什么重大利益）", required="请写明听证事项", length=300)
    interested = text("利害关系人（没有就不填）", length=300)


class AskForm(forms.Form):
    asked_by = text("要求听证的人", length=100, required="请填写是谁要求听证")


class AnnounceForm(forms.Form):
    held_at = forms.DateTimeField(
        label="时间",
        error_messages={"required": "请填写听证时间", "invalid": "时间请写成 2026-12-08 09:30"},
        widget=forms.DateTimeInput(attrs={"class": "input", "type": "datetime-local"}),
    )
    place = text("地点", length=200, required="请填写地点")
    chair = text("主持人（不是审查本件的人）", length=100, required="请填写主持人")


class RecordForm(forms.Form):
    present = words("参加人", required="请填写参加人")
    record = words("笔录", required="请填写笔录", rows=12, length=20_000)


FORMS: dict[str, tuple[type[forms.Form], Any, str, str]] = {
    "tell": (TellForm, verbs.tell_hearing_right, "tell_hearing_right", "出具听证告知书"),
    "ask": (AskForm, verbs.ask_hearing, "ask_hearing", "登记听证申请，停止计时"),
    "announce": (AnnounceForm, verbs.announce_hearing, "announce_hearing", "出具听证通知书"),
    "record": (RecordForm, verbs.record_hearing, "record_hearing", "归入笔录，恢复计时"),
}


@open_to(*READERS)
@require_safe
def hearing(request: StaffRequest, number: str) -> HttpResponse:
    """What was told, asked, announced, recorded; and what comes next."""
    return _shown(request, application_for(request.user, number))


@open_to(Role.APPROVER)
@require_POST
@once
def hearing_act(request: StaffRequest, number: str, name: str) -> HttpResponse:
    """Do the next act; what was typed stays when it is not possible."""
    if name not in FORMS:
        raise Http404
    found = application_for(request.user, number)
    form_class, verb, _, button = FORMS[name]
    form = form_class(request.POST)
    if not form.is_valid():
        return _shown(request, found, bound=(name, form), status=422)
    try:
        verb(number=found.number, by=request.user, **form.cleaned_data)
    except DomainError as refused:
        return _shown(request, found, bound=(name, form), problem=refused.words, status=refused.status)
    messages.success(request, f"{button}：已完成。")
    return redirect("application-hearing", number=found.number)


def _shown(
    request: StaffRequest,
    application: Application,
    *,
    bound: tuple[str, forms.Form] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    row = Hearing.objects.filter(application=application).first()
    name = bound[0] if bound else next_of(row)
    may_act = bool(name) and may(request.user, FORMS[name][2], application)
    context = {
        "application": application,
        "hearing": row,
        "name": name,
        "form": bound[1] if bound else FORMS[name][0]() if may_act else None,
        "button": FORMS[name][3] if name else "",
        "may_act": may_act,
        "problem": problem,
        "waived": row is not None and row.asked_on is None and clock.today() > row.ask_until,
        "papers": application.documents.filter(kind__startswith="hearing"),
    }
    return render(request, PAGE, context, status=status)


def next_of(row: Hearing | None) -> str:
    """The act that comes next; blank when the record is kept."""
    if row is None:
        return "tell"
    if row.asked_on is None:
        return "ask"
    if row.held_at is None:
        return "announce"
    return "" if row.recorded_on else "record"
