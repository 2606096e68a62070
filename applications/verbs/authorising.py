"""What a department's person in charge keeps: who may sign what until when (授权), and how matters travel (流转路线)."""

from datetime import date
from typing import Any

from django.db import transaction

from applications.errors import ReasonMissing
from applications.models import Authorisation, Power, Route
from applications.permissions import require_keeper
from applications.queries.authorisations import in_force
from applications.signing_errors import AuthorisationEnded, AuthorisationUnfit, NotAnApprover, NotToOneself, RouteUnfit
from hall import steps
from hall.kernel import clock
from hall.kernel.errors import NotFound
from hall.kernel.moves import locked
from hall.models import Department, StaffMember
from hall.roles import Role
from matters.models import Matter


def authorise(
    *,
    department: Department,
    person: str,
    power: str,
    matter_code: str = "",
    valid_from: date,
    valid_until: date,
    document: str,
    by: StaffMember,
) -> Authorisation:
    """Let a person (账号) of the department sign acts of a power until a day, by a written document; never oneself."""
    with transaction.atomic():
        require_keeper(by, department)
        signer = approver_of(department, person)
        if signer == by:
            raise NotToOneself()
        _check_period(valid_from, valid_until, document)
        row = Authorisation.objects.create(
            department=department,
            person=signer,
            power=Power(power),
            matter=matter_of(matter_code),
            valid_from=valid_from,
            valid_until=valid_until,
            document=document.strip(),
            granted_by=by,
        )
        told = {"person": signer.username, "power": row.power, "matter": matter_code, "until": valid_until.isoformat()}
        steps.record(row, "authorise", by, row.document, **told)
        return row


def revoke(*, authorisation_id: int, reason: str, by: StaffMember) -> Authorisation:
    """End an authorisation now; what was signed under it stays."""
    with transaction.atomic():
        row = locked(Authorisation.objects.select_related("department", "person"), pk=authorisation_id)
        require_keeper(by, row.department)
        if row.revoked_at is not None or row.valid_until < clock.today():
            raise AuthorisationEnded()
        if not reason.strip():
            raise ReasonMissing()
        row.revoked_at = clock.now()
        row.save()
        steps.record(row, "revoke_authorisation", by, reason.strip(), person=row.person.username, power=row.power)
        return row


def lay_route(
    *,
    department: Department,
    matter_code: str = "",
    area_code: str = "",
    signatures: int,
    competent: str = "",
    allows_bulk: bool = False,
    reviewer: str = "",
    decider: str = "",
    by: StaffMember,
) -> Route:
    """Lay down, or change, a line of the department's table; for what is accepted from now on."""
    with transaction.atomic():
        require_keeper(by, department)
        matter = matter_of(matter_code, of=department)
        if allows_bulk and matter is None:
            raise RouteUnfit(why="批量决定只能按事项逐个开通，请先选择事项")
        other = _department_named(competent) if competent and competent != department.code else None
        people = [_signer(other or department, name, power) for name, power in _named(reviewer, decider, signatures)]
        if people[0] is not None and people[0] == people[1]:
            raise RouteUnfit(why="审查人和决定人应为两人")
        said: dict[str, Any] = {"competent": other, "signatures": signatures, "allows_bulk": allows_bulk}
        said |= {"reviewer": people[0], "decider": people[1]}
        row, _ = Route.objects.update_or_create(
            department=department, matter=matter, area_code=area_code.strip(), defaults=said
        )
        plain: dict[str, Any] = {
            "matter": matter_code,
            "area": row.area_code,
            "signatures": signatures,
            "bulk": allows_bulk,
        }
        steps.record(row, "lay_route", by, **plain, competent=competent, reviewer=reviewer, decider=decider)
        return row


def drop_route(*, route_id: int, by: StaffMember) -> None:
    """Take a line out of the table; the next general one holds again."""
    with transaction.atomic():
        row = locked(Route.objects.select_related("department"), pk=route_id)
        require_keeper(by, row.department)
        steps.record(row, "drop_route", by, matter=row.matter.code if row.matter else "", area=row.area_code)
        row.delete()


def approver_of(department: Department, username: str) -> StaffMember:
    """An active approver of the department, by account. Raises NotAnApprover; contracted staff never are."""
    found = StaffMember.objects.filter(username=username.strip(), department=department, is_active=True).first()
    if found is None or found.is_contracted or not found.has_role(Role.APPROVER):
        raise NotAnApprover(person=found.name if found else username, department=department)
    return found


def matter_of(code: str, of: Department | None = None) -> Matter | None:
    """The matter with this code; none for all. Raises NotFound for an unknown one, or for another department's."""
    if not code.strip():
        return None
    rows = Matter.objects.filter(code=code.strip())
    found = (rows.filter(department=of) if of else rows).first()
    if found is None:
        raise NotFound()
    return found


def _check_period(valid_from: date, valid_until: date, document: str) -> None:
    if not document.strip():
        raise AuthorisationUnfit(why="请填写授权文件的名称或者文号")
    if valid_until < valid_from:
        raise AuthorisationUnfit(why="截止日早于生效日")
    if valid_until < clock.today():
        raise AuthorisationUnfit(why="截止日已经过去")


def _department_named(code: str) -> Department:
    found = Department.objects.filter(code=code).first()
    if found is None:
        raise RouteUnfit(why="没有这个审批部门")
    return found


def _named(reviewer: str, decider: str, signatures: int) -> list[tuple[str, str]]:
    return [(reviewer if signatures == 2 else "", Power.REVIEW), (decider, Power.DECIDE)]


def _signer(department: Department, username: str, power: str) -> StaffMember | None:
    if not username.strip():
        return None
    person = approver_of(department, username)
    if not in_force(clock.today()).filter(person=person, power=power, department=department).exists():
        raise RouteUnfit(why=f"{person.name}没有有效的“{Power(power).label}”授权")
    return person
