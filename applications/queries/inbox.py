"""The approver's inbox, by remaining working days."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from applications.inbox_filters import Wanted
from applications.models import Application, ApplicationMaterial, Consultation, Procedure, Route, Urging
from applications.numbers import normal_number
from applications.queries.inbox_rows import (
    FIRST,
    GROUPS,
    LATER,
    STOPPED,
    TODAY,
    InboxRow,
    light_of,
    promise_is_provisional,
    row_of,
)
from applications.queries.turns import Signer, signer, standing_in, turn_of
from applications.routing import Line, chosen
from applications.states import UNDECIDED, ConsultationState, MaterialStatus
from applications.states import ApplicationState as S
from hall.kernel import clock
from hall.models import StaffMember, Step
from hall.queries.calendar import working_calendar
from hall.roles import Role
from matters.models import CaseKind

__all__ = ["FIRST", "LATER", "STOPPED", "TODAY", "Inbox", "InboxRow", "inbox", "inbox_page", "light_of", "promise_is_provisional", "waiting_for"]  # fmt: skip

PAGE = 50
PASSED_ON = ("receive", "resubmit", "accept", "review", "return_to_review", "transfer", "stand_in", "undo_decision", "deem_accepted", "end_procedure", "approve_extension", "refuse_extension")  # fmt: skip
INSTANT = Q(version__case_kind=CaseKind.INSTANT) & ~Q(state=S.IN_PROCEDURE)
STANDS = Q(state=S.IN_PROCEDURE)


@dataclass(frozen=True)
class Inbox:
    """A page of the inbox, with the figures of the whole of it."""

    rows: list[InboxRow]
    total: int
    instant: int
    due_today: int
    stopped: int
    next_due: date | None
    page: int
    pages: int
    of_department: int = 0
    matters: list[tuple[str, str]] = field(default_factory=list)

    @property
    def groups(self) -> list[tuple[str, str, list[InboxRow]]]:
        """The rows under their headings, most urgent first."""
        sorted_out = [(key, label, [row for row in self.rows if row.group == key]) for key, label in GROUPS.items()]
        return [group for group in sorted_out if group[2]]

    @property
    def has_bulk(self) -> bool:
        return any(row.may_bulk for row in self.rows)


def waiting_for(approver: StaffMember) -> QuerySet[Application]:
    """What the approver's department has still to decide (in their hall, when they belong to one)."""
    if not approver.has_role(Role.APPROVER) or approver.department_id is None:
        return Application.objects.none()
    rows = Application.objects.filter(department=approver.department_id, state__in=UNDECIDED)
    return rows.filter(hall=approver.hall_id) if approver.hall_id is not None else rows


def inbox(approver: StaffMember) -> list[InboxRow]:
    """The first page of what waits for this approver."""
    return inbox_page(approver).rows


