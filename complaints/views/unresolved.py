"""The 办不成事 desk: its list, one case with its verbs, taking one down, and the figures by root cause."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.complaint_forms import CaseForm, sent_files
from complaints.complaint_permissions import HANDLERS, KEEPERS, TAKERS_DOWN, is_at_the_desk
from complaints.complaint_states import RootCause
from complaints.other_ways import EXCLUSION_WORDS
from complaints.queries.cause_figures import cause_figures
from complaints.queries.complaint_access import case_for
from complaints.queries.linking import (
    Meant,
    application_meant,
    department_meant,
    departments,
    matter_meant,
    ticket_meant,
)
from complaints.queries.one_thing import case_shown
from complaints.queries.work_list import cases_listed
from complaints.reply_words import LONGEST_REPLY
from complaints.unresolved_states import CaseKind, Exclusion, Tier
from complaints.verbs import unresolved
from complaints.verbs.complaining import MOST_WORDS, About
from complaints.verbs.complaint_files import MOST_FILES
from complaints.verbs.revealing import reveal_complainant
from complaints.views.acting import acted
from complaints.views.complaints import UNITS
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.kernel.web import show
from hall.repeats import once
from hall.requests import StaffRequest, own_hall


@require_safe
@open_to(*HANDLERS)
@never_cache
def case_list(request: StaffRequest) -> HttpResponse:
    """What could not be done and is still to be solved, and the ledger."""
    asked = request.GET
    number = asked.get("page", "1")
    given = {name: asked.get(name, "")[:60] for name in ("kind", "cause", "words")}
    found = cases_listed(
        request.user, only=asked.get("tab", "")[:20], page=int(number) if number.isdecimal() else 1, **given
    )
    context = {"list": found, "given": given, "kinds": CaseKind.choices, "causes": RootCause.choices}
    context |= {"may_take_down": request.user.has_role(*TAKERS_DOWN), "is_desk": is_at_the_desk(request.user)}
    context["may_count"] = request.user.has_role(*KEEPERS)
    return show(request, "complaints/unresolved/list.html", "complaints/unresolved/_list.html", context)


@require_safe
@open_to(*HANDLERS)
@never_cache
def case(request: StaffRequest, number: str) -> HttpResponse:
    """One case."""
    return shown(request, number)


def shown(request: StaffRequest, number: str, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of one case, with what is wrong and what was typed."""
    found = case_shown(request.user, case_for(request.user, number))
    key = request.GET.get("template", "")
    context = {
        "shown": found,
        "case": found.thing,
        "chosen": next((words for words in found.templates if words.key == key), None),
        "units": UNITS,
        "departments": departments(),
        "kinds": CaseKind.choices,
        "tiers": Tier.choices,
        "causes": RootCause.choices,
        "exclusions": [(value, label, EXCLUSION_WORDS[value]) for value, label in Exclusion.choices],
        "longest": LONGEST_REPLY,
        "may_raise": is_at_the_desk(request.user) or found.thing.taken_down_by_id == request.user.pk,
        "typed": request.POST,
        **more,
    }
    return render(request, "complaints/unresolved/case.html", context, status=status)


def _given(request: StaffRequest, *names: str) -> dict[str, Any]:
    return {name: request.POST.get(name, "") for name in names}


def _forward(request: StaffRequest, **at: Any) -> str:
    department = department_meant(request.POST.get("department", ""))
    row = unresolved.forward_case(department=department, **_given(request, "unit", "reason"), **at)
    return f"{row.number} 已转给{row.handler_words}。"


def _verify(request: StaffRequest, **at: Any) -> str:
    is_solved = request.POST.get("solved") == "yes"
    row = unresolved.verify(is_solved=is_solved, note=request.POST.get("note", ""), **at)
    return f"{row.number} 已核查。" if is_solved else f"{row.number} 还没有解决，已重新办理，期限 {row.due}。"


ACTS = {
    "classify": lambda request, **at: f"已分类，期限 {unresolved.classify(**_given(request, 'kind', 'tier'), **at).due}。",
    "exclude": lambda request, **at: f"{unresolved.exclude(**_given(request, 'exclusion', 'words'), **at).number} 已说明并留存。",
    "forward": _forward,
    "take": lambda request, **at: f"{unresolved.take_case(**at).number} 已签收。",
    "back": lambda request, **at: f"{unresolved.send_case_back(**_given(request, 'reason'), **at).number} 已退回。",
    "solve": lambda request, **at: f"{unresolved.solve(**_given(request, 'solution', 'cause'), **at).number} 已解决，请反馈办事人。",
    "tell": lambda request, **at: f"{unresolved.tell_person(**_given(request, 'words', 'template'), **at).number} 已反馈，原话已保存。",
    "verify": _verify,
    "file": lambda request, **at: f"{unresolved.put_on_file(**at).number} 已备案。",
}  # fmt: skip


@require_POST
@open_to(*HANDLERS)
@once
def act(request: StaffRequest, number: str, act: str) -> HttpResponse:
    """One verb; a refusal comes back with everything typed, a preview changes nothing."""
    return acted(
        request, number, act, acts=ACTS, gate=case_for, shown=shown, page="unresolved-case", listed="unresolved"
    )


@require_POST
@open_to(*HANDLERS)
def reveal(request: StaffRequest, number: str) -> HttpResponse:
    """Show who said it, once, with a reason, on record."""
    found = case_for(request.user, number)
    try:
        plain = reveal_complainant(found, reason=request.POST.get("reason", ""), by=request.user)
    except DomainError as refused:
        return shown(request, number, status=refused.status, problem=refused.words)
    return shown(request, number, revealed=plain)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*TAKERS_DOWN)
@never_cache
@once
def take_down(request: StaffRequest) -> HttpResponse:
    """Write down what could not be done."""
    form = CaseForm(request.POST or None)
    if request.method != "POST":
        form.data = request.GET
        return _counter(request, form)
    if not form.is_valid():
        return _counter(request, form, status=422)
    given = form.cleaned_data
    try:
        meant = matter_meant(given["matter_words"], given["matter"])
        if meant.choices:
            return _counter(request, form, status=422, meant=meant)
        case = unresolved.take_down(
            hall=own_hall(request),
            about=_about(request, given, meant),
            files=sent_files(request),
            by=request.user,
            **{name: given[name] for name in ("words", "name", "phone", "id_number")},
        )
    except DomainError as refused:
        return _counter(request, form, status=refused.status, problem=refused.words)
    messages.success(request, f"已登记 {case.number}，请告诉办事人编号，凭编号和手机号或证件号码后四位可查。")
    return redirect("unresolved-case", number=case.number)


def _about(request: StaffRequest, given: dict[str, Any], meant: Meant) -> About:
    return About(
        matter=meant.matter,
        department=department_meant(given["department"]),
        ticket=ticket_meant(own_hall(request), given["ticket"]),
        application=application_meant(request.user, given["application"]),
    )


def _counter(request: StaffRequest, form: CaseForm, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"form": form, "departments": departments(), "most_words": MOST_WORDS, "most_files": MOST_FILES, **more}
    return render(request, "complaints/unresolved/take_down.html", context, status=status)


@require_safe
@open_to(*KEEPERS)
def figures(request: StaffRequest) -> HttpResponse:
    """How often which root cause, in which department and matter; each figure leads to its list."""
    context = {"figures": cause_figures(own_hall(request), request.GET.get("months", ""))}
    return render(request, "complaints/unresolved/figures.html", context)
