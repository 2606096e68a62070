"""What the window received and passed on: the department examines whether to accept it (待受理审查)."""

from dataclasses import dataclass
from datetime import date

from applications.models import Application
from applications.queries.masked import masked
from applications.states import ApplicationState
from hall.kernel import clock
from hall.models import StaffMember
from hall.roles import Role

MOST = 50


@dataclass(frozen=True)
class ExamineRow:
    """One received application, and until when it must be accepted, refused or sent back."""

    number: str
    matter: str
    applicant: str
    received_on: date
    notice_due: date
    is_last_day: bool
    before: str


def to_examine(approver: StaffMember) -> list[ExamineRow]:
    """The received applications of the approver's department (in their hall, when they belong to one), by due day."""
    if not approver.has_role(Role.APPROVER) or approver.department_id is None:
        return []
    rows = Application.objects.filter(department=approver.department_id, state=ApplicationState.RECEIVED)
    if approver.hall_id is not None:
        rows = rows.filter(hall=approver.hall_id)
    around = rows.select_related("version__matter", "applicant", "received_by", "received_window").defer("form")
    today = clock.today()
    return [_row(application, today) for application in around.order_by("notice_due", "pk")[:MOST]]


def _row(application: Application, today: date) -> ExamineRow:
    window = application.received_window
    return ExamineRow(
        number=application.number,
        matter=application.version.matter.name,
        applicant=masked(application.applicant),
        received_on=application.counted_from,
        notice_due=application.notice_due,
        is_last_day=application.notice_due <= today,
        before=f"{window}　{application.received_by.name}" if window else application.received_by.name,
    )
