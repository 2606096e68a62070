"""What the pages of a department's person in charge show: authorisations with their ends, routes, absences."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from applications.models import Absence, Authorisation, Power, Route
from applications.permissions import keeps
from applications.queries.authorisations import in_force
from hall.kernel import clock
from hall.kernel.errors import NotFound
from hall.models import Department, StaffMember
from hall.roles import Role
from matters.models import Matter
from matters.states import VersionState

SOON = timedelta(days=30)
SHOWN = 12


@dataclass(frozen=True)
class Warnings:
    """What the person in charge should mend before work stands still."""

    ending: list[Authorisation]
    nobody_decides: list[Matter]
    nobody_decides_count: int
    alone: list[StaffMember]

    def __bool__(self) -> bool:
        return bool(self.ending or self.nobody_decides or self.alone)


@dataclass(frozen=True)
class AuthorisationShown:
    """One authorisation, how long it still holds, and in which tone to say so."""

    row: Authorisation
    days_left: int
    tone: str
    words: str


def departments_of(person: StaffMember) -> list[Department]:
    """The departments whose pages this person opens: their own, or for the hall's manager all with people in the hall."""
    if person.has_role(Role.HALL_MANAGER) and person.hall_id is not None:
        return list(Department.objects.filter(staff__hall=person.hall_id).distinct().order_by("code"))
    return [person.department] if person.department is not None else []


def department_for(person: StaffMember, code: str = "") -> Department:
    """The department asked for, or the first within reach. Raises NotFound beyond it."""
    within = departments_of(person)
    found = next((one for one in within if one.code == code), None) if code else next(iter(within), None)
    if found is None:
        raise NotFound()
    return found


def ending_by_department(departments: list[Department]) -> dict[int, int]:
    """How many authorisations end within thirty days, by department; those of none are left out."""
    soon = in_force(clock.today()).filter(department__in=departments, valid_until__lte=clock.today() + SOON)
    return dict(soon.values_list("department").annotate(Count("pk")))


def authorisations_of(department: Department, *, ended: bool = False) -> QuerySet[Authorisation]:
    """Those that hold or will hold, soonest end first; or those that ended, latest first."""
    today = clock.today()
    rows = Authorisation.objects.filter(department=department)
    rows = rows.select_related("person", "matter", "granted_by")
    over = Q(valid_until__lt=today) | Q(revoked_at__isnull=False)
    return (
        rows.filter(over).order_by("-valid_until", "pk") if ended else rows.exclude(over).order_by("valid_until", "pk")
    )


def shown(row: Authorisation, today: date) -> AuthorisationShown:
    """An authorisation in words: how long it still holds."""
    left = (row.valid_until - today).days
    if row.revoked_at is not None:
        return AuthorisationShown(row, left, "grey", f"{row.revoked_at.astimezone(clock.BEIJING):%Y-%m-%d} 撤销")
    if left < 0:
        return AuthorisationShown(row, left, "grey", "已到期")
    if row.valid_from > today:
        return AuthorisationShown(row, left, "grey", "尚未生效")
    if row.valid_until - today <= SOON:
        return AuthorisationShown(
            row, left, "bad" if left <= 7 else "warn", "今天到期" if left == 0 else f"{left} 天后到期"
        )
    return AuthorisationShown(row, left, "good", "有效")


def warnings_of(department: Department) -> Warnings:
    """Authorisations about to end, matters nobody may decide on, and people who alone may decide on everything."""
    today = clock.today()
    held = in_force(today).filter(department=department, person__is_active=True)
    ending = held.filter(valid_until__lte=today + SOON).select_related("person", "matter").order_by("valid_until", "pk")
    deciders = held.filter(power=Power.DECIDE)
    general = list(StaffMember.objects.filter(pk__in=deciders.filter(matter=None).values("person")))
    uncovered: QuerySet[Matter] = Matter.objects.none()
    if not general:
        accepted = Q(department=department, is_stationed=True, versions__state=VersionState.PUBLISHED)
        uncovered = (
            Matter.objects.filter(accepted).exclude(pk__in=deciders.values("matter")).distinct().order_by("code")
        )
    return Warnings(
        ending=list(ending[:SHOWN]),
        nobody_decides=list(uncovered[:SHOWN]),
        nobody_decides_count=uncovered.count() if not general else 0,
        alone=general if len(general) == 1 and not _others_decide(department, general[0]) else [],
    )


def _others_decide(department: Department, person: StaffMember) -> bool:
    return in_force(clock.today()).filter(department=department, power=Power.DECIDE).exclude(person=person).exists()


def ending_soon(person: StaffMember) -> int:
    """How many authorisations of the department this person is in charge of end within thirty days."""
    if person.department is None or not keeps(person, person.department):
        return 0
    today = clock.today()
    return in_force(today).filter(department=person.department, valid_until__lte=today + SOON).count()


def routes_of(department: Department) -> list[Route]:
    """The lines of the department's table, the general ones first."""
    rows = Route.objects.filter(department=department).select_related("matter", "competent", "reviewer", "decider")
    return sorted(rows, key=lambda row: (row.matter is not None, row.matter.code if row.matter else "", row.area_code))


def absences_of(department: Department, *, ended: bool = False) -> QuerySet[Absence]:
    """Who is away or will be, and who stands in; or what is over."""
    today = clock.today()
    rows = Absence.objects.filter(person__department=department).select_related("person", "substitute", "recorded_by")
    over = Q(ends__lt=today) | Q(called_off_at__isnull=False)
    return rows.filter(over).order_by("-begins", "pk") if ended else rows.exclude(over).order_by("begins", "pk")


def approvers_of(department: Department) -> QuerySet[StaffMember]:
    """The department's people who can be authorised, with how many authorisations they hold."""
    rows = StaffMember.objects.filter(
        department=department, is_active=True, is_contracted=False, roles__contains=[Role.APPROVER]
    )
    return rows.annotate(held=Count("authorisations")).order_by("name", "username")
