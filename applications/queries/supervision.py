"""What supervisors look at (电子监察): lights as they are now, alerts as they fired, urging and reasons. A few statements."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from applications.alerts import promised_days
from applications.lights import Colour, Light, light
from applications.models import Alert, AlertKind, Application, Cause, OverdueReason, Urging
from applications.numbers import normal_number
from applications.queries.alerting import Remembering
from applications.queries.inbox import light_of
from applications.queries.masked import masked
from applications.states import UNDECIDED
from applications.states import ApplicationState as S
from hall.kernel import clock
from hall.models import Department, Hall
from hall.queries.calendar import working_calendar

PAGE = 50
MOST = 5000
HORIZON = 30  # working days: beyond it even a fifth of the longest promise (150) is green
TABS = {
    "late": "红灯、黑灯",
    "amber": "黄灯",
    "stopped": "计时停止",
    "provisional": "日期暂定",
    "urgings": "督办",
    "alerts": "预警记录",
    "causes": "超时原因",
}
Lit = dict[int, Light]
GRAVE = (Colour.BLACK, Colour.RED)


@dataclass(frozen=True)
class CaseRow:
    """One open application, with its light now and what was done about it."""

    number: str
    matter: str
    applicant: str
    department: str
    state: str
    step: str
    handler: str
    promise_due: date
    legal_due: date | None
    is_provisional: bool
    light: Light
    urging: Urging | None
    reason: OverdueReason | None
    note: str = ""


@dataclass(frozen=True)
class Supervision:
    """One tab of the page, with the figures of the whole."""

    tab: str
    tabs: list[tuple[str, str, int | None]]
    lights: dict[str, int]
    unexplained: int
    unanswered: int
    overdue_answers: int
    step_overtime: int
    deemed: int
    rows: list[CaseRow] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)
    urgings: list[Urging] = field(default_factory=list)
    causes: list[tuple[str, int]] = field(default_factory=list)
    departments: list[Department] = field(default_factory=list)
    page: int = 1
    pages: int = 1
    at: datetime = field(default_factory=clock.now)


def supervision(
    hall: Hall, *, tab: str = "", department: str = "", words: str = "", kind: str = "", page: int = 1, size: int = PAGE
) -> Supervision:
    """The page of a hall's supervisor."""
    tab = tab if tab in TABS else "late"
    lit = lights_now(hall, department)
    counts = Counter(shown.colour for shown in lit.values())
    figures = _figures(hall, department, lit)
    sizes: dict[str, int | None] = {
        "late": sum(counts[colour] for colour in GRAVE),
        "amber": counts[Colour.AMBER],
        "stopped": figures.pop("stopped"),
        "provisional": figures.pop("provisional"),
        "urgings": figures["unanswered"],
    }
    given: dict[str, Any] = {**figures, "lights": dict(counts)}
    given |= _listed(hall, tab, department, words, kind, lit, page, size)
    return Supervision(
        tab=tab,
        tabs=[(key, label, sizes.get(key)) for key, label in TABS.items()],
        departments=list(Department.objects.filter(applications__hall=hall).distinct().order_by("short_name")),
        **given,
    )


def lights_now(hall: Hall, department: str = "") -> Lit:
    """Every running application of a hall that is not green, with its light; worst first."""
    calendar, today = Remembering(working_calendar()), clock.today()
    rows = _open(hall, department).exclude(state=S.IN_PROCEDURE)
    soon = rows.filter(promise_due__lte=calendar.add_working_days(today, HORIZON))
    names = ("pk", "accepted_at", "promise_due", "legal_due", "extended_days")
    found: Lit = {}
    for key, at, due, legal, extended, limit, unit in soon.order_by("promise_due", "pk").values_list(
        *names, "version__promised_limit", "version__promised_unit"
    ):
        accepted = at.astimezone(clock.BEIJING).date()
        promised = promised_days(limit, unit, accepted, due, extended, calendar)
        shown = light(
            today=today, accepted=accepted, promise_due=due, legal_due=legal, calendar=calendar, promised=promised
        )
        if shown.colour != Colour.GREEN:
            found[key] = shown
    return found


def _open(hall: Hall, department: str) -> QuerySet[Application]:
    rows: QuerySet[Application] = Application.objects.of(hall).filter(state__in=UNDECIDED)
    return rows.filter(department__code=department) if department else rows


def _figures(hall: Hall, department: str, lit: Lit) -> dict[str, int]:
    grave = [key for key, shown in lit.items() if shown.colour in GRAVE and shown.days_left < 0]
    explained = OverdueReason.objects.of(hall).filter(application__in=grave)
    rows = _open(hall, department).aggregate(
        stopped=Count("pk", filter=Q(state=S.IN_PROCEDURE)), provisional=Count("pk", filter=Q(due_is_provisional=True))
    )
    unanswered = _of_department(Urging.objects.of(hall).filter(answered_at=None), department)
    urgings = unanswered.aggregate(
        unanswered=Count("pk"), overdue_answers=Count("pk", filter=Q(answer_due__lt=clock.today()))
    )
    alerts = _of_department(Alert.objects.of(hall), department).aggregate(
        step_overtime=Count("pk", filter=Q(kind=AlertKind.STEP, application__state__in=UNDECIDED)),
        deemed=Count("pk", filter=Q(kind=AlertKind.DEEMED, fired_at__year=clock.today().year)),
    )
    unexplained = len(grave) - explained.values("application").distinct().count()
    return {**rows, **urgings, **alerts, "unexplained": unexplained}


