"""A hall with everyone who has to do with complaints."""

from dataclasses import dataclass
from typing import Any

from complaints.models import Complaint
from complaints.verbs.complaining import About, Received, Said, receive_complaint
from hall.models import Department, Hall, StaffMember
from hall.permissions import system_person
from hall.roles import Role
from matters.models import Matter
from tests.factories import DepartmentFactory, HallFactory, StaffFactory, a_published_matter

WORDS = "窗口工作人员态度生硬，问了三遍都不解释。"


@dataclass
class Desk:
    """The people of one hall."""

    hall: Hall
    matter: Matter
    department: Department
    clerk: StaffMember
    guide: StaffMember
    manager: StaffMember
    supervisor: StaffMember
    approver: StaffMember
    other_approver: StaffMember
    bureau: StaffMember

    def said(self, **other: Any) -> Said:
        given = {"kind": "complaint", "category": "attitude", "words": WORDS, "name": "李建国", "phone": "13812345678"}
        return Said(**{**given, **other})

    def receive(
        self, *, source: str = "web", by: StaffMember | None = None, matter: bool = False, **said: Any
    ) -> Received:
        about = About(matter=self.matter) if matter else About()
        by = by or system_person("public")
        return receive_complaint(hall=self.hall, said=self.said(**said), about=about, source=source, by=by)

    def complaint(self, **given: Any) -> Complaint:
        return self.receive(**given).complaint

    def for_department(self) -> Complaint:
        """One that the rules send to the department."""
        return self.complaint(category="late", matter=True)


def a_desk() -> Desk:
    hall = HallFactory()
    matter = a_published_matter().matter
    bureau = Department.objects.filter(code="zwfwj").first() or DepartmentFactory(
        code="zwfwj", short_name="市政务服务局"
    )
    other = DepartmentFactory()

    def person(*roles: Role, **more: Any) -> StaffMember:
        return StaffFactory(hall=hall, roles=list(roles), **more)

    return Desk(
        hall=hall,
        matter=matter,
        department=matter.department,
        clerk=person(Role.WINDOW_CLERK, is_contracted=True),
        guide=person(Role.GUIDE),
        manager=person(Role.HALL_MANAGER),
        supervisor=person(Role.SUPERVISOR),
        approver=person(Role.APPROVER, department=matter.department),
        other_approver=person(Role.APPROVER, department=other),
        bureau=person(Role.APPROVER, department=bureau),
    )
