"""Photos that a citizen sends in afterwards: added one by one, sent in together, then looked at by a window."""

from django.db import transaction
from django.utils import timezone

from applications import deadlines
from applications.completeness import Tick
from applications.errors import ReasonMissing
from applications.issuing_errors import NothingSentIn, NothingToSendIn, StillMissing
from applications.models import Application, MaterialFile, Resubmission
from applications.queries.sent_in import lacking, photos_since_notice
from applications.result_states import ResubmissionState
from applications.states import ApplicationState, MaterialStatus
from applications.verbs.common import calendar, spoken, tell_by_message
from applications.verbs.files import Upload, add_file
from applications.verbs.intake import resubmit
from applications.verbs.papers import taken
from hall import steps
from hall.kernel import clock
from hall.models import Hall, StaffMember


def add_photo(*, hall: Hall, number: str, material_id: int, upload: Upload, by: StaffMember) -> MaterialFile:
    """Keep a photo of a missing material; what was handed in before stays."""
    with transaction.atomic():
        application = _correctable(hall, number, by)
        if material_id not in {row.material_id for row in lacking(application)}:
            raise NothingToSendIn()
        return add_file(hall=hall, number=number, material_id=material_id, upload=upload, by=by)


def send_in(*, hall: Hall, number: str, by: StaffMember) -> Resubmission:
    """Send the photos in, one for each missing material. The moment counts: the window may look at them later."""
    with transaction.atomic():
        application = _correctable(hall, number, by)
        photos = photos_since_notice(application)
        if not photos:
            raise NothingSentIn()
        without = [row.material.name for row in lacking(application) if row.material_id not in photos]
        if without:
            raise StillMissing(names="、".join(f"《{name}》" for name in without))
        row = Resubmission.objects.create(hall=hall, application=application, sent_at=clock.now())
        steps.record(application, "send_in", by, photos=sum(photos.values()))
        return row


def _correctable(hall: Hall, number: str, by: StaffMember) -> Application:
    application = taken(hall, number, "send_in", by)
    waits = Resubmission.objects.of(hall).filter(application=application, state=ResubmissionState.PENDING).exists()
    if application.state != ApplicationState.AWAITING_CORRECTION or waits:
        raise NothingToSendIn()
    return application


def accept_sent_in(*, hall: Hall, number: str, by: StaffMember) -> Application:
    """The photos are what was asked for: received again as of the moment they were sent in."""
    with transaction.atomic():
        application = taken(hall, number, "resubmit", by)
        row = _pending(application)
        ticks = [Tick(each.material_id, MaterialStatus.HAVE, "") for each in lacking(application)]
        resubmit(hall=hall, number=number, ticks=ticks, by=by)
        application = taken(hall, number, "resubmit", by)
        if application.state == ApplicationState.RECEIVED:
            application.resubmitted_at = row.sent_at
            application.notice_due = deadlines.notice_due(timezone.localdate(row.sent_at, clock.BEIJING), calendar())
            application.save()
        _checked(row, ResubmissionState.ACCEPTED, by)
        return application


def send_back(*, hall: Hall, number: str, words: str, by: StaffMember) -> Resubmission:
    """The photos do not do: the citizen is told why and may send anew within the period."""
    if not words.strip():
        raise ReasonMissing()
    with transaction.atomic():
        application = taken(hall, number, "send_in_back", by)
        row = _pending(application)
        row.words = words.strip()[:300]
        _checked(row, ResubmissionState.SENT_BACK, by)
        steps.record(application, "send_in_back", by, row.words)
        tell_by_message(application, "sent_in_back", row.pk, due=spoken(application.correction_due))
        return row


def _pending(application: Application) -> Resubmission:
    row = Resubmission.objects.of(application.hall_id).filter(
        application=application, state=ResubmissionState.PENDING
    ).first()  # fmt: skip
    if row is None:
        raise NothingToSendIn()
    return row


def _checked(row: Resubmission, state: str, by: StaffMember) -> None:
    row.state, row.checked_by, row.checked_at = state, by, clock.now()
    row.save()