def _of_department(rows: QuerySet[Any], department: str) -> QuerySet[Any]:
    return rows.filter(department__code=department) if department else rows


def _listed(
    hall: Hall, tab: str, department: str, words: str, kind: str, lit: Lit, page: int, size: int
) -> dict[str, Any]:
    if tab == "causes":
        reasons = _of_application(OverdueReason.objects.of(hall), department)
        counted = Counter(reasons.values_list("cause", flat=True))
        return {"causes": [(Cause(cause).label, count) for cause, count in counted.most_common()]}
    if tab in {"alerts", "urgings"}:
        rows = _alerts(hall, kind) if tab == "alerts" else _urgings(hall)
        found = _numbered(_of_department(rows, department), words)
        return {tab: list(found[(page - 1) * size : page * size]), "page": page, "pages": _pages(found.count(), size)}
    keys = _keys(hall, tab, department, words, lit)
    shown = _case_rows(hall, keys[(page - 1) * size : page * size], lit)
    return {"rows": shown, "page": page, "pages": _pages(len(keys), size)}


def _of_application(rows: QuerySet[Any], department: str) -> QuerySet[Any]:
    return rows.filter(application__department__code=department) if department else rows


def _pages(count: int, size: int) -> int:
    return max(-(-count // size), 1)


def _alerts(hall: Hall, kind: str) -> QuerySet[Alert]:
    rows: QuerySet[Alert] = Alert.objects.of(hall).select_related("application__version__matter", "department")
    return rows.filter(kind=kind) if kind in AlertKind.values else rows


def _urgings(hall: Hall) -> QuerySet[Urging]:
    around = ("application__version__matter", "department", "asked_by", "answered_by")
    return Urging.objects.of(hall).select_related(*around).order_by("answered_at", "answer_due", "-pk")


def _numbered(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    return rows.filter(application__number__startswith=normal_number(words)) if words.strip() else rows


def _keys(hall: Hall, tab: str, department: str, words: str, lit: Lit) -> list[int]:
    """The applications of a tab, most urgent first."""
    if tab in {"late", "amber"}:
        colours = GRAVE if tab == "late" else (Colour.AMBER,)
        keys = [key for key, shown in lit.items() if shown.colour in colours]
        keys.sort(key=lambda key: (lit[key].colour != Colour.BLACK, lit[key].days_left))
        rows = _open(hall, department).filter(pk__in=keys) if words.strip() else None
        kept = set(rows.filter(number__startswith=normal_number(words)).values_list("pk", flat=True)) if rows else None
        return [key for key in keys if kept is None or key in kept]
    which = Q(state=S.IN_PROCEDURE) if tab == "stopped" else Q(due_is_provisional=True)
    rows = _open(hall, department).filter(which).order_by("promise_due", "pk")
    if words.strip():
        rows = rows.filter(number__startswith=normal_number(words))
    return list(rows.values_list("pk", flat=True)[:MOST])


def _case_rows(hall: Hall, keys: list[int], lit: Lit) -> list[CaseRow]:
    around = ("version__matter", "applicant", "department", "handler")
    rows = Application.objects.of(hall).filter(pk__in=keys).select_related(*around).defer("form")
    found = {row.pk: row for row in rows.prefetch_related("procedures")}
    urged = Urging.objects.of(hall).filter(application__in=found).select_related("asked_by").order_by("pk")
    urgings = {one.application_id: one for one in urged}
    for key, urging in urgings.items():
        urging.application = found[key]
    reasons = {
        one.application_id: one for one in OverdueReason.objects.of(hall).filter(application__in=keys).order_by("pk")
    }
    return [_case_row(found[key], lit.get(key), urgings.get(key), reasons.get(key)) for key in keys if key in found]


def _case_row(
    application: Application, lit: Light | None, urging: Urging | None, reason: OverdueReason | None
) -> CaseRow:
    stop = next((one for one in application.procedures.all() if one.ended_on is None), None)
    return CaseRow(
        number=application.number,
        matter=application.version.matter.name,
        applicant=masked(application.applicant),
        department=application.department.short_name,
        state=application.get_state_display(),
        step=application.get_step_display() if application.state == S.ACCEPTED else "",
        handler=application.handler.name if application.handler else "",
        promise_due=application.promise_due or clock.today(),
        legal_due=application.legal_due,
        is_provisional=application.due_is_provisional,
        light=lit or light_of(application, clock.today()),
        urging=urging,
        reason=reason,
        note=f"{stop.name}，{stop.began_on:%m-%d} 起停止计时，预计 {stop.expected_days} 个工作日" if stop else "",
    )
