"""A result comes to the counter: promised for a day, then there to be fetched, and the person is told once."""

from applications import collecting
from applications.models import Application, Decision, LockerStay, Posting, Result
from applications.result_states import ResultState, Way
from applications.verbs.codes import new_pickup_code
from applications.verbs.common import calendar, spoken, tell_by_message
from applications.verbs.papers import way_of
from hall import steps
from hall.kernel import clock
from hall.models import StaffMember
from matters.models import MatterVersion

CERTIFICATE = "certificate"


def needs_making(version: MatterVersion, *, granted: bool) -> bool:
    """Whether the department makes a certificate that has to travel to the counter; other papers are printed there."""
    return granted and version.result_kind == CERTIFICATE and not version.is_instant


def arrive(application: Application, result: Result, *, decision: Decision, by: StaffMember) -> None:
    """Promise a day for the result and, when nothing has to be made first, tell that it can be fetched.

    Part of the release of a decision: called within its transaction, the application locked and awaiting collection.
    """
    version = application.version
    decided = decision.decided_at.astimezone(clock.BEIJING).date()
    is_made_first = needs_making(version, granted=decision.granted)
    days = collecting.promised_days(is_instant=version.is_instant, is_certificate=is_made_first)
    result.issue_due = min(collecting.issue_due(decided, days, calendar()), result.delivery_due)
    result.state = ResultState.COMING if is_made_first else ResultState.COUNTER
    result.save()
    steps.record(application, "arrive", by, issue_due=result.issue_due.isoformat())
    if way_of(application) == Way.ELECTRONIC or not is_made_first:
        available(application, result)
    else:
        tell_by_message(application, "result_coming", result.pk, due=spoken(result.issue_due))


def available(application: Application, result: Result) -> None:
    """The result can be fetched from now on: the clock of ageing starts, and the person is told how. Once."""
    if result.available_at is not None:
        return
    now = clock.now()
    result.available_at, result.cut_off = now, collecting.cut_off(now, calendar())
    result.save()
    if way_of(application) == Way.ELECTRONIC:
        tell_by_message(application, "result_electronic", result.pk)
        return
    tell_by_message(
        application, "result_ready", result.pk, code=pickup_code(application, result), due=spoken(result.delivery_due)
    )


def pickup_code(application: Application, result: Result) -> str:
    """A new code where a phone can receive it; blank otherwise."""
    return new_pickup_code(result) if application.contact_phone else ""


def told_in_locker(application: Application, stay: LockerStay) -> None:
    """Which locker, which box, which code, until when."""
    until = stay.expires_at.astimezone(clock.BEIJING)
    tell_by_message(
        application,
        "result_in_locker",
        stay.pk,
        place=f"{stay.locker.code}柜",
        box=stay.box,
        code=new_pickup_code(stay.result),
        due=f"{spoken(until.date())}{until:%H}时",
    )


def told_posted(application: Application, posting: Posting) -> None:
    """Which carrier and which number."""
    tell_by_message(application, "result_posted", posting.pk, carrier=posting.carrier, tracking=posting.tracking_number)


def mark_available(result: Result) -> None:
    """Note when a result could first be fetched, without a message of its own (it lies in a locker, is in the post)."""
    if result.available_at is None:
        now = clock.now()
        result.available_at, result.cut_off = now, now
