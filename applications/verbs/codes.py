"""Codes to the phone on record: the single-use pick-up code, and the short one that proves a phone.

Only keyed digests are kept; the code itself stands in the message alone, encrypted there.
"""

import hmac
import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction

from applications.errors import ApplicationNotFound
from applications.issuing_errors import PhoneMissing, PhoneProofWrong, SentJustNow
from applications.models import Application, PhoneProof, PickupCode, Result
from applications.numbers import normal_number
from applications.permissions import require_may
from applications.queries.codes import pickup_digest
from applications.verbs.common import AROUND, spoken, tell_by_message
from applications.verbs.papers import with_result
from hall import steps
from hall.kernel import clock
from hall.kernel.crypto import blind_index
from hall.kernel.errors import NotFound
from hall.kernel.moves import locked
from hall.models import Hall, StaffMember
from hall.permissions import system_person

LASTS, TRIES, A_DAY, PAUSE = timedelta(minutes=10), 5, 5, timedelta(seconds=60)


def new_pickup_code(result: Result) -> str:
    """Make a code for this result and void the one before; part of a verb. Returns it as it is written: 3829 0417."""
    PickupCode.objects.of(result.hall_id).filter(result=result, used_at=None, void_at=None).update(void_at=clock.now())
    for _ in range(20):
        code = f"{secrets.randbelow(10**8):08d}"
        digest = pickup_digest(result.hall_id, code)
        try:
            with transaction.atomic():
                PickupCode.objects.create(hall_id=result.hall_id, result=result, digest=digest, made_at=clock.now())
        except IntegrityError:
            continue
        return f"{code[:4]} {code[4:]}"
    raise RuntimeError("no free pick-up code")


def send_pickup_code(*, hall: Hall, number: str, by: StaffMember) -> PickupCode:
    """Send a new code to the phone on record; the old one no longer opens anything."""
    with transaction.atomic():
        application, result = with_result(hall, number, "send_pickup_code", by)
        if not application.contact_phone:
            raise PhoneMissing()
        since = clock.now() - timedelta(days=1)
        sent = list(PickupCode.objects.of(hall).filter(result=result, made_at__gte=since).order_by("made_at"))
        _not_too_often([row.made_at for row in sent])
        code = new_pickup_code(result)
        row = PickupCode.objects.of(hall).filter(result=result).latest("id")
        stay = result.locker_stays.filter(opened_at=None, taken_back_at=None).select_related("locker").first()
        if stay is not None:
            until = stay.expires_at.astimezone(clock.BEIJING)
            where = {"place": f"{stay.locker.code}柜", "box": stay.box, "due": f"{spoken(until.date())}{until:%H}时"}
            tell_by_message(application, "result_in_locker", f"code{row.pk}", code=code, **where)
        else:
            tell_by_message(application, "result_ready", f"code{row.pk}", code=code, due=spoken(result.delivery_due))
        steps.record(application, "send_pickup_code", by)
        return row


def _not_too_often(moments: list) -> None:  # type: ignore[type-arg]
    if len(moments) >= A_DAY:
        raise SentJustNow(seconds=int((moments[0] + timedelta(days=1) - clock.now()).total_seconds()) + 1)
    if moments and clock.now() - moments[-1] < PAUSE:
        raise SentJustNow(seconds=int((moments[-1] + PAUSE - clock.now()).total_seconds()) + 1)


def send_phone_proof(*, number: str, by: StaffMember) -> PhoneProof:
    """Send a six-digit code to the phone given at receipt, so that its holder may change the way and download."""
    with transaction.atomic():
        application = _one(number)
        require_may(by, "prove_phone", hall=application.hall)
        if not application.contact_phone:
            raise PhoneMissing()
        rows = PhoneProof.objects.of(application.hall_id).filter(application=application)
        _not_too_often(
            list(rows.filter(made_at__gte=clock.now() - timedelta(days=1)).values_list("made_at", flat=True))
        )
        code = f"{secrets.randbelow(10**6):06d}"
        row = PhoneProof.objects.create(
            hall=application.hall, application=application, digest=_proof_digest(application, code), made_at=clock.now()
        )
        tell_by_message(application, "phone_proof", row.pk, code=code)
        return row


def prove_phone(*, number: str, code: str, by: StaffMember) -> Application:
    """Accept the code once, within ten minutes and five tries. Raises PhoneProofWrong; a wrong try counts for good."""
    with transaction.atomic():
        application = _one(number)
        require_may(by, "prove_phone", hall=application.hall)
        row = PhoneProof.objects.of(application.hall_id).filter(application=application).last()
        is_right = False
        if row is not None and not row.used_at and clock.now() - row.made_at <= LASTS and row.tries < TRIES:
            is_right = hmac.compare_digest(row.digest, _proof_digest(application, code))
            row.used_at = clock.now() if is_right else None
            row.tries += 0 if is_right else 1
            row.save(update_fields=["used_at", "tries"])
        if is_right:
            steps.record(application, "prove_phone", by)
    if not is_right:
        raise PhoneProofWrong()
    return application


def _one(number: str) -> Application:
    try:
        return locked(Application.objects.select_related(*AROUND), number=normal_number(number))
    except NotFound:
        raise ApplicationNotFound() from None


def _proof_digest(application: Application, code: str) -> str:
    return blind_index(f"phone-proof:{application.pk}:{''.join(char for char in code if char.isdecimal())}")


def citizen() -> StaffMember:
    """The named system person under whom citizens act on their own pages."""
    return system_person("citizen")
