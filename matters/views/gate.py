"""Staff's pages of the publish gate: the report over the catalogue, a place to try a text, the exceptions list."""

import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hall.kernel.access import STAFF, open_to
from hall.kernel.errors import DomainError
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role
from matters.catalogue_file.escaping import escaped
from matters.catch_all import Place, catch_all_clauses
from matters.catch_all.table import HONEST, WORDS
from matters.gate_forms import ProposeForm, TryForm
from matters.queries.exceptions import exceptions_list
from matters.queries.gate import allowed_wordings
from matters.queries.gate_report import gate_report
from matters.verbs import exceptions

PROPOSERS = (Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER)
DECIDERS = (Role.CATALOGUE_REVIEWER, Role.CATALOGUE_PUBLISHER)
COLUMNS = {
    "code": "事项编码", "matter": "事项", "department": "部门", "state": "版本状态", "where": "位置", "text": "原文", "words": "问题文字",
    "rule": "规则", "why": "为什么", "proposal": "建议写法",
}  # fmt: skip


@require_safe
@open_to(STAFF)
def catalogue_gate(request: HttpRequest) -> HttpResponse:
    """The report over the whole catalogue, the table of rules, and a text to try."""
    form = TryForm(request.GET if "text" in request.GET else None)
    context = {
        "report": gate_report(fresh="again" in request.GET),
        "form": form,
        "tried": None,
        "words": WORDS,
        "honest": HONEST,
        "places": Place.choices,
    }
    if form.is_bound and form.is_valid():
        place = Place(form.cleaned_data["place"] or Place.NAME)
        context["tried"] = form.cleaned_data["text"]
        context["clauses"] = catch_all_clauses(form.cleaned_data["text"], allowed_wordings(), place=place)
    return render(request, "matters/gate.html", context)


@require_safe
@open_to(STAFF)
def catalogue_gate_file(request: HttpRequest) -> HttpResponse:
    """The report as a file: departments first, then every clause found."""
    report = gate_report()
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="gate-{report.made_at:%Y%m%d-%H%M}.csv"'
    answer.write("\ufeff")
    out = csv.writer(answer)
    out.writerow(
        ["检查时间", f"{report.made_at:%Y-%m-%d %H:%M}", "检查事项", report.checked, "检查文字（段）", report.texts]
    )
    out.writerow(["不予发布", report.refused, "指纹一致", report.intact, "准许的例外", report.exceptions])
    out.writerow([])
    out.writerow(["部门", "检查事项", "不予发布", "兜底条款"])
    for line in report.departments:
        out.writerow([escaped(line.name), line.checked, line.refused, line.clauses])
    out.writerow([])
    out.writerow(["规则", "为什么", "应当怎样写", "命中"])
    for rule, hits in report.rules:
        out.writerow([escaped(rule.name), escaped(rule.why), escaped(rule.instead), hits])
    out.writerow([])
    out.writerow(COLUMNS.values())
    for found in [*report.lines, *report.drafts]:
        out.writerow([escaped(getattr(found, column)) for column in COLUMNS])
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(STAFF)
@once
def catalogue_exceptions(request: StaffRequest) -> HttpResponse:
    """The exceptions list; editors and reviewers propose here."""
    form = ProposeForm(
        request.POST if request.method == "POST" else None, initial={"words": request.GET.get("words", "")}
    )
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            exceptions.propose_exception(**form.cleaned_data, by=request.user)
            return redirect(reverse("catalogue-exceptions"))
        except DomainError as refused:
            problem = refused
    context = {
        "lines": exceptions_list(request.user),
        "form": form,
        "problem": problem.words if problem else "",
        "may_propose": request.user.has_role(*PROPOSERS),
    }
    status = problem.status if problem else (422 if form.is_bound else 200)
    return render(request, "matters/exceptions.html", context, status=status)


@require_POST
@open_to(*DECIDERS)
@once
def catalogue_exception_decide(request: StaffRequest, exception_id: int) -> HttpResponse:
    """Allow, refuse or end one; the verbs ask whether this person may."""
    words, act = request.POST.get("words", ""), request.POST.get("act", "")
    if act == "allow":
        exceptions.allow_exception(exception_id=exception_id, words=words, by=request.user)
    elif act == "refuse":
        exceptions.refuse_exception(exception_id=exception_id, words=words, by=request.user)
    else:
        exceptions.end_exception(exception_id=exception_id, reason=words, by=request.user)
    return redirect(reverse("catalogue-exceptions"))
