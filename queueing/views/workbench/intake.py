"""Taking in the matter in hand: draft, accept, one-time notice, receive only, refuse, correct."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from applications.completeness import Tick
from applications.verbs.licences import look_up
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.kernel.web import is_fragment
from hall.requests import StaffRequest
from hall.roles import Role
from queueing.errors import TicketGone
from queueing.forms.ticks import given_of, ticks_of, unticked
from queueing.queries.answering import answers_after
from queueing.queries.applicants import visit_name
from queueing.queries.desk import Desk, desk
from queueing.scan_errors import DraftParted, MaterialNotAsked
from queueing.verbs.answering import answer_questions
from queueing.verbs.correcting import correct
from queueing.verbs.drafts import Saved, Seen, save_draft
from queueing.verbs.resuming import resume
from queueing.verbs.taking_in import ACCEPT, NOTICE, RECEIVE, REFUSE, take_in
from queueing.views.workbench.acts import refuse_gone
from queueing.views.workbench.bench import Bench, Problem, bench_of
from queueing.views.workbench.given import acting_of, form_given, people_given, person_of
from queueing.views.workbench.left import own_hall
from queueing.views.workbench.page import chosen_tab, show_desk, whole
from queueing.views.workbench.reuse import CONSENT, REUSE, consent, marks_of, taken_over

ANSWER, LOOK = "answer:", "look:"
WORDS = {ACCEPT: "受理", NOTICE: "一次性告知", RECEIVE: "收件", REFUSE: "不予受理"}
NOTHING_CHANGED: Mapping[str, str] = {}


@open_to(Role.WINDOW_CLERK)
@require_POST
def intake(request: StaffRequest, matter_code: str) -> HttpResponse:
    """Save the draft, and unless that was all, take the matter in."""
    act = request.POST.get("act", "draft")
    try:
        saved = _save(request, matter_code)
    except DraftParted as elsewhere:
        return _changed_elsewhere(request, elsewhere, act)
    if act.startswith((ANSWER, LOOK, CONSENT, REUSE)):
        return _inside(request, matter_code, act)
    if act not in WORDS:
        return _saved(request, saved)
    now = desk(request.user)
    try:
        refuse_gone(now, request.POST.get("ticket", ""))
        return _take(request, now, matter_code, act)
    except DomainError as refused:
        return _refused(request, now, refused, act)


def _inside(request: StaffRequest, matter_code: str, act: str) -> HttpResponse:
    """A press inside the form that hands nothing in."""
    if act.startswith(ANSWER):
        return _answer(request, matter_code, act.removeprefix(ANSWER))
    if act.startswith(LOOK):
        return _look(request, act.removeprefix(LOOK))
    return _reuse(request, matter_code, act)


def _saved(request: StaffRequest, saved: Saved | None) -> HttpResponse:
    """That was all: when it was saved, and which revision the page stands on now."""
    if not request.POST.get("quiet"):
        return redirect(_back(request))
    if saved is None:
        return JsonResponse({"saved": ""})
    return JsonResponse({"saved": f"{localtime(saved.at):%H:%M:%S}", "revision": saved.revision})


def _changed_elsewhere(request: StaffRequest, elsewhere: DraftParted, act: str) -> HttpResponse:
    """Another page changed the draft: who, when, which fields; mine kept beside theirs."""
    if request.POST.get("quiet"):
        return JsonResponse({"parted": elsewhere.words, **elsewhere.data}, status=elsewhere.status)
    return _refused(request, desk(request.user), elsewhere, act)


def _answer(request: StaffRequest, matter_code: str, pressed: str) -> HttpResponse:
    """Put the question to the person again at the window: an answer more, one taken back, or all of them."""
    now = desk(request.user)
    try:
        refuse_gone(now, request.POST.get("ticket", ""))
        assert now.ticket is not None
        answers = answers_after(now.ticket, matter_code, pressed)
        answer_questions(
            hall=own_hall(request), token=now.ticket.token, matter_code=matter_code, answers=answers, by=request.user
        )
    except DomainError as refused:
        return _refused(request, now, refused, "answer")
    return _done(request, "情形已记录")


def _look(request: StaffRequest, material_id: str) -> HttpResponse:
    """Look a shared licence up for the applicant; found or not, it is on record and shown in its line."""
    now = desk(request.user)
    try:
        refuse_gone(now, request.POST.get("ticket", ""))
        assert now.ticket is not None
        bench = bench_of(now.ticket, chosen_tab(request.POST), request.POST)
        rows = {str(row.material.pk): row.material for row in bench.rows if row.material.shared_licence}
        party = bench.earlier_use.party
        if party is None or material_id not in rows:
            raise MaterialNotAsked()
        look_up(
            hall=own_hall(request),
            party=party,
            material=rows[material_id],
            visit=visit_name(now.ticket),
            by=request.user,
        )
    except DomainError as refused:
        return _refused(request, now, refused, "look")
    return _done(request, "已查询共享证照")


def _reuse(request: StaffRequest, matter_code: str, act: str) -> HttpResponse:
    """The applicant's consent, or taking earlier answers and materials over into the draft."""
    now, hall = desk(request.user), own_hall(request)
    try:
        refuse_gone(now, request.POST.get("ticket", ""))
        assert now.ticket is not None
        bench = bench_of(now.ticket, chosen_tab(request.POST), request.POST)
        if act.startswith(CONSENT):
            return _done(request, consent(bench, now.ticket, act.removeprefix(CONSENT), hall, request.user))
        changed = taken_over(bench, now.ticket, act.removeprefix(REUSE), hall, request.user)
        _save(request, matter_code, changed)
    except DomainError as refused:
        return _refused(request, now, refused, act)
    return _done(request, "已沿用此前的内容")


