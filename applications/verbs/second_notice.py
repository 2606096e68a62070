"""A second notice (再次告知): the window asks, a supervisor says yes with a reason or no with one."""

from collections.abc import Iterable

from django.db import transaction

from applications import completeness
from applications.errors import NothingMissing, ReasonMissing
from applications.intake_errors import NoticeRequestMoot, NoticeRequestOpen
from applications.models import Application, DocumentKind, NoticeRequest
from applications.permissions import require_may
from applications.states import OTHER_ACTS, ApplicationState
from applications.verbs.common import current_ticks, spoken_time, taken
from applications.verbs.intake import request_correction
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import locked, make_move
from hall.models import Hall, StaffMember
from hall.permissions import require
from hall.roles import Role


def ask_second_notice(*, hall: Hall, number: str, words: str, by: StaffMember) -> NoticeRequest:
    """Ask a supervisor to let this application be asked for what the first notice did not name."""
    with transaction.atomic():
        application = taken(hall, number)
        require_may(by, "ask_second_notice", hall=hall)
        moved = make_move(application, OTHER_ACTS, "ask_second_notice")
        if not words.strip():
            raise ReasonMissing()
        open_one = NoticeRequest.objects.of(hall).filter(application=application, granted=None).first()
        if open_one is not None:
            raise NoticeRequestOpen(when=spoken_time(open_one.asked_at))
        missing = missing_now(application)
        if not missing:
            raise NothingMissing()
        request = NoticeRequest.objects.create(
            hall=hall, application=application, missing=missing, words=words.strip(), asked_by=by, asked_at=clock.now()
        )
        steps.record(application, moved, by, words.strip(), missing=len(missing))
        return request


def answer_second_notice(*, hall: Hall, request_id: int, granted: bool, reason: str, by: StaffMember) -> NoticeRequest:
    """Yes gives the notice at once, in the supervisor's name and counted; no leaves the application to be accepted."""
    if not reason.strip():
        raise ReasonMissing()
    with transaction.atomic():
        require(by, Role.SUPERVISOR, hall=hall)
        found = locked(NoticeRequest.objects.of(hall).select_related("application"), pk=request_id)
        application = taken(hall, found.application.number)
        _refuse_moot(found, application)
        found.granted, found.reason = granted, reason.strip()
        found.decided_by, found.decided_at = by, clock.now()
        found.save()
        if granted:
            request_correction(hall=hall, number=application.number, reason=reason.strip(), by=by)
        else:
            moved = make_move(application, OTHER_ACTS, "refuse_second_notice")
            steps.record(application, moved, by, reason.strip())
        return found


def missing_now(application: Application) -> list[dict[str, object]]:
    """Each missing material with what is wrong, as the notice would say it."""
    rows = list(application.materials.select_related("material"))
    lacking = completeness.missing([row.material for row in rows], current_ticks(rows))
    return [{"material": one.material_id, "name": one.name, "problem": one.problem} for one in lacking]


def _refuse_moot(found: NoticeRequest, application: Application) -> None:
    changed = found.missing != missing_now(application)
    if found.granted is not None or application.state != ApplicationState.RECEIVED or changed:
        raise NoticeRequestMoot(state=ApplicationState(application.state).label)


def told_before(application: Application) -> Iterable[dict[str, object]]:
    """What earlier notices named."""
    notices = application.documents.filter(kind=DocumentKind.CORRECTION_NOTICE)
    return [item for notice in notices for item in notice.content["missing"]]
