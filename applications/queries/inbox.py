"""The approver's inbox, by remaining working days."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from applications.lights import Colour, Light, light
from applications.models import Application, ApplicationMaterial
from applications.numbers import normal_number
from applications.queries.masked import masked
from applications.states import UNDECIDED, MaterialStatus
from applications.states import ApplicationState as S
from hall.kernel import clock
from hall.models import StaffMember
from hall.queries.calendar import working_calendar
from hall.roles import Role
from matters.models import CaseKind, LimitUnit

PAGE = 50
FIRST, TODAY, LATER = "instant", "today", "later"
STEPS: dict[str, str] = {S.IN_PROCEDURE: "特别程序中", S.EXTENDING: "等待批准延期", S.FORWARDED: "等待上级决定"}
GROUPS = {FIRST: "即办 · 申请人正在等候", TODAY: "今天必须办", LATER: "按剩余工作日"}


@dataclass(frozen=True)
class InboxRow:
    """One application waiting for a decision."""

    number: str
    matter: str
    applicant: str
    step: str
    accepted_on: date
    promise_due: date
    legal_due: date | None
    is_provisional: bool
    light: Light
    is_instant: bool
    group: str
    before: str
    late_outstanding: bool
    has_files: bool


@dataclass(frozen=True)
class Inbox:
    """A page of the inbox, with the figures of the whole of it."""

    rows: list[InboxRow]
    total: int
    instant: int
    due_today: int
    next_due: date | None
    page: int
    pages: int

    @property
    def groups(self) -> list[tuple[str, str, list[InboxRow]]]:
        """The rows under their headings, most urgent first."""
        sorted_out = [(key, label, [row for row in self.rows if row.group == key]) for key, label in GROUPS.items()]
        return [group for group in sorted_out if group[2]]


def waiting_for(approver: StaffMember) -> QuerySet[Application]:
    """What the approver's department has still to decide (in their hall, when they belong to one)."""
    if not approver.has_role(Role.APPROVER) or approver.department_id is None:
        return Application.objects.none()
    rows = Application.objects.filter(department=approver.department_id, state__in=UNDECIDED)
    return rows.filter(hall=approver.hall_id) if approver.hall_id is not None else rows


def inbox(approver: StaffMember) -> list[InboxRow]:
    """The first page of what waits for this approver."""
    return inbox_page(approver).rows


def inbox_page(approver: StaffMember, *, words: str = "", only: str = "", page: int = 1) -> Inbox:
    """What waits for this approver's department, most urgent first; `only` is a group, `words` a number or a matter."""
    today = clock.today()
    rows = _named(waiting_for(approver), words.strip())
    instant = Q(version__case_kind=CaseKind.INSTANT)
    urgent = ~instant & Q(promise_due__lte=today)
    figures = rows.aggregate(
        total=Count("pk"),
        instant=Count("pk", filter=instant),
        due_today=Count("pk", filter=urgent),
        next_due=Min("promise_due"),
    )
    rows = rows.filter({FIRST: instant, TODAY: urgent}.get(only, Q()))
    shown = {FIRST: figures["instant"], TODAY: figures["due_today"]}.get(only, figures["total"])
    pages = max(-(-shown // PAGE), 1)
    page = min(max(page, 1), pages)
    late = ApplicationMaterial.objects.filter(application=OuterRef("pk"), status=MaterialStatus.LATE)
    files = ApplicationMaterial.objects.filter(application=OuterRef("pk"), files__isnull=False)
    found = (
        rows.annotate(late_outstanding=Exists(late), has_files=Exists(files))
        .select_related("version__matter", "applicant", "received_by", "received_window")
        .defer("form")
        .order_by("promise_due", "pk")[(page - 1) * PAGE : page * PAGE]
    )
    made = [_row(application, today) for application in found]
    made.sort(key=lambda row: (list(GROUPS).index(row.group), row.promise_due))
    return Inbox(made, **figures, page=page, pages=pages)


def _named(rows: QuerySet[Application], words: str) -> QuerySet[Application]:
    if not words:
        return rows
    matter = Q(version__matter__name__icontains=words)
    return rows.filter(matter | Q(number__startswith=normal_number(words)))


def _row(application: Application, today: date) -> InboxRow:
    shown = light_of(application, today)
    is_instant = application.version.is_instant
    due_today = application.promise_due is not None and application.promise_due <= today
    window = application.received_window
    return InboxRow(
        number=application.number,
        matter=application.version.matter.name,
        applicant=masked(application.applicant),
        step=STEPS.get(application.state, "审查、决定"),
        accepted_on=_day(application),
        promise_due=application.promise_due or today,
        legal_due=application.legal_due,
        is_provisional=promise_is_provisional(application),
        light=shown,
        is_instant=is_instant,
        group=FIRST if is_instant else TODAY if due_today or shown.colour == Colour.BLACK else LATER,
        before=f"{window}　{application.received_by.name}" if window else application.received_by.name,
        late_outstanding=application.late_outstanding,  # type: ignore[attr-defined]
        has_files=application.has_files,  # type: ignore[attr-defined]
    )


def _day(application: Application) -> date:
    return (application.accepted_at or application.received_at).astimezone(clock.BEIJING).date()


def promise_is_provisional(application: Application) -> bool:
    """Whether the promised date itself rests on holidays that are not announced yet (the statutory one may)."""
    due = application.promise_due
    return application.due_is_provisional and due is not None and working_calendar().is_provisional(due)


def light_of(application: Application, today: date) -> Light:
    """The light of an accepted application today."""
    return light(
        today=today,
        accepted=_day(application),
        promise_due=application.promise_due or today,
        legal_due=application.legal_due,
        calendar=working_calendar(),
        stopped=application.state == S.IN_PROCEDURE,
        promised=_promised(application),
    )


def _promised(application: Application) -> int:
    """The promise in working days, stops left out; nothing for other units."""
    version = application.version
    is_working = version.promised_unit == LimitUnit.WORKING_DAY
    return version.promised_limit + application.extended_days if is_working else 0
