"""What other departments ask us, and what we ask them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from applications.errors import ConsultationNotFound
from applications.lights import days_left
from applications.models import ApplicationMaterial, Consultation, MaterialFile
from applications.queries.masked import masked
from applications.states import OPEN, ConsultationState
from hall.kernel import clock
from hall.models import StaffMember
from hall.queries.calendar import working_calendar
from hall.roles import Role

MOST = 100
AROUND = ("application__version__matter", "application__department", "application__applicant", "asked_department", "asked_by", "answered_by")  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One question in a list, with its days left while it is open."""

    row: Consultation
    applicant: str
    days_left: int | None

    @property
    def is_open(self) -> bool:
        return self.row.state == ConsultationState.ASKED and self.row.application.state in OPEN

    @property
    def is_moot(self) -> bool:
        """Still unanswered although the application needs no answer any more."""
        return self.row.state == ConsultationState.ASKED and not self.is_open

    @property
    def words(self) -> str:
        """How long is left, as said in lists."""
        if self.days_left is None:
            return "办件已办结，不必答复" if self.is_moot else self.row.get_state_display()
        if self.days_left < 0:
            return f"超期 {-self.days_left} 个工作日"
        return "今天到期" if self.days_left == 0 else f"剩 {self.days_left} 个工作日"


def answerable_by(person: StaffMember) -> QuerySet[Consultation]:
    """What this person's department was asked (in their hall, when they belong to one)."""
    if not person.has_role(Role.APPROVER) or person.department_id is None:
        return Consultation.objects.none()
    rows = Consultation.objects.filter(asked_department=person.department_id)
    return rows.filter(hall=person.hall_id) if person.hall_id is not None else rows


def asked_by_us(person: StaffMember) -> QuerySet[Consultation]:
    """What this person's department asked others."""
    if not person.has_role(Role.APPROVER) or person.department_id is None:
        return Consultation.objects.none()
    rows = Consultation.objects.filter(application__department=person.department_id)
    return rows.filter(hall=person.hall_id) if person.hall_id is not None else rows


def asked_us(person: StaffMember) -> list[Asked]:
    """The questions to this department: the unanswered ones by their day, then the others, newest first."""
    waiting = answerable_by(person).filter(state=ConsultationState.ASKED, application__state__in=OPEN)
    rest = answerable_by(person).exclude(pk__in=waiting.values("pk")).order_by("-pk")
    rows = [*waiting.select_related(*AROUND).order_by("due", "pk")[:MOST], *rest.select_related(*AROUND)[:20]]
    return [asked(row) for row in rows]


def we_asked(person: StaffMember) -> list[Asked]:
    """The questions of this department to others, the unanswered ones first."""
    rows = asked_by_us(person).select_related(*AROUND)
    waiting = rows.filter(state=ConsultationState.ASKED, application__state__in=OPEN).order_by("due", "pk")[:MOST]
    return [
        asked(row) for row in [*waiting, *rows.filter(state=ConsultationState.ANSWERED).order_by("-answered_at")[:20]]
    ]


def count_to_answer(person: StaffMember) -> int:
    """How many questions wait for this department."""
    return answerable_by(person).filter(state=ConsultationState.ASKED, application__state__in=OPEN).count()


def consultation_for(person: StaffMember, consultation_id: int) -> Consultation:
    """One question this person's department asked or was asked, or ConsultationNotFound."""
    ours = Q(pk__in=answerable_by(person).values("pk")) | Q(pk__in=asked_by_us(person).values("pk"))
    files = Prefetch("files", queryset=MaterialFile.objects.order_by("pk"))
    shown = ApplicationMaterial.objects.select_related("material").prefetch_related(files).order_by("material__order")
    rows = Consultation.objects.filter(ours).select_related(*AROUND).prefetch_related(Prefetch("materials", shown))
    row = rows.filter(pk=consultation_id).first()
    if row is None:
        raise ConsultationNotFound()
    return row


def file_shown(person: StaffMember, consultation_id: int, file_id: int) -> MaterialFile:
    """A scan of a material that the asking department showed, while the question is open; else ConsultationNotFound."""
    row = answerable_by(person).filter(pk=consultation_id, state=ConsultationState.ASKED).first()
    if row is None:
        raise ConsultationNotFound()
    files = MaterialFile.objects.of(row.hall_id).filter(application_material__consultations=row.pk, pk=file_id)
    found = files.select_related("application_material__material").first()
    if found is None:
        raise ConsultationNotFound()
    return found


def asked(row: Consultation, today: date | None = None) -> Asked:
    """One question as it is listed."""
    is_open = row.state == ConsultationState.ASKED and row.application.state in OPEN
    left = days_left(today or clock.today(), row.due, working_calendar()) if is_open else None
    return Asked(row, masked(row.application.applicant), left)
