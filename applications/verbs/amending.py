"""Correcting what was written down wrongly at receipt, at the applicant's wish (更正); what stood there is kept."""

from collections.abc import Mapping

from django.db import transaction

from applications.errors import ReasonMissing
from applications.intake_errors import FieldUnknown, FormIsFixed, NothingToAmend
from applications.models import Amendment, Application, PickupCode
from applications.permissions import require_may
from applications.queries.amended import PHONE, amendable
from applications.states import OTHER_ACTS, ApplicationState
from applications.verbs.common import check_not_changed, taken
from applications.verbs.intake import require_fit
from hall import steps
from hall.contact import cleaned_phone
from hall.kernel import clock
from hall.kernel.moves import make_move
from hall.models import Hall, StaffMember

ON_THE_SPOT = (ApplicationState.RECEIVED, ApplicationState.AWAITING_CORRECTION)


def amend(
    *,
    hall: Hall,
    number: str,
    changes: Mapping[str, str],
    reason: str,
    seen_state_version: int | None = None,
    by: StaffMember,
) -> Application:
    """Correct fields of the form, before acceptance (行政许可法 32), or the phone that is told, until the end.

    Codes sent to the former phone open nothing any more. `changes` are values by field; `contact_phone` is the phone.
    """
    with transaction.atomic():
        application = taken(hall, number)
        require_may(by, "amend", hall=hall)
        check_not_changed(application, seen_state_version)
        moved = make_move(application, OTHER_ACTS, "amend")
        changed = _changed(application, changes)
        _check(application, changed, reason.strip())
        before = {name: _now(application, name) for name in changed}
        _write(application, changed)
        Amendment.objects.create(
            hall=hall, application=application, before=before, reason=reason.strip(), made_by=by, made_at=clock.now()
        )
        steps.record(application, moved, by, reason.strip(), fields=sorted(changed))
        return application


def _changed(application: Application, changes: Mapping[str, str]) -> dict[str, str]:
    unknown = set(changes) - {name for name, _ in amendable(application)}
    if unknown:
        raise FieldUnknown(names="、".join(sorted(unknown))[:100])
    typed = {name: cleaned_phone(value) if name == PHONE else value.strip() for name, value in changes.items()}
    return {name: value for name, value in typed.items() if value and value != _now(application, name)}


def _now(application: Application, name: str) -> str:
    return application.contact_phone if name == PHONE else str(application.form.get(name) or "")


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
