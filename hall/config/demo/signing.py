"""Who signs in the departments of the demonstration: authorisations, a few routes, one absence. All documents are invented."""

from collections.abc import Iterator
from datetime import date, timedelta

from applications.models import Absence, Authorisation, Power, Route
from hall.kernel import clock
from hall.models import Department, Hall, StaffMember
from hall.permissions import system_person
from hall.roles import Role
from matters.models import Matter

SHOWN = "scjgj"  # this department's pages show something of everything
BULK = 3
SOON = timedelta(days=18)


def load_signing(city: Hall) -> None:
    """Authorisations for everyone who approves, a head for each department, and what the pages show; once."""
    approvers = list(
        StaffMember.objects.filter(hall=city, roles__contains=[Role.APPROVER]).select_related("department")
    )
    _name_heads(approvers)
    known = set(Authorisation.objects.values_list("person", flat=True))
    Authorisation.objects.bulk_create(
        row for person in approvers if person.pk not in known for row in _authorisations(person)
    )
    shown = Department.objects.filter(code=SHOWN).first()
    if shown is not None:
        _show(shown, {person.username: person for person in approvers if person.department_id == shown.pk})


def _name_heads(approvers: list[StaffMember]) -> None:
    for person in approvers:
        is_first = person.department is not None and person.username == f"sp_{person.department.code}"
        if is_first and not person.has_role(Role.DEPARTMENT_HEAD):
            person.roles = [*person.roles, str(Role.DEPARTMENT_HEAD)]
            person.save()


def _authorisations(person: StaffMember) -> Iterator[Authorisation]:
    year, by = clock.today().year, system_person("setup")
    name = person.department.short_name if person.department else ""
    powers = [Power.REVIEW, Power.DECIDE]
    if person.has_role(Role.DEPARTMENT_HEAD):
        powers.append(Power.EXTEND)
    for power in powers:
        yield Authorisation(
            department=person.department,
            person=person,
            power=power,
            valid_from=date(year, 1, 1),
            valid_until=date(year + 1, 12, 31),
            document=f"{name}授权〔{year}〕1号（演示）",
            granted_by=by,
        )


def _show(department: Department, people: dict[str, StaffMember]) -> None:
    """Two signatures, a few matters in bulk, an authorisation about to end, and a colleague on leave."""
    routes = Route.objects.filter(department=department)
    if not routes.filter(matter=None).exists():
        Route.objects.create(department=department, signatures=2)
    if not routes.exclude(matter=None).exists():  # the catalogue may come later than the people
        plain = Matter.objects.filter(department=department, versions__case_kind="promised").distinct()
        for matter in plain.order_by("code")[:BULK]:
            Route.objects.create(department=department, matter=matter, signatures=1, allows_bulk=True)
    away, here = people.get(f"sp_{department.code}_c"), people.get(f"sp_{department.code}_b")
    if away is None or here is None or Absence.objects.filter(person=away).exists():
        return
    today = clock.today()
    Authorisation.objects.filter(person=away).update(valid_until=today + SOON)
    Absence.objects.create(
        person=away,
        substitute=here,
        begins=today - timedelta(days=1),
        ends=today + timedelta(days=3),
        reason="年休假",
        recorded_by=people.get(f"sp_{department.code}", here),
        recorded_at=clock.now(),
    )