def inbox_page(approver: StaffMember, asked: Wanted | None = None, *, words: str = "", page: int = 1) -> Inbox:
    """What waits for this approver, most urgent first; `words` are a number or a matter's name."""
    asked, today, one = asked or Wanted(), clock.today(), signer(approver)
    department = waiting_for(approver)
    rows = _named(_chosen(department, one, asked, today), words.strip())
    urgent = ~INSTANT & ~STANDS & Q(promise_due__lte=today)
    figures = rows.aggregate(
        total=Count("pk"),
        instant=Count("pk", filter=INSTANT),
        due_today=Count("pk", filter=urgent),
        stopped=Count("pk", filter=STANDS),
    )
    shown_rows = rows.filter({FIRST: INSTANT, TODAY: urgent, STOPPED: STANDS}.get(asked.only, Q()))
    shown = {FIRST: "instant", TODAY: "due_today", STOPPED: "stopped"}.get(asked.only, "total")
    pages = max(-(-figures[shown] // PAGE), 1)
    page = min(max(page, 1), pages)
    rank = Case(
        When(STANDS, then=Value(3)), When(INSTANT, then=Value(0)), When(urgent, then=Value(1)), default=Value(2)
    )
    ordered = around_rows(shown_rows.annotate(rank=rank)).order_by("rank", "promise_due", "pk")
    found = list(ordered[(page - 1) * PAGE : page * PAGE])
    all_of_it = department.aggregate(n=Count("pk"), due=Min("promise_due", filter=~STANDS))
    return Inbox(
        _rows(found, approver, today),
        **figures,
        next_due=all_of_it["due"],
        page=page,
        pages=pages,
        of_department=all_of_it["n"],
        matters=_matters(department),
    )


def _rows(found: list[Application], approver: StaffMember, today: date) -> list[InboxRow]:
    away, bulk = standing_in(approver.department_id), bulk_lines(found)
    made = [row_of(one, today, away, may_bulk=is_for_bulk(one, bulk)) for one in found]
    return sorted(made, key=lambda row: (list(GROUPS).index(row.group), row.promise_due))


def _chosen(rows: QuerySet[Application], one: Signer, asked: Wanted, today: date) -> QuerySet[Application]:
    """The rows of these choices."""
    hands = {"mine": Q(handler=one.person), "nobody": Q(handler=None), "all": Q()}.get(asked.hands)
    rows = rows.filter(turn_of(one) if hands is None else hands)
    if asked.step:
        rows = rows.filter(state=S.EXTENDING) if asked.step == "extending" else rows.filter(step=asked.step)
    if asked.within:
        last = working_calendar().add_working_days(today, int(asked.within))
        rows = rows.filter(~STANDS, promise_due__lte=last)
    if asked.matter:
        rows = rows.filter(version__matter__code=asked.matter)
    return rows.filter(_mark(asked.mark)) if asked.mark else rows


def _mark(mark: str) -> Q:
    """Rows with something about them."""
    own = {"application": OuterRef("pk")}
    if mark == "late":
        return Q(Exists(ApplicationMaterial.objects.filter(**own, status=MaterialStatus.LATE)))
    if mark in {"asked", "answered"}:
        return Q(Exists(Consultation.objects.filter(**own, state=mark)))
    if mark == "urged":
        return Q(Exists(Urging.objects.filter(**own, answered_at=None)))
    routes = Route.objects.filter(department=OuterRef("version__matter__department"), allows_bulk=True)
    fitting = routes.filter(Q(matter=None) | Q(matter=OuterRef("version__matter")))
    return Q(Exists(fitting)) & Q(step="decide", state=S.ACCEPTED)


def _named(rows: QuerySet[Application], words: str) -> QuerySet[Application]:
    if not words:
        return rows
    matter = Q(version__matter__name__icontains=words)
    return rows.filter(matter | Q(number__startswith=normal_number(words)))


def around_rows(rows: QuerySet[Application]) -> QuerySet[Application]:
    """What a row shows beside the application itself."""
    own = {"application": OuterRef("pk")}
    materials = ApplicationMaterial.objects.filter(**own)
    bare = materials.filter(status=MaterialStatus.HAVE, files=None)
    questions = Consultation.objects.filter(**own)
    passed_on = Step.objects.filter(
        subject_type="applications.application", subject_id=OuterRef("pk"), verb__in=PASSED_ON
    ).order_by("-id")
    return (
        rows.annotate(
            late_outstanding=Exists(materials.filter(status=MaterialStatus.LATE)),
            promised=Exists(materials.filter(status=MaterialStatus.PROMISED)),
            has_files=Exists(materials.filter(files__isnull=False)),
            not_scanned=_count(bare),
            asked=_count(questions.filter(state=ConsultationState.ASKED)),
            answered=_count(questions.filter(state=ConsultationState.ANSWERED)),
            before_verb=Subquery(passed_on.values("verb")[:1]),
            before_name=Subquery(passed_on.values("by__name")[:1]),
        )
        .select_related("version__matter", "applicant", "received_by", "received_window", "handler", "hall")
        .prefetch_related(Prefetch("procedures", Procedure.objects.order_by("began_on", "id")))
        .defer("form", "contact_phone")
    )


def _count(rows: QuerySet[ApplicationMaterial] | QuerySet[Consultation]) -> Subquery:
    counted = rows.order_by().values("application").annotate(n=Count("pk")).values("n")
    return Subquery(counted[:1], output_field=IntegerField())


def _matters(rows: QuerySet[Application]) -> list[tuple[str, str]]:
    """The matters that wait in the department, for the filter."""
    found = rows.order_by().values_list("version__matter__code", "version__matter__name").distinct()
    return sorted(found, key=lambda row: row[1])[:200]


def bulk_lines(found: list[Application]) -> list[tuple[int, Line]]:
    """The routes of the departments whose matters these are: one query."""
    departments = {one.version.matter.department_id for one in found}
    rows = Route.objects.filter(department__in=departments) if departments else Route.objects.none()
    return [
        (row.department_id, Line(row.matter_id, row.area_code, row.signatures, row.competent_id, row.allows_bulk))
        for row in rows
    ]


def is_for_bulk(one: Application, lines: list[tuple[int, Line]]) -> bool:
    """Whether this application may be granted together with others: by its route, now, and complete."""
    if one.step != "decide" or one.state != S.ACCEPTED or getattr(one, "late_outstanding", False):
        return False
    matter = one.version.matter
    own = [line for department, line in lines if department == matter.department_id]
    place = one.area_code or one.hall.area_code
    return chosen(own, matter=matter.pk, area_code=place, is_instant=one.version.is_instant).allows_bulk
