"""One answer for many who ask the same of a hall: kept in this process until the hall changes.

Twenty screens and three hundred phones ask after every call. What they share (the board, the lines) is worked out once
for each change: the count of changes is read first, so an answer kept under it holds everything up to that count.
Answers are also worked out anew after `SHARED_SECONDS`, as time passes without a change, and always while Redis is away.
"""

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings

from hall.kernel import live

T = TypeVar("T")
MOST = 500


@dataclass(frozen=True)
class Kept:
    """An answer, the count of changes it was worked out at, and when."""

    answer: Any
    count: int
    at: float


_kept: dict[Hashable, Kept] = {}
_locks: dict[Hashable, threading.Lock] = {}


def shared(hall_code: str, what: Hashable, work_out: Callable[[], T]) -> T:
    """The answer to `what` of this hall as it is now."""
    if not settings.SHARED_SECONDS:
        return work_out()
    count, key = live.count(hall_code), (hall_code, what)
    if count is None:
        return work_out()
    with _locks.setdefault(key, threading.Lock()):
        kept = _kept.get(key)
        if kept is None or kept.count != count or time.monotonic() - kept.at > settings.SHARED_SECONDS:
            if len(_kept) > MOST:
                _kept.clear()
            at = time.monotonic()
            kept = _kept[key] = Kept(work_out(), count, at)
        answer: T = kept.answer
        return answer


def forget() -> None:
    """Work everything out anew."""
    _kept.clear()
