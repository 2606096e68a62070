"""What the comprehensive window does: receive, tick, accept, notify once, refuse. In the department's name."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction

from applications import completeness, contents, deadlines, numbers
from applications.completeness import Tick
from applications.errors import FormUnfit, MaterialsMissing, NothingMissing, NoticePeriodOver
from applications.events import ApplicationAccepted
from applications.form_values import unfit
from applications.models import Application, ApplicationMaterial, DocumentKind
from applications.permissions import require_may
from applications.queries.routes import competent_department
from applications.queries.situation import Situation, situation_of
from applications.situations import completed
from applications.states import APPLICATION_MOVES, ApplicationState, MaterialStatus
from applications.verbs.accepting import deem_when_overdue, start_clocks
from applications.verbs.acting import Acting, register_agency
from applications.verbs.automatic import decided_by_rules
from applications.verbs.common import (
    calendar,
    check_not_changed,
    current_ticks,
    late_due,
    require_legal,
    require_legal_of,
    spoken,
    taken,
    tell_by_message,
    write_ticks,
)
from applications.verbs.documents import issue
from applications.verbs.notice_words import check_says_what, check_told_once
from applications.verbs.promising import commit, require_promisable
from applications.verbs.refusing import refuse
from hall import steps
from hall.kernel import clock
from hall.kernel.events import tell
from hall.kernel.moves import Moved, make_move
from hall.models import Hall, Party, StaffMember, Window
from matters.models import MatterVersion
from matters.queries.catalogue import matter_by_code, tick_list, version_in_force

__all__ = ["Tick", "accept", "receive", "refuse", "request_correction", "resubmit", "supplement", "tick"]


def receive(
    *,
    hall: Hall,
    matter_code: str,
    applicant: Party,
    agent: Party | None = None,
    ticks: list[Tick],
    form: dict[str, Any],
    visit: str = "",
    window: Window | None = None,
    answers: Mapping[str, str] | None = None,
    area_code: str = "",
    tells: bool = True,
    acting: Acting | None = None,
    by: StaffMember,
) -> Application:
    """Take an application in, by the standard in force now; the window may not refuse to receive. Gives a receipt.

    `answers` to the standard's questions settle the situation: only its materials may be asked for. Without `tells` no
    message is sent, because the next word (acceptance, notice) follows in the same act. `acting` tells of the agent.
    """
    with transaction.atomic():
        require_may(by, "receive", hall=hall)
        version = version_in_force(matter_by_code(matter_code))
        listed = tick_list(version)
        situation = situation_of(version, listed, answers or {})
        require_legal(listed, ticks, situation.settled)
        require_promisable(version.matter, applicant, {tick.status for tick in ticks})
        require_fit(form)
        area_code = area_code or area_given(form)
        application = _new_application(hall, version, applicant, agent, form, visit, window, situation, area_code, by)
        ticked = completeness.complete_list(listed, completed(situation.settled, ticks))
        rows = _new_rows(application, ticked)
        receipt = issue(application, DocumentKind.RECEIPT, contents.receipt(application, rows), by=by)
        steps.record(application, Moved("receive", "", application.state), by, document=receipt.number)
        if acting is not None and application.agent_id:
            register_agency(application, acting, by)
        if tells:
            tell_by_message(application, "received", receipt.pk, due=spoken(application.notice_due))
        return application


def area_given(form: Mapping[str, Any]) -> str:
    """Where the matter lies, as the form says; empty when it does not say so by code."""
    code = str(form.get("area", ""))
    return code if code.isdecimal() and len(code) in (6, 12) else ""


def require_fit(form: Mapping[str, Any]) -> None:
    """Raise FormUnfit naming each field that cannot be kept."""
    names = unfit(form)
    if names:
        raise FormUnfit(names="、".join(names), fields=names)


def _new_application(
    hall: Hall,
    version: MatterVersion,
    applicant: Party,
    agent: Party | None,
    form: dict[str, Any],
    visit: str,
    window: Window | None,
    situation: Situation,
    area_code: str,
    by: StaffMember,
) -> Application:
    now = clock.now()
    return Application.objects.create(
        hall=hall,
        number=numbers.application_number(hall.area_code, now.date()),
        project_number=numbers.project_number(version.matter.implementation_code, now.date()),
        version=version,
        department=competent_department(version, area_code or hall.area_code),
        applicant=applicant,
        agent=None if agent == applicant else agent,  # who comes for oneself has no agent
        visit=visit,
        area_code=area_code,
        form=form,
        answers=situation.answers,
        situation=situation.name[:200],
        contact_phone=(agent.phone if agent else "") or applicant.phone,
        state=ApplicationState.RECEIVED,
        received_at=now,
        notice_due=deadlines.notice_due(now.date(), calendar()),
        received_by=by,
        received_window=window,
    )


def _new_rows(application: Application, ticked: list[tuple[Any, Tick]]) -> list[ApplicationMaterial]:
    now = clock.now()
    return ApplicationMaterial.objects.bulk_create(
        ApplicationMaterial(
            application=application,
            material=material,
            status=tick.status,
            problem=tick.problem.strip() if tick.status == MaterialStatus.MISSING else "",
            due=late_due(material, tick.status, now.date()),
            received_at=now if tick.status == MaterialStatus.HAVE else None,
        )
        for material, tick in ticked
    )


def tick(
    *, hall: Hall, number: str, ticks: list[Tick], seen_state_version: int | None = None, by: StaffMember
) -> Application:
    """Change the tick list before acceptance: the applicant corrects on the spot (行政许可法 32)."""
    with transaction.atomic():
        application = taken(hall, number)
        require_may(by, "tick", hall=hall, department=application.department)
        check_not_changed(application, seen_state_version)
        moved = make_move(application, APPLICATION_MOVES, "tick")
        require_legal_of(application, ticks)
        write_ticks(application, ticks)
        application.save()
        steps.record(application, moved, by)
        return application


def accept(*, hall: Hall, number: str, seen_state_version: int | None = None, by: StaffMember) -> Application:
    """Accept: nothing is missing, the acceptance notice is issued in the department's name. The clocks start today, or on
    the day the corrections were all in.

    After the five days for a notice it is accepted as of receipt, by law and not by this person.
    """
    with transaction.atomic():
        application = taken(hall, number)
        require_may(by, "accept", hall=hall, department=application.department)
        check_not_changed(application, seen_state_version)
        if deem_when_overdue(application):
            return application
        moved = make_move(application, APPLICATION_MOVES, "accept")
        rows = list(application.materials.select_related("material"))
        require_complete(application, rows)
        require_promisable(application.version.matter, application.applicant, {row.status for row in rows})
        start_clocks(application, rows, deemed=False)
        facts = contents.acceptance(application, rows, deemed=False)
        notice = issue(application, DocumentKind.ACCEPTANCE_NOTICE, facts, by=by)
        steps.record(application, moved, by, document=notice.number)
        tell_by_message(application, "accepted", notice.pk, due=spoken(application.promise_due))
        tell(ApplicationAccepted(application_id=application.pk))
        commit(application, rows, by)
        decided_by_rules(application)
        return application


def require_complete(application: Application, rows: list[ApplicationMaterial]) -> None:
    """Raise MaterialsMissing naming each listed material that is still missing."""
    lacking = completeness.missing([row.material for row in rows], current_ticks(rows))
    if lacking:
        names = "、".join(f"《{item.name}》" for item in lacking)
        missing = [{"material": item.material_id, "name": item.name, "problem": item.problem} for item in lacking]
        raise MaterialsMissing(count=len(lacking), names=names, missing=missing, number=application.number)


def request_correction(
    *, hall: Hall, number: str, reason: str = "", seen_state_version: int | None = None, by: StaffMember
) -> Application:
    """The one-time notice: everything missing in one go, the applicant's period, and what follows from missing it.

    A second notice may only repeat what the first one said; anything else, of what was brought anew too, needs a
    supervisor and a reason. After the
    five days for a notice the application is accepted by law: it becomes so now, and nothing can be asked for.
    """
    with transaction.atomic():
        application = taken(hall, number)
        require_may(by, "request_correction", hall=hall, department=application.department)
        check_not_changed(application, seen_state_version)
        if not deem_when_overdue(application):
            return ask_correction(application, reason, by)
    raise NoticePeriodOver(due=spoken(application.notice_due), verb="要求补正")


def ask_correction(application: Application, reason: str, by: StaffMember) -> Application:
    """Issue the one-time notice of a locked application: part of a verb, not one."""
    moved = make_move(application, APPLICATION_MOVES, "request_correction")
    rows = list(application.materials.select_related("material"))
    lacking = completeness.missing([row.material for row in rows], current_ticks(rows))
    if not lacking:
        raise NothingMissing()
    check_says_what(lacking, list(application.version.materials.all()))
    check_told_once(application, lacking, reason, by)
    application.correction_due = deadlines.correction_due(clock.today(), settings.CORRECTION_DAYS, calendar())
    application.save()
    notice = issue(application, DocumentKind.CORRECTION_NOTICE, contents.correction(application, rows), by=by)
    steps.record(application, moved, by, reason, document=notice.number, missing=len(lacking))
    due = spoken(application.correction_due)
    tell_by_message(application, "correction", notice.pk, count=len(lacking), due=due)
    return application


def resubmit(
    *, hall: Hall, number: str, ticks: list[Tick], seen_state_version: int | None = None, by: StaffMember
) -> Application:
    """Take the corrections in: the set is complete from today, and the notice period starts anew."""
    with transaction.atomic():
        application = taken(hall, number)
        require_may(by, "resubmit", hall=hall)
        check_not_changed(application, seen_state_version)
        moved = make_move(application, APPLICATION_MOVES, "resubmit")
        require_legal_of(application, ticks)
        before = dict(application.materials.values_list("material_id", "status"))
        rows = write_ticks(application, ticks)
        require_complete(application, rows)
        changed = [row.material_id for row in rows if row.status != before[row.material_id]]
        application.resubmitted_at = clock.now()
        application.notice_due = deadlines.notice_due(clock.today(), calendar())
        application.correction_due = None
        application.save()
        steps.record(application, moved, by, materials=changed)
        return application


def supplement(
    *, hall: Hall, number: str, ticks: list[Tick], seen_state_version: int | None = None, by: StaffMember
) -> Application:
    """Take in materials that were accepted as 容缺; when all are in, the decision is free."""
    with transaction.atomic():
        application = taken(hall, number)
        require_may(by, "supplement", hall=hall)
        check_not_changed(application, seen_state_version)
        moved = make_move(application, APPLICATION_MOVES, "supplement")
        require_legal_of(application, ticks)
        rows = write_ticks(application, ticks)
        require_complete(application, rows)
        application.save()
        steps.record(application, moved, by)
        return application
