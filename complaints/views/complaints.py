"""Staff at complaints: the work list, one complaint with its verbs, taking one down at the counter."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.complaint_errors import ComplaintNotFound
from complaints.complaint_forms import CounterComplainForm, sent_files
from complaints.complaint_permissions import HANDLERS, KEEPERS, TAKERS_DOWN, is_at_the_desk, is_kept_from
from complaints.complaint_states import Category, ComplaintKind, Finding, RootCause, Unit
from complaints.models import ComplaintFile
from complaints.other_ways import OTHER_WAYS
from complaints.queries.complaint_access import case_for, complaint_for
from complaints.queries.linking import application_meant, department_meant, departments, matter_meant, ticket_meant
from complaints.queries.one_thing import complaint_shown
from complaints.queries.work_list import complaints_listed
from complaints.reply_words import LONGEST_REPLY
from complaints.routing import RULES
from complaints.verbs import answering, handling
from complaints.verbs.complaining import About, receive_complaint
from complaints.verbs.revealing import reveal_complainant
from complaints.views.acting import acted
from complaints.views.complain import choices_of_complaints, to_receipt
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.kernel.web import show
from hall.repeats import once
from hall.requests import StaffRequest, own_hall

UNITS = [(Unit.HALL.value, Unit.HALL.label), (Unit.BUREAU.value, Unit.BUREAU.label), (Unit.DEPARTMENT.value, "部门")]


@require_safe
@open_to(*HANDLERS)
@never_cache
def work_list(request: StaffRequest) -> HttpResponse:
    """What lies with me, what is offered to me, what is late, and the ledger."""
    asked = request.GET
    number = asked.get("page", "1")
    given = {name: asked.get(name, "")[:60] for name in ("kind", "category", "words")}
    found = complaints_listed(
        request.user, only=asked.get("tab", "")[:20], page=int(number) if number.isdecimal() else 1, **given
    )
    context = {"list": found, "given": given, "kinds": ComplaintKind.choices, "categories": Category.choices}
    context |= {"may_take_down": request.user.has_role(*TAKERS_DOWN), "may_keep": request.user.has_role(*KEEPERS)}
    return show(request, "complaints/list.html", "complaints/_list.html", context)


@require_safe
@open_to(*HANDLERS)
@never_cache
def complaint(request: StaffRequest, number: str) -> HttpResponse:
    """One complaint."""
    return shown(request, number)


def shown(request: StaffRequest, number: str, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of one complaint, with what is wrong and what was typed."""
    found = complaint_shown(request.user, complaint_for(request.user, number))
    key = request.GET.get("template", "")
    chosen = next((words for words in found.templates if words.key == key), None)
    context = {
        "shown": found,
        "complaint": found.thing,
        "chosen": chosen,
        "units": UNITS,
        "departments": departments(),
        "ways": OTHER_WAYS,
        "findings": Finding.choices,
        "causes": RootCause.choices,
        "longest": LONGEST_REPLY,
        "may_raise": is_at_the_desk(request.user),
        "typed": request.POST,
        "is_kept": is_kept_from(request.user, found.thing),
        **more,
    }
    return render(request, "complaints/complaint.html", context, status=status)


def _offer(request: StaffRequest, **at: Any) -> str:
    department = department_meant(request.POST.get("department", ""))
    unit, reason = request.POST.get("unit", ""), request.POST.get("reason", "")
    row = handling.offer(unit=unit, department=department, reason=reason, **at)
    return f"{row.number} 已转给{row.offered_words}，对方签收前仍由本方负责。"


def _answer(request: StaffRequest, **at: Any) -> str:
    given: dict[str, Any] = {name: request.POST.get(name, "") for name in ("words", "finding", "cause", "template")}
    return f"{answering.answer(**given, **at).number} 已答复，原话已保存。"


ACTS = {
    "take": lambda request, **at: f"{handling.take_up(**at).number} 已签收，由您经办。",
    "offer": _offer,
    "back": lambda request, **at: f"{handling.hand_back(reason=request.POST.get('reason', ''), **at).number} 已退回。",
    "prolong": lambda request, **at: f"已延期到 {handling.prolong(reason=request.POST.get('reason', ''), **at).due}，已告知办事人。",
    "answer": _answer,
    "other-way": lambda request, **at: f"{answering.show_other_way(way=request.POST.get('way', ''), **at).number} 已告知其他途径并留存。",
    "close": lambda request, **at: f"{answering.close_complaint(**at).number} 已办结归档。",
    "reopen": lambda request, **at: f"{answering.reopen(reason=request.POST.get('reason', ''), **at).number} 已重新办理。",
}  # fmt: skip


@require_POST
@open_to(*HANDLERS)
@once
def act(request: StaffRequest, number: str, act: str) -> HttpResponse:
    """One verb; a refusal comes back with everything typed, a preview changes nothing."""
    return acted(
        request, number, act, acts=ACTS, gate=complaint_for, shown=shown, page="complaint", listed="complaints"
    )


@require_POST
@open_to(*HANDLERS)
def reveal(request: StaffRequest, number: str) -> HttpResponse:
    """Show who said it, once, with a reason, on record."""
    found = complaint_for(request.user, number)
    try:
        plain = reveal_complainant(found, reason=request.POST.get("reason", ""), by=request.user)
    except DomainError as refused:
        return shown(request, number, status=refused.status, problem=refused.words)
    return shown(request, number, revealed=plain)


@require_safe
@open_to(*HANDLERS)
def complaint_file(request: StaffRequest, number: str, file_id: int) -> FileResponse:
    """A file of a complaint or a case within one's reach; it may do nothing in the browser."""
    if number.upper().startswith("BC"):
        case = case_for(request.user, number)
        rows = ComplaintFile.objects.of(case.hall_id).filter(case=case)
    else:
        found = complaint_for(request.user, number)
        rows = ComplaintFile.objects.of(found.hall_id).filter(complaint=found)
    row = rows.filter(pk=file_id).first()
    if row is None:
        raise ComplaintNotFound()
    response = FileResponse(row.file.open("rb"), content_type=row.content_type)
    is_picture = row.content_type.startswith("image/")
    response["Content-Disposition"] = content_disposition_header(not is_picture, row.name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; img-src 'self'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*TAKERS_DOWN)
@never_cache
@once
def take_down(request: StaffRequest) -> HttpResponse:
    """Write down what somebody says at the window, at the guide's desk or on the phone."""
    form = CounterComplainForm(request.POST or None)
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
        about = About(
            matter=meant.matter,
            department=department_meant(given["department"]),
            ticket=ticket_meant(own_hall(request), given["ticket"]),
            application=application_meant(request.user, given["application"]),
        )
        received = receive_complaint(
            hall=own_hall(request),
            said=form.said(),
            about=about,
            source=given["source"],
            files=sent_files(request),
            by=request.user,
        )
    except DomainError as refused:
        return _counter(request, form, status=refused.status, problem=refused.words)
    return to_receipt(own_hall(request), received)


def _counter(request: StaffRequest, form: CounterComplainForm, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"form": form, "sources": form.fields["source"].choices, **choices_of_complaints(), **more}  # type: ignore[attr-defined]
    return render(request, "complaints/take_down.html", context, status=status)


@require_safe
@open_to(*HANDLERS)
def rules(request: StaffRequest) -> HttpResponse:
    """The routing table, as it is."""
    return render(request, "complaints/rules.html", {"rules": RULES, "ways": OTHER_WAYS})
