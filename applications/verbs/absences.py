"""Absences and who stands in: nothing lies with a person who is away, or who may no longer sign."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from applications.models import Absence, Application, SigningStep
from applications.permissions import require_keeper, require_may
from applications.queries.authorisations import may_sign, substitute_for
from applications.signing_errors import AbsenceUnfit
from applications.states import OTHER_ACTS, UNDECIDED
from applications.verbs.authorising import approver_of
from applications.verbs.common import AROUND
from applications.verbs.signing import POWER_OF
from hall import steps
from hall.kernel import clock
from hall.kernel.errors import NotFound
from hall.kernel.moves import locked, make_move
from hall.models import Department, StaffMember
from hall.permissions import require, system_person
from hall.roles import Role


def record_absence(
    *, person: str, substitute: str, begins: date, ends: date, reason: str = "", by: StaffMember
) -> Absence:
    """Enter that a person (账号) is away, and who of the department stands in; what lies with them moves at once."""
    with transaction.atomic():
        away = _colleague(person, by)
        assert away.department is not None
        stands_in = approver_of(away.department, substitute)
        _check(away, stands_in, begins, ends)
        row = Absence.objects.create(
            person=away,
            substitute=stands_in,
            begins=begins,
            ends=ends,
            reason=reason.strip(),
            recorded_by=by,
            recorded_at=clock.now(),
        )
        told = {"person": away.username, "substitute": stands_in.username}
        steps.record(row, "record_absence", by, row.reason, **told, begins=begins.isoformat(), ends=ends.isoformat())
        if begins <= clock.today():
            _move_on(away)
        return row


def call_off_absence(*, absence_id: int, by: StaffMember) -> Absence:
    """Back early, or not away after all: from now on the substitute signs no longer in their place."""
    with transaction.atomic():
        row = locked(Absence.objects.select_related("person__department"), pk=absence_id)
        _require_may_enter(row.person, by)
        if row.called_off_at is not None or row.ends < clock.today():
            raise AbsenceUnfit(why="这次请假已经结束或者已经取消")
        row.called_off_at = clock.now()
        row.save()
        steps.record(row, "call_off_absence", by, person=row.person.username)
        return row


def stand_in(*, application_id: int, by: StaffMember) -> bool:
    """Give an application that lies with an absent person to their substitute, and one that lies with somebody who may
    no longer sign back to the department. False when there is nothing to do."""
    with transaction.atomic():
        application = locked(Application.objects.select_related(*AROUND), pk=application_id)
        return _given_on(application, by)


def _given_on(application: Application, by: StaffMember) -> bool:
    handler = application.handler
    if handler is None or application.state not in UNDECIDED:
        return False
    power = POWER_OF[SigningStep(application.step or SigningStep.DECIDE)]
    takes = substitute_for(handler)
    if takes is None and may_sign(handler, power, application) is not None:
        return False
    if takes is not None and may_sign(takes, power, application) is None:
        takes = None
    require_may(by, "stand_in", hall=application.hall)
    moved = make_move(application, OTHER_ACTS, "stand_in")
    application.handler = takes
    application.save()
    words = f"{handler.name}不在岗，由{takes.name}办理" if takes else f"{handler.name}不能办理，退回部门待办"
    steps.record(application, moved, by, words, to=takes.username if takes else "")
    return True


def _move_on(away: StaffMember) -> None:
    by = system_person("absences")
    rows = Application.objects.select_related(*AROUND).filter(handler=away, state__in=UNDECIDED)
    for application in rows.order_by("pk").select_for_update(of=("self",)):
        _given_on(application, by)


def _colleague(username: str, by: StaffMember) -> StaffMember:
    """An approver whose absence this person may enter: oneself, or one of the department one is in charge of."""
    found = StaffMember.objects.filter(username=username.strip()).select_related("department").first()
    if found is None or found.department is None:
        raise NotFound()
    _require_may_enter(found, by)
    return approver_of(found.department, username)


def _require_may_enter(person: StaffMember, by: StaffMember) -> None:
    require(by, Role.APPROVER, Role.DEPARTMENT_HEAD, Role.HALL_MANAGER)
    department: Department | None = person.department
    if person != by and department is not None:
        require_keeper(by, department)


def _check(away: StaffMember, stands_in: StaffMember, begins: date, ends: date) -> None:
    if stands_in == away:
        raise AbsenceUnfit(why="不能由本人顶岗")
    if ends < begins:
        raise AbsenceUnfit(why="结束日早于开始日")
    if ends < clock.today():
        raise AbsenceUnfit(why="这段时间已经过去")
    during = Absence.objects.filter(called_off_at=None, begins__lte=ends, ends__gte=begins)
    if during.filter(person=away).exists():
        raise AbsenceUnfit(why=f"{away.name}在这段时间已经登记过请假，请先取消原来的")
    if during.filter(person=stands_in).exists():
        raise AbsenceUnfit(why=f"{stands_in.name}在这段时间也请假，不能顶岗")
    relied = during.filter(Q(substitute=away)).select_related("person").first()
    if relied is not None:
        raise AbsenceUnfit(why=f"{away.name}在这段时间正为{relied.person.name}顶岗，请先给{relied.person.name}换人顶岗")
