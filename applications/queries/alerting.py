"""Which applications have something to be warned of that is not stored yet; a constant number of statements."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Max, QuerySet

from applications.alerts import SHARES, Clock, Due, promised_days, warnings
from applications.models import (
    Absence,
    Alert,
    Application,
    Consultation,
    Procedure,
    Signature,
    SigningStep,
    Stage,
    StepShare,
    Verification,
)
from applications.promise_states import VerificationState
from applications.states import UNDECIDED, ConsultationState
from applications.states import ApplicationState as S
from hall.kernel import clock
from hall.queries.calendar import working_calendar
from hall.working_days import WorkingCalendar
from matters.models import CaseKind

AT_ONCE = 2000
OPEN_VERIFICATIONS = (VerificationState.PENDING, VerificationState.REMEDY)
FIELDS = (
    "pk", "department_id", "state", "received_at", "resubmitted_at", "notice_due", "accepted_at", "promise_due", "legal_due",
    "due_is_provisional", "extended_days", "step", "step_since", "handler_id", "version__promised_limit",
    "version__promised_unit", "version__case_kind", "extension__asked_at", "extension__approved",
    "extension__decided_at", "result__delivery_due", "verification__due", "verification__state",
    "verification__remedy_due", "verification__found_at",
)  # fmt: skip
Stored = dict[tuple[int, str, str], tuple[datetime, int]]
Row = dict[str, Any]
Keys = QuerySet[Application, Mapping[str, object]]


class Remembering:
    """A working calendar that counts each pair of days once: many applications have the same."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        self.add_working_days = lru_cache(maxsize=10_000)(calendar.add_working_days)
        self.working_days_between = lru_cache(maxsize=50_000)(calendar.working_days_between)


def watched() -> list[QuerySet[Application]]:
    """The applications whose clocks run: undecided, at the window on the last day, waiting for service or verification."""
    today = clock.today()
    rows, checks = Application.objects.all(), Verification.objects.filter(state__in=OPEN_VERIFICATIONS)
    return [
        rows.filter(state__in=UNDECIDED).order_by("promise_due", "pk"),
        rows.filter(state=S.RECEIVED, notice_due__lte=today),
        rows.filter(state=S.AWAITING_COLLECTION, result__delivery_due__lt=today),
        rows.filter(pk__in=checks.filter(due__lt=today).values("application")),
    ]


def to_warn(limit: int = AT_ONCE) -> list[int]:
    """The applications with a warning that is not stored, most urgent first."""
    found = [key for rows in watched() for key in due_of(rows)]
    return list(dict.fromkeys(found))[:limit]


def due_of(rows: QuerySet[Application]) -> dict[int, list[tuple[Due, int]]]:
    """The warnings to store for these applications, each with its round."""
    facts, keys = list(rows.values(*FIELDS)), rows.order_by().values("pk")
    stored, held, asked = stored_of(keys), procedures_of(keys), opinions_of(keys)
    shares, away, reviewed = _shares(), _away(), reviewed_of(keys)
    calendar, today = Remembering(working_calendar()), clock.today()
    found = {}
    for row in facts:
        key = row["pk"]
        fact = _clock(row, held.get(key, []), asked.get(key), away, calendar)
        fact = replace(fact, signs_alone=row["step"] == Stage.DECIDE and key not in reviewed)
        reached = warnings(fact, today, calendar, {**SHARES, **shares.get(row["department_id"], {})})
        new = [(one, number) for one in reached if (number := _round(key, one, stored)) is not None]
        if new:
            found[key] = new
    return found


def _round(key: int, due: Due, stored: Stored) -> int | None:
    """The round in which this warning is new; None when it was stored since its clock began."""
    last = stored.get((key, due.kind, due.step))
    if last is None:
        return 0
    fired_at, number = last
    return number + 1 if due.since is not None and fired_at < due.since else None


def stored_of(keys: Keys) -> Stored:
    """The last alert of each kind and step: when it fired, in which round."""
    rows = Alert.objects.filter(application__in=keys).order_by()
    last = rows.values("application", "kind", "step").annotate(at=Max("fired_at"), number=Max("round"))
    return {(one["application"], one["kind"], one["step"]): (one["at"], one["number"]) for one in last}


