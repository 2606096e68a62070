"""How far a worker is with a catalogue file: a hint kept in the cache; the state of the import is the truth."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import cache

KEPT_SECONDS = 3600


@dataclass(frozen=True)
class Progress:
    """What is being done, and how much of it."""

    phase: str
    done: int = 0
    all: int = 0

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.all) if self.all else 0


def note(import_id: int, phase: str) -> Callable[[int, int], None]:
    """A function that notes how many of how many are done in this phase."""

    def tick(done: int, all_: int) -> None:
        cache.set(f"catalogue-import-{import_id}", (phase, done, all_), KEPT_SECONDS)

    tick(0, 0)
    return tick


def forget(import_id: int) -> None:
    """This phase is over; what comes next begins with nothing."""
    cache.delete(f"catalogue-import-{import_id}")


def progress_of(import_id: int) -> Progress | None:
    """How far it is, as far as is known."""
    kept = cache.get(f"catalogue-import-{import_id}")
    return Progress(*kept) if kept else None
