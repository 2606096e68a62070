"""Promises as pages show them: beside an application, the tasks of verification, the list of the excluded."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from applications.models import (
    Application,
    ApplicationMaterial,
    AutomaticDecision,
    Commitment,
    ExcludedPerson,
    PromiseRule,
    Revocation,
    Verification,
)
from applications.permissions import may
from applications.promise_states import VerificationState
from applications.queries.masked import masked
from applications.states import UNDECIDED, MaterialStatus
from hall.kernel import clock
from hall.masking import mask_id
from hall.models import StaffMember
from hall.roles import Role

V = VerificationState
OPEN_TASKS = (V.PENDING, V.REMEDY)
TABS = {"": OPEN_TASKS, "remedy": (V.REMEDY,), "over": OPEN_TASKS, "closed": (V.MET, V.REVOKED)}
MOST = 200


@dataclass(frozen=True)
class Side:
    """What stands beside an application because of promises and automatic rules, and what this person may do."""

    application: Application
    automatic: AutomaticDecision | None
    commitments: list[Commitment]
    verification: Verification | None
    revocation: Revocation | None
    late: list[ApplicationMaterial]
    may_supplement: bool
    may_withdraw: bool
    may_verify: bool
    may_review: bool
    may_revoke_automatic: bool

    @property
    def is_empty(self) -> bool:
        return not (self.automatic or self.commitments or self.verification or self.revocation or self.late)

    @property
    def is_promised(self) -> bool:
        """Whether a promise stands in the place of a material, and nothing else is awaited."""
        stands = any(one.kind == "promise" and one.withdrawn_at is None for one in self.commitments)
        return stands and not self.late and self.application.state in UNDECIDED

    @property
    def remedy_is_over(self) -> bool:
        """Whether what was to be mended should be by now."""
        due = self.verification.remedy_due if self.verification else None
        return due is not None and clock.today() > due


@dataclass(frozen=True)
class Task:
    """One promise to be verified."""

    number: str
    matter: str
    applicant: str
    promised: str
    method: str
    state: str
    label: str
    due: date
    is_over: bool
    left: int


@dataclass(frozen=True)
class Excluded:
    """One line of the list of the excluded, masked."""

    row: ExcludedPerson
    name: str
    document_number: str


def side_of(
    person: StaffMember, application: Application, materials: Iterable[ApplicationMaterial], acts: Collection[str]
) -> Side:
    """Automatic decision, promises, verification and revocation of one application, of which these acts were done."""
    automatic = getattr(application, "automatic", None)
    task, revocation = (getattr(application, name, None) for name in ("verification", "revocation"))
    late = [row for row in materials if row.status == MaterialStatus.LATE]
    is_running = application.state in UNDECIDED
    commitments = commitments_of(application) if "promise" in acts else []
    promised = any(one.kind == "promise" and one.withdrawn_at is None for one in commitments)
    waits = automatic is not None and automatic.review_due is not None and not automatic.verdict
    was_wrong = automatic is not None and automatic.verdict == "wrong" and revocation is None
    return Side(
        application=application,
        automatic=automatic,
        commitments=commitments,
        verification=task,
        revocation=revocation,
        late=late,
        may_supplement=is_running and bool(late) and may(person, "supplement", application),
        may_withdraw=is_running and promised and may(person, "withdraw_promise", application),
        may_verify=task is not None and task.state in OPEN_TASKS and may(person, "verify", application),
        may_review=waits and may(person, "review_automatic", application),
        may_revoke_automatic=was_wrong and may(person, "revoke", application),
    )


def commitments_of(application: Application) -> list[Commitment]:
    """What was promised, with the letters."""
    return list(application.commitments.select_related("promised_by", "document", "taken_by"))


def tasks_visible_to(person: StaffMember) -> QuerySet[Verification]:
    """The verifications of one's department, or of one's hall for those who watch over it."""
    reach = Q(pk=None)
    if person.department_id is not None and person.has_role(Role.APPROVER):
        own = Q(department=person.department_id)
        reach |= own & Q(hall=person.hall_id) if person.hall_id is not None else own
    if person.hall_id is not None and person.has_role(Role.SUPERVISOR, Role.HALL_MANAGER):
        reach |= Q(hall=person.hall_id)
    return Verification.objects.filter(reach)


def tasks(person: StaffMember, tab: str = "") -> list[Task]:
    """What is to be verified, the most urgent first; `tab` is one of TABS."""
    today = clock.today()
    rows = tasks_visible_to(person).filter(state__in=TABS.get(tab, OPEN_TASKS))
    if tab == "over":
        rows = rows.filter(Q(state=V.PENDING, due__lt=today) | Q(state=V.REMEDY, remedy_due__lt=today))
    around = rows.select_related("application__version__matter", "application__applicant", "commitment")
    ordered = around.order_by("-closed_at") if tab == "closed" else around.order_by("due", "pk")
    return [_task(row, today) for row in ordered[:MOST]]


def tab_counts(person: StaffMember) -> dict[str, int]:
    """How many stand under each tab."""
    return {
        "": tasks_visible_to(person).filter(state__in=OPEN_TASKS).count(),
        "remedy": tasks_visible_to(person).filter(state=V.REMEDY).count(),
        "over": len(tasks(person, "over")),
        "closed": tasks_visible_to(person).filter(state__in=TABS["closed"]).count(),
    }


def _task(row: Verification, today: date) -> Task:
    due = row.remedy_due if row.state == V.REMEDY and row.remedy_due else row.due
    return Task(
        number=row.application.number,
        matter=row.application.version.matter.name,
        applicant=masked(row.application.applicant),
        promised="、".join(one["name"] for one in row.commitment.materials),
        method=row.get_method_display(),
        state=row.state,
        label=row.get_state_display(),
        due=due,
        is_over=row.state in OPEN_TASKS and due < today,
        left=(due - today).days,
    )


def excluded_people() -> list[Excluded]:
    """The list, those still on it first."""
    rows = ExcludedPerson.objects.select_related("party", "recorded_by", "repaired_by", "application")
    return [
        Excluded(row, masked(row.party), mask_id(row.party.id_number, id_type=row.party.id_type))
        for row in rows.order_by("repaired_on", "-id")[:MOST]
    ]


def promise_rules() -> list[PromiseRule]:
    """What was set for matters, the excluded ones first."""
    rows = PromiseRule.objects.select_related("matter__department", "set_by")
    return list(rows.order_by("-excluded", "matter__name")[:MOST])
