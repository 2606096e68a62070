"""Correcting what was written down wrongly at receipt, at the applicant's wish (更正); what stood there is kept."""

from collections.abc import Mapping

from django.db import transaction

from applications.errors import ReasonMissing
from applications.intake_errors import FormIsFixed, NothingToAmend
from applications.models import Amendment, Application, PickupCode
from applications.permissions import require_may
from applications.states import OTHER_ACTS, ApplicationState
from applications.verbs.common import check_not_changed, taken
from applications.verbs.intake import require_fit
from hall import steps
from hall.contact import cleaned_phone
from hall.kernel import clock
from hall.kernel.moves import make_move
from hall.models import Hall, StaffMember

FIELDS = ("content", "place", "note")
PHONE = "phone"
ON_THE_SPOT = (ApplicationState.RECEIVED, ApplicationState.AWAITING_CORRECTION)


def amend(
    *,
    hall: Hall,
    number: str,
    reason: str,
    phone: str = "",
    content: str = "",
    place: str = "",
    note: str = "",
    seen_state_version: int | None = None,
    by: StaffMember,
) -> Application:
    """Correct what the form says, before acceptance (行政许可法 32), or the phone that is told, until the end.

    What is blank stays. Codes sent to the former phone open nothing any more.
    """
    with transaction.atomic():
        application = taken(hall, number)
        require_may(by, "amend", hall=hall)
        check_not_changed(application, seen_state_version)
        moved = make_move(application, OTHER_ACTS, "amend")
        now = {name: str(application.form.get(name) or "") for name in FIELDS} | {PHONE: application.contact_phone}
        typed = {"content": content.strip(), "place": place.strip(), "note": note.strip(), PHONE: cleaned_phone(phone)}
        changed = {name: value for name, value in typed.items() if value and value != now[name]}
        _check(application, changed, reason.strip())
        _write(application, changed)
        before = {name: now[name] for name in changed}
        Amendment.objects.create(
            hall=hall, application=application, before=before, reason=reason.strip(), made_by=by, made_at=clock.now()
        )
        steps.record(application, moved, by, reason.strip(), fields=sorted(changed))
        return application


def _check(application: Application, changed: Mapping[str, str], reason: str) -> None:
    if not changed:
        raise NothingToAmend()
    if not reason:
        raise ReasonMissing()
    if application.state not in ON_THE_SPOT and set(changed) - {PHONE}:
        raise FormIsFixed(state=ApplicationState(application.state).label)
    require_fit(changed)


def _write(application: Application, changed: Mapping[str, str]) -> None:
    application.form = {**application.form, **{name: value for name, value in changed.items() if name != PHONE}}
    if PHONE in changed:
        application.contact_phone = changed[PHONE]
        codes = PickupCode.objects.of(application.hall_id).filter(result__application=application)
        codes.filter(used_at=None, void_at=None).update(void_at=clock.now())
    application.save()