def procedures_of(keys: Keys) -> dict[int, list[Procedure]]:
    """The procedures of each application, in order."""
    found: dict[int, list[Procedure]] = defaultdict(list)
    for one in Procedure.objects.filter(application__in=keys).order_by("began_on", "pk"):
        found[one.application_id].append(one)
    return found


def reviewed_of(keys: Keys) -> set[int]:
    """The applications that somebody reviewed: who decides them has only the time of the second step."""
    rows = Signature.objects.filter(application__in=keys, step=SigningStep.REVIEW, set_aside_at=None)
    return set(rows.values_list("application", flat=True))


def opinions_of(keys: Keys) -> dict[int, Consultation]:
    """The longest unanswered question to another department whose day has passed."""
    rows = Consultation.objects.filter(application__in=keys, state=ConsultationState.ASKED, due__lt=clock.today())
    return {one.application_id: one for one in rows.select_related("asked_department").order_by("-due", "-pk")}


def _shares() -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for department, step, percent in StepShare.objects.values_list("department", "step", "percent"):
        found[department][step] = percent
    return found


def _away() -> set[int]:
    today = clock.today()
    rows = Absence.objects.filter(begins__lte=today, ends__gte=today, called_off_at=None)
    return set(rows.values_list("person", flat=True))


def _clock(
    row: Row, procedures: list[Procedure], asked: Consultation | None, away: set[int], calendar: Remembering
) -> Clock:
    accepted, due = _day(row["accepted_at"]), row["promise_due"]
    running = next((one for one in procedures if one.ended_on is None), None)
    promised = 0
    if accepted and due:
        unit, limit = row["version__promised_unit"], row["version__promised_limit"]
        promised = promised_days(limit, unit, accepted, due, row["extended_days"], calendar)
    return Clock(
        state=row["state"],
        received=_day(row["received_at"]) or clock.today(),
        notice_due=row["notice_due"],
        accepted=accepted,
        promise_due=due,
        legal_due=row["legal_due"],
        promised=promised,
        is_instant=row["version__case_kind"] == CaseKind.INSTANT,
        is_provisional=row["due_is_provisional"],
        began_anew=_began_anew(row, procedures),
        resubmitted_at=row["resubmitted_at"],
        step=row["step"],
        step_since=row["step_since"],
        step_began=_day(row["step_since"]),
        held=tuple((one.began_on, one.ended_on) for one in procedures),
        procedure_days=running.expected_days if running else 0,
        procedure_name=running.name if running else "",
        extension_asked=_day(row["extension__asked_at"]) if row["extension__approved"] is None else None,
        is_absent=row["handler_id"] in away,
        delivery_due=row["result__delivery_due"],
        verification_due=_verification_due(row),
        verification_since=row["verification__found_at"],
        opinion_due=asked.due if asked else None,
        opinion_asked=asked.asked_at if asked else None,
        opinion_from=asked.asked_department.short_name if asked else "",
    )


def _verification_due(row: Row) -> date | None:
    """Until when a promise is to be verified, or mended; nothing when that is over."""
    dues: dict[str, date | None] = {
        VerificationState.PENDING: row["verification__due"],
        VerificationState.REMEDY: row["verification__remedy_due"],
    }
    return dues.get(row["verification__state"])


def _began_anew(row: Row, procedures: list[Procedure]) -> datetime | None:
    """When an act last set the clocks going again: a procedure ended (or began), an extension was approved."""
    days = [one.ended_on or one.began_on for one in procedures]
    moments = [datetime.combine(day, datetime.min.time(), clock.BEIJING) for day in days]
    if row["extension__approved"]:
        moments.append(row["extension__decided_at"])
    return max(moments, default=None)


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(clock.BEIJING).date() if moment else None


def due_now(application: Application) -> list[tuple[Due, int]]:
    """What this application must be warned of now, under its row lock."""
    found: Mapping[int, list[tuple[Due, int]]] = due_of(Application.objects.filter(pk=application.pk))
    return found.get(application.pk, [])
