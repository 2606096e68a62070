"""The citizen's view of one application, given the number and a second factor. Masked; nothing can be enumerated."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from applications.errors import StatusNotFound
from applications.models import Application
from applications.queries.citizen_access import application_of_citizen, by_number
from applications.queries.fetching import Fetching, fetching_of
from applications.queries.inbox import promise_is_provisional
from applications.queries.masked import masked
from applications.queries.promise_notes import promise_notes
from applications.queries.sent_in import last_resubmission
from applications.queries.status_lines import (
    closing_of,
    first_lines,
    missing_of,
    procedure_of,
    shown_state,
    spoken,
    stopped_of,
)
from applications.queries.status_way import StatusStep, way_of
from applications.queries.whys import Why, whys_of
from applications.result_states import ResubmissionState
from applications.states import ApplicationState as S
from applications.status_words import saying
from hall.kernel import clock
from matters.models import Matter


@dataclass(frozen=True)
class Status:
    """What the citizen sees."""

    number: str
    state: str
    state_label: str
    tone: str
    headline: str
    todo: str
    matter: str
    department: str
    department_phone: str
    supervise_phone: str
    hall: str
    hall_code: str
    hall_address: str
    hall_phone: str
    applicant: str
    promise_due: date | None
    is_provisional: bool
    correction_due: date | None
    as_of: datetime
    steps: list[StatusStep]
    missing: list[dict[str, str]] = field(default_factory=list)
    result_name: str = ""
    result_number: str = ""
    result_until: date | None = None
    whys: list[Why] = field(default_factory=list)
    closing: str = ""
    notes: list[str] = field(default_factory=list)
    fetching: Fetching | None = None
    stopped: str = ""
    matter_row: Matter | None = None
    sent_in: str = ""
    sent_in_words: str = ""
    may_send_in: bool = False

    @property
    def came_today(self) -> bool:
        """Whether the person may still be in the hall with a number."""
        at, now = self.steps[0].at, self.as_of.astimezone(clock.BEIJING)
        return at is not None and at.date() == now.date()


def status_for_citizen(number: str, second_factor: str) -> Status:
    """The status, for whoever knows the number and the last four of the phone given at receipt or of a document.

    An unknown number and a wrong second factor give the same answer after the same work.
    """
    return status_of(application_of_citizen(number, second_factor))


def status_by_number(number: str) -> Status:
    """The status of an application that its reader opened before. Raises StatusNotFound."""
    application = by_number(number)
    if application is None:
        raise StatusNotFound()
    return status_of(application)


def status_of(application: Application) -> Status:
    """The status of an application whose reader is known to be entitled."""
    state = shown_state(application)
    words, missing, fetching = saying(state), missing_of(application), fetching_of(application)
    sent = last_resubmission(application) if state == S.AWAITING_CORRECTION else None
    values = {
        "notice_due": spoken(application.notice_due),
        "promise_due": spoken(application.promise_due),
        "correction_due": spoken(application.correction_due),
        "count": len(missing),
        "procedure": procedure_of(application),
    }
    version, hall = application.version, application.hall
    result = getattr(application, "result", None)
    return Status(
        number=application.number,
        state=state,
        state_label=str(_(S(state).label)),
        **first_lines(words, values, fetching, sent),
        matter=version.matter.name,
        department=application.department.full_name,
        department_phone=version.consult_phone,
        supervise_phone=version.supervise_phone,
        hall=hall.name,
        hall_code=hall.code,
        hall_address=hall.address,
        hall_phone=hall.phone,
        applicant=masked(application.applicant),
        promise_due=application.promise_due,
        is_provisional=promise_is_provisional(application),
        correction_due=application.correction_due,
        as_of=clock.now(),
        steps=way_of(application),
        missing=missing,
        result_name=result.name if result else "",
        result_number=result.number if result else "",
        result_until=result.delivery_due if result else None,
        whys=whys_of(application),
        closing=closing_of(application),
        notes=promise_notes(application),
        fetching=fetching,
        stopped=stopped_of(application),
        matter_row=version.matter,
        sent_in=sent.state if sent else "",
        sent_in_words=sent.words if sent else "",
        may_send_in=state == S.AWAITING_CORRECTION and (sent is None or sent.state != ResubmissionState.PENDING),
    )
