"""Shelves and lockers: what lies in them, and which slots and boxes are free."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from applications.models import Locker, LockerStay, Result, Shelf
from hall.models import Hall


@dataclass(frozen=True)
class Store:
    """A shelf or a locker, and the slots or boxes in which something lies."""

    row: Shelf | Locker
    filled: tuple[int, ...]

    @property
    def count(self) -> int:
        return len(self.filled)

    @property
    def free(self) -> int:
        return max(self.row.room - self.count, 0)


def shelves_of(hall: Hall) -> list[Store]:
    """All shelves with what lies on them, those out of use last."""
    lying = _by_store(Result.objects.of(hall).exclude(shelf="").values_list("shelf", "slot"))
    rows = Shelf.objects.of(hall).order_by("-in_use", "code")
    return [Store(row, tuple(sorted(lying.get(row.code, [])))) for row in rows]


def lockers_of(hall: Hall) -> list[Store]:
    """All lockers with what lies in them, those out of use last."""
    lying = _by_store(_stays(hall).values_list("locker", "box"))
    rows = Locker.objects.of(hall).order_by("-in_use", "code")
    return [Store(row, tuple(sorted(lying.get(row.pk, [])))) for row in rows]


def filled(row: Shelf | Locker) -> list[int]:
    """The slots or boxes of one of them in which something lies."""
    if isinstance(row, Shelf):
        places = Result.objects.of(row.hall_id).filter(shelf=row.code).values_list("slot", flat=True)
    else:
        places = _stays(row.hall_id).filter(locker=row).values_list("box", flat=True)
    return sorted(place for place in places if place is not None)


def first_free_slot(hall: Hall, shelves: Iterable[Shelf]) -> tuple[str, int] | None:
    """The first free slot on these shelves, in their order."""
    taken = set(Result.objects.of(hall).exclude(shelf="").values_list("shelf", "slot"))
    slots = ((row.code, slot) for row in shelves for slot in range(1, row.slots + 1))
    return next((slot for slot in slots if slot not in taken), None)


def free_boxes(locker: Locker) -> list[int]:
    """The boxes of a locker in which nothing lies."""
    taken = set(filled(locker))
    return [box for box in range(1, locker.boxes + 1) if box not in taken]


def lockers_with_room(hall: Hall) -> list[tuple[Locker, int]]:
    """The lockers in use, each with its number of free boxes."""
    return [(store.row, store.free) for store in lockers_of(hall) if isinstance(store.row, Locker) and store.row.in_use]


def _stays(hall: Hall | int):  # type: ignore[no-untyped-def]
    return LockerStay.objects.of(hall).filter(opened_at=None, taken_back_at=None)


def _by_store(places: Iterable[tuple[str | int, int | None]]) -> Mapping[str | int, list[int]]:
    found: dict[str | int, list[int]] = defaultdict(list)
    for store, place in places:
        if place is not None:
            found[store].append(place)
    return found
