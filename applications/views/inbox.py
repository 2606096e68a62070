"""The approver's inbox and the page of one application."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from applications.act_forms import ActForm
from applications.acts import acts_for
from applications.errors import ChangedMeanwhile
from applications.forms import DecideForm, RevealForm
from applications.models import Application
from applications.queries.access import application_for
from applications.queries.case import case_for
from applications.queries.examining import to_examine
from applications.queries.inbox import FIRST, TODAY, inbox_page
from applications.queries.promises import side_of
from applications.states import ApplicationState
from applications.verbs.either import sign
from applications.verbs.files import READ_BYTES, Upload, add_file, remove_file
from applications.views.files import READERS
from hall.kernel import clock
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.kernel.web import show
from hall.models import Party
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role
from hall.verbs.parties import reveal


@open_to(Role.APPROVER)
@require_safe
def inbox(request: StaffRequest) -> HttpResponse:
    """What waits for my department, most urgent first."""
    asked = request.GET
    words, only, page = asked.get("words", ""), asked.get("only", ""), asked.get("page", "1")
    found = inbox_page(request.user, words=words, only=only, page=int(page) if page.isdecimal() else 1)
    tabs = [("", "全部", found.total), (FIRST, "即办", found.instant), (TODAY, "今天必须办", found.due_today)]
    context = {"inbox": found, "tabs": tabs, "only": only, "words": words, "as_of": clock.now()}
    context["examine_rows"] = [] if words or only else to_examine(request.user)
    return show(request, "applications/inbox.html", "applications/_inbox.html", context)


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
    context = {"case": case, "form": form, "acts": acts_for(request.user, case.application, bound), **more}
    context["side"] = side_of(request.user, case.application)
    response = show(request, "applications/application.html", "applications/application.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


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
