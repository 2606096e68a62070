"""Where the paper lies behind the counter: put on a shelf, moved, given back to its department when nobody comes."""

from django.db import IntegrityError, transaction

from applications.errors import ReasonMissing
from applications.issuing_errors import NoSuchSlot, ShelvesFull, SlotTaken
from applications.models import Result, Shelf
from applications.queries.shelves import first_free_slot
from applications.verbs.arriving import available
from applications.verbs.common import tell_by_message
from applications.verbs.papers import move, moved_paper, with_result
from hall.models import Hall, StaffMember


def shelve(*, hall: Hall, number: str, shelf: str = "", slot: int | None = None, by: StaffMember) -> Result:
    """Put a result into a slot: the one named, or the first free one. The first time, the person is told to come."""
    with transaction.atomic():
        application, result = with_result(hall, number, "shelve", by)
        move(result, "shelve")
        result.shelf, result.slot = _place(hall, shelf.strip().upper(), slot)
        try:
            with transaction.atomic():
                result.save()
        except IntegrityError:
            raise SlotTaken(shelf=result.shelf, slot=result.slot) from None
        available(application, result)
        moved_paper(application, "shelve", by, shelf=result.shelf, slot=result.slot)
        return result


def _place(hall: Hall, shelf: str, slot: int | None) -> tuple[str, int]:
    """The slot named, if there is such a one; else the first free slot, on the shelf named or anywhere."""
    shelves = list(
        Shelf.objects.of(hall).filter(in_use=True).select_for_update().order_by("code")
    )  # one clerk at a time takes a slot
    if shelf and slot:
        if not any(row.code == shelf and 1 <= slot <= row.slots for row in shelves):
            raise NoSuchSlot(shelf=shelf, slot=slot)
        return shelf, slot
    free = first_free_slot(hall, [row for row in shelves if not shelf or row.code == shelf])
    if free is None:
        raise ShelvesFull()
    return free


def return_paper(*, hall: Hall, number: str, reason: str, by: StaffMember) -> Result:
    """Give a result that nobody fetched back to its department, which keeps it; it may come back to the shelf."""
    if not reason.strip():
        raise ReasonMissing()
    with transaction.atomic():
        application, result = with_result(hall, number, "return_paper", by)
        move(result, "return_paper")
        result.save()
        step = moved_paper(application, "return_paper", by, reason.strip())
        tell_by_message(application, "result_returned", step.pk)
        return result
