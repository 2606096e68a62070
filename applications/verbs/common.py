"""What the verbs of applications share: taking the row, ticks, who changed it meanwhile, telling people by message."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from applications import completeness
from applications.act_words import act_words
from applications.completeness import Tick
from applications.errors import ApplicationNotFound, ChangedMeanwhile, IllegalTicks
from applications.models import Agency, Application, ApplicationMaterial
from applications.numbers import normal_number
from applications.queries.access import visible_to
from applications.queries.situation import situation_of
from applications.situations import NOTHING_SETTLED, Settled, against
from applications.states import QUIET, ApplicationState, MaterialStatus
from hall import steps
from hall.kernel import clock
from hall.kernel.errors import NotFound
from hall.kernel.moves import locked
from hall.models import Hall, StaffMember
from hall.queries.calendar import working_calendar
from hall.verbs.messages import queue_message
from hall.working_days import WorkingCalendar
from matters.models import Material
from matters.queries.catalogue import tick_list

AROUND = ("hall", "department", "version__matter", "applicant", "agent")


def calendar() -> WorkingCalendar:
    """The working calendar by which limits are counted."""
    return working_calendar()


def taken(hall: Hall, number: str) -> Application:
    """The application of this hall under a row lock, freshly read."""
    return locked(Application.objects.of(hall).select_related(*AROUND), number=normal_number(number))


def taken_by(person: StaffMember, number: str) -> Application:
    """The application under a row lock; ApplicationNotFound when it is out of this person's reach or does not exist."""
    try:
        return locked(visible_to(person).select_related(*AROUND), number=normal_number(number))
    except NotFound:
        raise ApplicationNotFound() from None


def check_not_changed(application: Application, seen: int | None) -> None:
    """Raise ChangedMeanwhile when the last step is not the one the person saw; under the row lock."""
    if seen is None:
        return
    last = steps.steps_of(application).exclude(verb__in=QUIET).last()
    if last is not None and last.pk != seen:
        raise changed_meanwhile(application, last)


def changed_meanwhile(application: Application, last: Any) -> ChangedMeanwhile:
    """The error that says who did what to the application, and when."""
    return ChangedMeanwhile(
        who=last.by.name,
        when=f"{last.at.astimezone(clock.BEIJING):%H:%M:%S}",
        what=act_words(last.verb),
        state=ApplicationState(application.state).label,
        number=application.number,
    )


def require_legal(listed: Sequence[Material], ticks: Sequence[Tick], settled: Settled = NOTHING_SETTLED) -> None:
    """Raise IllegalTicks unless the standard, and the situation where one is settled, allows each tick."""
    illegal = completeness.illegal_ticks(listed, ticks) or against(settled, listed, ticks)
    if illegal:
        words = "；".join(f"“{tick.name or tick.material_id}”{tick.why}" for tick in illegal)
        raise IllegalTicks(problems=words, ticks=[tick.material_id for tick in illegal])


def require_legal_of(application: Application, ticks: Sequence[Tick]) -> None:
    """The same for an application: by the version and the situation it is bound to."""
    listed = tick_list(application.version)
    require_legal(listed, ticks, situation_of(application.version, listed, application.answers).settled)


def late_due(material: Material, status: str, day: date) -> date | None:
    """Until when a material taken as 容缺 must follow."""
    if status != MaterialStatus.LATE:
        return None
    return calendar().add_working_days(day, material.late_days)


def write_ticks(application: Application, ticks: Iterable[Tick]) -> list[ApplicationMaterial]:
    """Write what became of materials; returns all rows in the order of the standard."""
    now = clock.now()
    rows = {row.material_id: row for row in application.materials.select_related("material")}
    for tick in ticks:
        row = rows[tick.material_id]
        is_missing = tick.status == MaterialStatus.MISSING
        row.status, row.problem = tick.status, tick.problem.strip() if is_missing else ""
        row.due = late_due(row.material, tick.status, now.date())
        row.received_at = (row.received_at or now) if tick.status == MaterialStatus.HAVE else None
        row.save()
    return sorted(rows.values(), key=lambda row: row.material.order)


def current_ticks(rows: Iterable[ApplicationMaterial]) -> list[Tick]:
    """The ticks as they stand."""
    return [Tick(row.material_id, row.status, row.problem) for row in rows]


def tell_by_message(application: Application, event: str, key: object, **values: object) -> None:
    """Queue an SMS to the phone given at receipt, and to the applicant's where both are told; nothing without one."""
    for mark, phone in phones_of(application):
        queue_message(
            event,
            hall=application.hall,
            phone=phone,
            dedupe_key=f"application.{event}.{application.number}.{key}{mark}",
            about=application.number,
            values={"matter": application.version.matter.name, "number": application.number, **values},
        )


def phones_of(application: Application) -> list[tuple[str, str]]:
    """Whom messages go to: a mark that keeps them apart, and the phone."""
    also = ""
    if application.agent_id:
        also = Agency.objects.filter(application=application).values_list("also_phone", flat=True).first() or ""
    return [
        ("", application.contact_phone),
        *([(".also", also)] if also not in ("", application.contact_phone) else []),
    ]


def spoken(day: date | None) -> str:
    """A date in a message: 10月12日."""
    return f"{day.month}月{day.day}日" if day else ""


def spoken_time(moment: datetime) -> str:
    """A moment in words for staff: 10月12日 09:30."""
    local = moment.astimezone(clock.BEIJING)
    return f"{local.month}月{local.day}日 {local:%H:%M}"