def _save(request: StaffRequest, matter_code: str, changed: Mapping[str, str] = NOTHING_CHANGED) -> Saved | None:
    """Keep what was typed, whatever happens next; a ticket that left this window in the meantime has no draft."""
    ticket = request.POST.get("ticket", "")
    if not ticket.isdecimal():
        return None
    try:
        return save_draft(
            hall=own_hall(request),
            ticket_id=int(ticket),
            matter_code=matter_code,
            people=people_given(request.POST),
            form={**form_given(request.POST), **given_of(request.POST), **changed},
            seen=seen_of(request.POST),
            by=request.user,
        )
    except TicketGone:
        return None


def seen_of(data: Mapping[str, str]) -> Seen:
    """Which draft the page was made from."""
    revision = data.get("draft_seen", "")
    return Seen(data.get("draft_page", "")[:24], int(revision) if revision.isdecimal() else None)


def _take(request: StaffRequest, now: Desk, matter_code: str, act: str) -> HttpResponse:
    assert now.ticket is not None and now.window is not None
    bench = bench_of(now.ticket, chosen_tab(request.POST), request.POST)
    if bench.form is None or bench.people is None:  # taken already (a double click) or not available today
        return show_desk(request, whole(request, now, bench)) if is_fragment(request) else redirect(_back(request))
    bench.problems, bench.tried = _problems(bench, act), WORDS[act]
    if bench.problems:
        return show_desk(request, whole(request, now, bench), status=422)
    application = take_in(
        hall=own_hall(request),
        window_code=now.window.code,
        matter_code=matter_code,
        applicant=person_of(now.ticket, bench.people.cleaned_data, "applicant"),
        agent=person_of(now.ticket, bench.people.cleaned_data, "agent"),
        ticks=ticks_of(bench.rows),
        form=bench.form.cleaned_data,
        then=act,
        standard_line=request.POST.get("standard_line", ""),
        reason=request.POST.get("reason", ""),
        reuse=marks_of(request.POST),
        acting=acting_of(bench.people.cleaned_data),
        by=request.user,
    )
    return _done(request, f"{application.number} {application.get_state_display()}")


def _problems(bench: Bench, act: str) -> list[Problem]:
    """What the page itself can tell before asking the verb: empty fields, bad numbers, rows nobody looked at."""
    assert bench.form is not None and bench.people is not None
    found = [
        Problem(f"{form[name].label}：{error}", form[name].id_for_label)
        for form in (bench.people, bench.form)
        for name, errors in form.errors.items()
        if name in form.fields
        for error in errors
    ]
    if act in (ACCEPT, NOTICE):
        found += [
            Problem(f"《{row.material.name}》还没有勾选收取情况。", f"id_{row.name}") for row in unticked(bench.rows)
        ]
    if act == NOTICE:
        named = [row for row in bench.rows if row.is_missing and not row.problem.strip()]
        found += [Problem(f"请写明《{row.material.name}》缺什么、怎么改。", f"id_{row.problem_name}") for row in named]
    return found


def _done(request: StaffRequest, words: str) -> HttpResponse:
    """On to the matter just taken: its number and notices are what the citizen wants now."""
    if not is_fragment(request):
        messages.success(request, words)
        return redirect(_back(request))
    return show_desk(request, whole(request, desk(request.user), tab=chosen_tab(request.POST)))


def _refused(request: StaffRequest, now: Desk, refused: DomainError, act: str) -> HttpResponse:
    """The verb said no: the same page with its words, everything typed still there."""
    if now.ticket is None or request.POST.get("ticket") != str(now.ticket.pk):
        raise refused
    bench = bench_of(now.ticket, chosen_tab(request.POST), request.POST)
    bench.problems, bench.problem_code, bench.tried = [Problem(refused.words)], refused.code, WORDS.get(act, "")
    bench.parted = refused.data.get("fields", []) if isinstance(refused, DraftParted) else []
    missing = refused.data.get("missing", [])
    bench.named = {item["material"] for item in missing}
    bench.problems += [Problem(f"缺《{item['name']}》", f"id_problem_{item['material']}") for item in missing]
    return show_desk(request, whole(request, desk(request.user), bench), status=refused.status)


def _back(request: StaffRequest) -> str:
    tab = chosen_tab(request.POST)
    return reverse("workbench") + (f"?tab={tab}" if tab else "")


@open_to(Role.WINDOW_CLERK)
@require_POST
def correction(request: StaffRequest, number: str) -> HttpResponse:
    """The missing materials were brought on the spot: receive them and accept."""
    now = desk(request.user)
    try:
        refuse_gone(now, request.POST.get("ticket", ""))
        ticks = [Tick(int(pk), "have") for pk in request.POST.getlist("brought") if pk.isdecimal()]
        application = correct(hall=own_hall(request), number=number, ticks=ticks, by=request.user)
    except DomainError as refused:
        return _refused(request, now, refused, ACCEPT)
    return _done(request, f"{application.number} {application.get_state_display()}")


@open_to(Role.WINDOW_CLERK)
@require_POST
def resuming(request: StaffRequest, number: str) -> HttpResponse:
    """Go on with an earlier application of the person at my window."""
    now = desk(request.user)
    try:
        refuse_gone(now, request.POST.get("ticket", ""))
        assert now.window is not None
        application = resume(hall=own_hall(request), window_code=now.window.code, number=number, by=request.user)
    except DomainError as refused:
        return _refused(request, now, refused, "resume")
    return _done(request, f"继续办理 {application.number}")
