"""Editors' pages of catalogue files: upload, what the check found, the change report, approval."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hall.kernel.access import open_to
from hall.kernel.errors import DomainError, NotFound
from hall.kernel.web import show
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role
from matters.catalogue_file.escaping import escaped
from matters.catalogue_file.problems import Problem
from matters.forms_imports import ProposeForm, UploadForm
from matters.import_progress import progress_of
from matters.models import CatalogueImport, LineKind
from matters.queries.imports import READERS, acts, counts, import_by_id, imports, report
from matters.queries.listing import departments_with_matters
from matters.states import IMPORT_MOVES
from matters.verbs import catalogue_imports as verbs

PER_PAGE = 30
SHOWN_PROBLEMS = 200
SPREADSHEET = "text/csv; charset=utf-8"


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*READERS)
@once
def import_list(request: StaffRequest) -> HttpResponse:
    """All imports, and the upload for editors."""
    form = UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    refusal: DomainError | None = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            row = verbs.upload(file=given["file"], materials=given["materials"], by=request.user)
        except DomainError as error:
            refusal = error
        else:
            return HttpResponseRedirect(reverse("catalogue-import", args=[row.pk]), status=303)
    page = Paginator(imports(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "refusal": refusal, "most": verbs.MOST_BYTES // 1024 // 1024}
    context["departments"] = departments_with_matters()
    context["may_upload"] = request.user.has_role(Role.CATALOGUE_EDITOR)
    status = 422 if refusal or form.errors else 200
    return show(request, "matters/imports/list.html", "matters/imports/list.html", context, status=status)


@require_safe
@open_to(*READERS)
def import_page(request: StaffRequest, import_id: int) -> HttpResponse:
    """One import: how far it is, what is wrong, what it would change, and who may do what."""
    return _shown(request, import_by_id(import_id))


def _shown(request: StaffRequest, row: CatalogueImport, *, status: int = 200, **more: Any) -> HttpResponse:
    kind = request.GET.get("kind", "")
    context = {
        "row": row,
        "kind": kind,
        "progress": progress_of(row.pk) if row.is_under_way else None,
        "problems": [Problem(**problem) for problem in row.problems[:SHOWN_PROBLEMS]],
        "not_shown": max(row.problem_count - SHOWN_PROBLEMS, 0),
        "acts": acts(row, request.user),
        **more,
    }
    if not row.is_under_way:
        found = counts(row)
        context["tabs"] = [(value, label, found[value]) for value, label in LineKind.choices]
        context["total"] = sum(found.values())
        context["page"] = Paginator(report(row, kind), PER_PAGE).get_page(request.GET.get("page"))
    return show(request, "matters/imports/import.html", "matters/imports/_import.html", context, status=status)


@require_POST
@open_to(Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER, Role.CATALOGUE_PUBLISHER)
@once
def import_act(request: StaffRequest, import_id: int, verb: str) -> HttpResponse:
    """Propose, approve, refuse, check again or give up."""
    form = ProposeForm(request.POST)
    try:
        if verb == "propose" and not form.is_valid():
            return _shown(request, import_by_id(import_id), status=422, form=form)
        row = _done(request, import_id, verb, form)
    except DomainError as refusal:
        if isinstance(refusal, NotFound):
            raise
        return _shown(request, import_by_id(import_id), status=refusal.status, refusal=refusal)
    messages.success(request, f"已{IMPORT_MOVES[verb].label}。")
    return HttpResponseRedirect(reverse("catalogue-import", args=[row.pk]), status=303)


def _done(request: StaffRequest, import_id: int, verb: str, form: ProposeForm) -> CatalogueImport:
    if verb == "propose":
        return verbs.propose(import_id=import_id, takes_effect=form.cleaned_data["takes_effect"], by=request.user)
    if verb == "refuse":
        return verbs.refuse(import_id=import_id, reason=request.POST.get("reason", ""), by=request.user)
    act = {"approve": verbs.approve, "release": verbs.release, "recheck": verbs.recheck, "abandon": verbs.abandon}.get(
        verb
    )
    if act is None:
        raise NotFound()
    return act(import_id=import_id, by=request.user)


@require_safe
@open_to(*READERS)
def import_problems(request: StaffRequest, import_id: int) -> HttpResponse:
    """What is to be corrected, as a table to work through."""
    row = import_by_id(import_id)
    problems = [Problem(**problem) for problem in row.problems]
    lines = [[p.sheet, str(p.line or ""), p.column, p.field, p.value, p.what, p.todo] for p in problems]
    return _table(["工作表", "行", "列", "列名", "现在填的", "问题", "怎样改"], lines, f"problems-{row.pk}.csv")


@require_safe
@open_to(*READERS)
def import_changes(request: StaffRequest, import_id: int) -> HttpResponse:
    """The change report as a table."""
    row = import_by_id(import_id)
    lines = [
        [
            line.get_kind_display(),
            str(line.line or ""),
            line.department,
            line.code,
            line.name,
            "\n".join(line.differences),
        ]
        for line in report(row).iterator(500)
    ]
    return _table(["变化", "行", "部门", "事项编码", "事项名称", "差异"], lines, f"changes-{row.pk}.csv")


def _table(head: list[str], lines: list[list[str]], name: str) -> HttpResponse:
    text = io.StringIO("\ufeff")
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text)
    writer.writerows([head, *([escaped(cell) for cell in line] for line in lines)])
    answer = HttpResponse(text.getvalue(), content_type=SPREADSHEET)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
