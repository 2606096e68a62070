"""What I must know and answer: alerts of my work in groups, urging that waits for my department, reasons I owe."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet

from applications.lights import Colour, Light
from applications.models import Alert, AlertKind, Application, Cause, OverdueReason, Urging
from applications.permissions import may
from applications.queries.access import visible_to
from applications.states import OPEN, OTHER_ACTS, UNDECIDED, ApplicationState
from hall.kernel import clock
from hall.models import StaffMember
from hall.roles import Role

SHOWN = 200
KEPT = timedelta(days=30)
GRAVE = (Colour.RED, Colour.BLACK)
WINDOW = (AlertKind.NOTICE, AlertKind.DEEMED, AlertKind.CORRECTION, AlertKind.LATE)
ISSUING = (AlertKind.DELIVERY,)
GRAVITY = [
    AlertKind.BLACK, AlertKind.RED, AlertKind.DEEMED, AlertKind.VERIFICATION, AlertKind.DELIVERY, AlertKind.ABSENT,
    AlertKind.DUE, AlertKind.NOTICE, AlertKind.STEP, AlertKind.PROCEDURE, AlertKind.AMBER, AlertKind.HALF,
    AlertKind.LATE, AlertKind.CORRECTION, AlertKind.PROVISIONAL,
]  # fmt: skip


@dataclass(frozen=True)
class Group:
    """Alerts of one kind: how many, and each."""

    kind: str
    label: str
    alerts: list[Alert]


@dataclass(frozen=True)
class Mine:
    """What waits for this person beside the work itself."""

    groups: list[Group]
    urgings: list[Urging]
    reasons_owed: list[Application]

    @property
    def count(self) -> int:
        return sum(len(group.alerts) for group in self.groups)

    @property
    def owed_numbers(self) -> list[str]:
        return [one.number for one in self.reasons_owed]

    @property
    def summary(self) -> str:
        """All of it in one line: 黑灯 1 件，时限过半 12 件."""
        return "，".join(f"{group.label.split('：')[0]} {len(group.alerts)} 件" for group in self.groups)


def alerts_of(person: StaffMember) -> QuerySet[Alert]:
    """The alerts of this person's work that nobody has taken note of; still open cases, and what ended by time."""
    reach = Q(pk=None)
    if person.has_role(Role.APPROVER):
        reach |= Q(department=person.department_id)
    if person.has_role(Role.WINDOW_CLERK):
        reach |= Q(application__received_by=person, kind__in=WINDOW)
    if person.has_role(Role.ISSUING_CLERK):
        reach |= Q(hall=person.hall_id, kind__in=ISSUING)
    rows = Alert.objects.filter(reach, seen_at=None, fired_at__gte=clock.now() - KEPT)
    rows = rows.filter(hall=person.hall_id) if person.hall_id is not None else rows
    ended = Q(kind__in=[*WINDOW, AlertKind.VERIFICATION])
    open_ones = Q(application__state__in=[*OPEN, ApplicationState.AWAITING_COLLECTION])
    return rows.filter(ended | open_ones)


def mine(person: StaffMember) -> Mine:
    """Alerts in groups, the gravest of each application only; urging without an answer; overdue cases without a reason."""
    kept = _gravest(alerts_of(person))
    kinds = Counter(one.kind for one in kept)
    groups = [
        Group(kind, AlertKind(kind).label, [one for one in kept if one.kind == kind]) for kind in GRAVITY if kinds[kind]
    ]
    if not person.has_role(Role.APPROVER):
        return Mine(groups, [], [])
    return Mine(groups, list(urgings_to_answer(person)), reasons_owed(person))


def _gravest(rows: QuerySet[Alert]) -> list[Alert]:
    """The gravest alert of each application, the gravest kinds first, the latest first within a kind."""
    found = list(rows.order_by("-pk").values_list("pk", "application", "kind")[: SHOWN * 5])
    found.sort(key=lambda one: GRAVITY.index(AlertKind(one[2])))
    first: dict[int, int] = {}
    for key, application, _ in found:
        first.setdefault(application, key)
    keys = list(first.values())[:SHOWN]
    around = ("application__version__matter", "application__handler", "department")
    shown = Alert.objects.select_related(*around).defer("application__form").in_bulk(keys)
    return [shown[key] for key in keys if key in shown]


def urgings_to_answer(person: StaffMember) -> QuerySet[Urging]:
    """What supervisors asked this person's department, oldest limit first."""
    rows = Urging.objects.filter(department=person.department_id, answered_at=None)
    rows = rows.filter(hall=person.hall_id) if person.hall_id is not None else rows
    return rows.select_related("application__version__matter", "asked_by").order_by("answer_due", "pk")


def reasons_owed(person: StaffMember) -> list[Application]:
    """Cases past their promise of which nobody has said why."""
    rows = visible_to(person).filter(
        department=person.department_id, state__in=UNDECIDED, promise_due__lt=clock.today(), overdue_reasons=None
    )
    rows = rows.exclude(state=ApplicationState.IN_PROCEDURE).select_related("version__matter").defer("form")
    return list(rows.order_by("promise_due", "pk")[:SHOWN])


@dataclass(frozen=True)
class Supervised:
    """What the page of one application shows of its supervision, and what this person may do about it."""

    alerts: list[Alert]
    urgings: list[Urging]
    reasons: list[OverdueReason]
    can_urge: bool
    can_answer: bool
    can_explain: bool

    @property
    def causes(self) -> list[tuple[str, str]]:
        return [(str(key), str(label)) for key, label in Cause.choices]


def supervised(person: StaffMember, application: Application, light: Light | None, acts: Collection[str]) -> Supervised:
    """Alerts, urging with its answers, reasons given; oldest first. What is not among the acts done is not looked for."""
    urgings, reasons = list[Urging](), list[OverdueReason]()
    if "urge" in acts:
        urgings = list(application.urgings.select_related("asked_by", "answered_by").order_by("pk"))
    if "explain_overdue" in acts:
        reasons = list(application.overdue_reasons.select_related("given_by"))
    waits = any(one.answered_at is None for one in urgings)
    is_open = application.state in OTHER_ACTS["urge"].start
    is_red = light is not None and light.colour in GRAVE
    return Supervised(
        alerts=list(application.alerts.order_by("pk")),
        urgings=urgings,
        reasons=reasons,
        can_urge=is_open and not waits and may(person, "urge", application),
        can_answer=waits and may(person, "answer_urging", application),
        can_explain=is_red and may(person, "explain_overdue", application),
    )
