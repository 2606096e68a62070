"""The life of a locker's box: put in, opened with the code, expired, taken back."""

from datetime import timedelta

from django.db import transaction

from applications import collecting
from applications.errors import TooManyTries
from applications.issuing_errors import LockerFull, NoSuchLocker, PaperElsewhere, PickupCodeWrong, TooManyCodes
from applications.models import Locker, LockerStay, PickupCode, Result
from applications.models.result import CollectorKind
from applications.permissions import require_may
from applications.queries.codes import live_code
from applications.queries.shelves import free_boxes
from applications.result_states import ProofKind, ResultState, Way
from applications.verbs.arriving import mark_available, told_in_locker
from applications.verbs.common import tell_by_message
from applications.verbs.guessing import Counted, count_plain
from applications.verbs.papers import move, moved_paper, with_result
from applications.verbs.serving import serve
from applications.verbs.verifying import refuse_revoked
from hall.kernel import clock
from hall.kernel.moves import locked
from hall.models import Hall, StaffMember

WRONG_CODES, WITHIN = 10, timedelta(minutes=10)


def put_in_locker(*, hall: Hall, number: str, locker: str, by: StaffMember) -> LockerStay:
    """Put a result into the first free box; the person is told box, code and until when."""
    with transaction.atomic():
        application, result = with_result(hall, number, "put_in_locker", by)
        refuse_revoked([application])
        bank = Locker.objects.of(hall).select_for_update().filter(code__iexact=locker.strip(), in_use=True).first()
        if bank is None:
            raise NoSuchLocker()
        boxes = free_boxes(bank)
        if not boxes:
            raise LockerFull(locker=bank.code)
        move(result, "put_in_locker")
        mark_available(result)
        result.save()
        now = clock.now()
        stay = LockerStay.objects.create(
            hall=hall, result=result, locker=bank, box=boxes[0], put_in_at=now, put_in_by=by,
            expires_at=collecting.expires(now, bank.hours),
        )  # fmt: skip
        told_in_locker(application, stay)
        moved_paper(application, "put_in_locker", by, locker=bank.code, box=stay.box)
        return stay


def open_locker(*, hall: Hall, locker: str, code: str, by: StaffMember) -> LockerStay:
    """Open the box whose code was typed at the locker: the result is served. Ten wrong codes close it for ten minutes."""
    require_may(by, "open_locker", hall=hall)
    bank = Locker.objects.of(hall).filter(code__iexact=locker).first()
    if bank is None:
        raise NoSuchLocker()
    count = _counted(bank)
    with transaction.atomic():
        used = live_code(hall, code)
        stay = _stay_of(bank, used) if used else None
        if stay is None or used is None:
            raise PickupCodeWrong()
        application, _ = with_result(hall, used.result.application.number, "open_locker", by)
        stay = locked(LockerStay.objects.of(hall).select_related("locker", "result"), pk=stay.pk)
        if stay.opened_at or stay.taken_back_at or stay.expired_at or not _is_live(used):
            raise PickupCodeWrong()
        stay.opened_at = clock.now()
        stay.save(update_fields=["opened_at"])
        facts = {
            "collector_kind": CollectorKind.CODE, "collector_name": "持取件码人", "collector_id": "", "code": used,
            "method": Way.LOCKER, "proof_kind": ProofKind.CODE,
        }  # fmt: skip
        serve(application, "open_locker", facts, by)
    count.give_back()
    return stay


def _counted(bank: Locker) -> Counted:
    try:
        return count_plain(f"locker:{bank.pk}", WRONG_CODES, WITHIN)
    except TooManyTries as many:
        raise TooManyCodes(**many.data) from None


def _is_live(code: PickupCode) -> bool:
    return PickupCode.objects.of(code.hall_id).filter(pk=code.pk, used_at=None, void_at=None).exists()


def _stay_of(bank: Locker, code: PickupCode) -> LockerStay | None:
    rows = LockerStay.objects.of(bank.hall_id).filter(locker=bank, result=code.result_id)
    return rows.filter(opened_at=None, taken_back_at=None, expired_at=None, expires_at__gt=clock.now()).first()


def expire_stay(*, stay_id: int, by: StaffMember) -> LockerStay | None:
    """End a stay whose time is over: its code no longer opens, the person is told, the clerk finds it to take back."""
    found = LockerStay.objects.filter(pk=stay_id).select_related("result__application").first()
    if found is None:
        return None
    with transaction.atomic():
        application, _ = with_result(found.hall, found.result.application.number, "locker_expired", by)
        stay = locked(LockerStay.objects.of(found.hall_id), pk=stay_id)
        now = clock.now()
        if stay.expired_at or stay.opened_at or stay.taken_back_at or stay.expires_at > now:
            return None
        stay.expired_at = now
        stay.save(update_fields=["expired_at"])
        PickupCode.objects.of(stay.hall_id).filter(result=stay.result_id, used_at=None, void_at=None).update(
            void_at=now
        )
        tell_by_message(application, "locker_expired", stay.pk)
        moved_paper(application, "locker_expired", by, box=stay.box)
        return stay


def take_back(*, hall: Hall, number: str, by: StaffMember) -> Result:
    """Take a result out of its box again; it lies at the counter, to be shelved."""
    with transaction.atomic():
        application, result = with_result(hall, number, "take_back_from_locker", by)
        stay = LockerStay.objects.of(hall).filter(result=result, opened_at=None, taken_back_at=None).first()
        if stay is None or result.state != ResultState.LOCKER:
            raise PaperElsewhere(number=application.number, place=result.place, what="从自助柜取回")
        move(result, "take_back_from_locker")
        result.save()
        stay.taken_back_at, stay.taken_back_by = clock.now(), by
        stay.save(update_fields=["taken_back_at", "taken_back_by"])
        PickupCode.objects.of(hall).filter(result=result, used_at=None, void_at=None).update(void_at=clock.now())
        moved_paper(application, "take_back_from_locker", by, box=stay.box)
        return result
