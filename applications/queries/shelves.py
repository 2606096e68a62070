"""Which slots and boxes are free."""

from collections.abc import Iterable

from applications.models import Locker, LockerStay, Result, Shelf
from hall.models import Hall


def first_free_slot(hall: Hall, shelves: Iterable[Shelf]) -> tuple[str, int] | None:
    """The first free slot on these shelves, in their order."""
    taken = set(Result.objects.of(hall).exclude(shelf="").values_list("shelf", "slot"))
    slots = ((row.code, slot) for row in shelves for slot in range(1, row.slots + 1))
    return next((slot for slot in slots if slot not in taken), None)


def free_boxes(locker: Locker) -> list[int]:
    """The boxes of a locker in which nothing lies."""
    rows = LockerStay.objects.of(locker.hall_id).filter(locker=locker, opened_at=None, taken_back_at=None)
    taken = set(rows.values_list("box", flat=True))
    return [box for box in range(1, locker.boxes + 1) if box not in taken]


def lockers_with_room(hall: Hall) -> list[tuple[Locker, int]]:
    """The hall's lockers, each with its number of free boxes."""
    return [(locker, len(free_boxes(locker))) for locker in Locker.objects.of(hall).order_by("code")]
