"""The approver's inbox and the page of one application."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from applications.act_forms import ActForm
from applications.acts import acts_for
from applications.errors import ChangedMeanwhile
from applications.forms import DecideForm, RevealForm
from applications.inbox_filters import HANDS, MARKS, STEPS, WITHIN, Wanted, wanted
from applications.models import Application
from applications.queries.access import application_for
from applications.queries.case import case_for
from applications.queries.colleagues import who_needs_help
from applications.queries.consulting import count_to_answer
from applications.queries.desk import desk_for
from applications.queries.examining import to_examine
from applications.queries.inbox import FIRST, STOPPED, TODAY, Inbox, inbox_page
from applications.queries.keeping import ending_soon
from applications.queries.promises import side_of
from applications.queries.turns import undoable
from applications.queries.warnings import warnings_of
from applications.states import ApplicationState
from applications.verbs.either import sign
from applications.verbs.files import READ_BYTES, Upload, add_file, remove_file
from applications.verbs.looking import PAGE, note_look
from applications.views.files import READERS
from hall.kernel import clock
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.kernel.web import is_fragment, show
from hall.models import Party, StaffMember
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role
from hall.verbs.parties import reveal


@open_to(Role.APPROVER)
@require_safe
def inbox(request: StaffRequest) -> HttpResponse:
    """What waits for me or my department, most urgent first."""
    asked, words, page = wanted(request.GET), request.GET.get("words", ""), request.GET.get("page", "1")
    found = inbox_page(request.user, asked, words=words, page=int(page) if page.isdecimal() else 1)
    context = {
        "inbox": found,
        "asked": asked,
        "words": words,
        "as_of": clock.now(),
        **around(request.user, found, asked),
    }
    context["examine_rows"] = to_examine(request.user) if asked.is_plain and not words else []
    return show(request, "applications/inbox.html", "applications/_inbox.html", context)


def around(person: StaffMember, found: Inbox, asked: Wanted) -> dict[str, Any]:
    """What stands around the list: tabs and choices, what can still be undone, questions of others, who needs help."""
    tabs = [
        ("", "全部", found.total),
        (FIRST, "即办", found.instant),
        (TODAY, "今天必须办", found.due_today),
        (STOPPED, "计时停止", found.stopped),
    ]
    return {
        "tabs": tabs,
        "filter_fields": [
            ("hands", "谁手里", HANDS, asked.hands),
            ("step", "环节", STEPS, asked.step),
            ("within", "剩余", WITHIN, asked.within),
            ("mark", "情况", MARKS, asked.mark),
        ],
        "kept": [(one, wanted(one.wanted)) for one in person.inbox_filters.all()],
        "undoable": undoable(person),
        "warnings": warnings_of(person),
        "questions": count_to_answer(person),
        "ending_soon": ending_soon(person),
        "help_wanted": [] if found.total else who_needs_help(person),
    }


@open_to(*READERS, Role.GUIDE)
@require_safe
def application(request: StaffRequest, number: str) -> HttpResponse:
    """Form and materials side by side, clocks, time line, and for the department the decision."""
    return shown(request, number, DecideForm())


def shown(
    request: StaffRequest,
    number: str,
    form: DecideForm,
    *,
    status: int = 200,
    bound: tuple[str, ActForm] | None = None,
    **more: object,
) -> HttpResponse:
    """The page with this state of the decision form, or of the form of another act."""
    case = case_for(request.user, number)
    share_places(request.user, case.application)
    if request.method == "GET" and not is_fragment(request):
        note_look(application=case.application, what=PAGE, by=request.user)
    context = {
        "case": case,
        "desk": desk_for(request.user, case),
        "form": form,
        "acts": acts_for(request.user, case.application, bound),
        "side": side_of(request.user, case.application, case.materials, case.acts),
        **more,
    }
    response = show(request, "applications/application.html", "applications/application.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def share_places(person: StaffMember, one: Application) -> None:
    """Where the reader's hall and department are the application's, they have been read already."""
    if person.hall_id == one.hall_id:
        person.hall = one.hall
    if person.department_id == one.department_id:
        person.department = one.department


@open_to(Role.APPROVER)
@require_POST
@once
def decision(request: StaffRequest, number: str) -> HttpResponse:
    """Decide; a denial asks once more with its consequence; a stale page keeps what was typed."""
    form = DecideForm(request.POST)
    application_for(request.user, number)
    if not form.is_valid():
        return shown(request, number, form, status=422)
    given = form.cleaned_data
    if not form.grants and not given["confirmed"]:
        return shown(request, number, form, status=422, must_confirm=True)
    try:
        decided = sign(
            number=number,
            granted=form.grants,
            opinion=given["reason"],
            legal_basis=given["legal_basis"],
            seen_state_version=given["seen"],
            by=request.user,
        )
    except ChangedMeanwhile as changed:
        return shown(request, number, form, status=changed.status, problem=changed.words, is_stale=True)
    except DomainError as refused:
        return shown(request, number, form, status=refused.status, problem=refused.words)
    messages.success(request, f"{decided.number} {said_of(decided, grants=form.grants)}")
    return redirect("inbox")


def said_of(application: Application, *, grants: bool) -> str:
    """What the signature did, and what comes next."""
    words = "准予" if grants else "不予"
    if application.state == ApplicationState.ACCEPTED:
        return f"已签署审查意见（建议{words}），等待决定。"
    if application.state == ApplicationState.AWAITING_COLLECTION:
        return f"已决定{words}，结果已送出件窗口，申请人会收到短信。"
    return f"已决定{words}，10 分钟后送出件窗口并通知申请人，在此之前您可以撤回。"


@open_to(*READERS)
@require_POST
def reveal_party(request: StaffRequest, number: str) -> HttpResponse:
    """Show a person's plain data once, with a reason, on record."""
    found = application_for(request.user, number)
    form = RevealForm(request.POST)
    party = Party.objects.filter(pk__in=[found.applicant_id, found.agent_id or 0])
    chosen = party.filter(pk=form.data.get("party") or 0).first() if form.is_valid() else None
    if chosen is None:
        return shown(request, number, DecideForm(), status=422, problem="请填写查看理由，此次查看会被记录。")
    plain = reveal(chosen, by=request.user, reason=form.cleaned_data["reason"])
    return shown(request, number, DecideForm(), revealed=plain, revealed_id=chosen.pk)


@open_to(Role.WINDOW_CLERK)
@require_POST
def upload(request: StaffRequest, number: str, material_id: int) -> HttpResponse:
    """Attach scans to a material."""
    found = application_for(request.user, number)
    try:
        for sent in request.FILES.getlist("file"):
            given = Upload(sent.name or "", sent.read(READ_BYTES))
            add_file(hall=found.hall, number=number, material_id=material_id, upload=given, by=request.user)
    except DomainError as refused:
        return shown(request, number, DecideForm(), status=refused.status, problem=refused.words)
    return redirect("application", number=number)


@open_to(Role.WINDOW_CLERK)
@require_POST
def remove(request: StaffRequest, number: str, file_id: int) -> HttpResponse:
    """Take a wrongly attached scan away, before acceptance."""
    found = application_for(request.user, number)
    try:
        remove_file(hall=found.hall, number=found.number, file_id=file_id, by=request.user)
    except DomainError as refused:
        return shown(request, number, DecideForm(), status=refused.status, problem=refused.words)
    return redirect("application", number=number)
