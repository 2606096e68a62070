"""Recording and sealing steps."""

import hashlib
import json
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from django.db import connection, models, transaction

from hall.errors import RecordTooLong
from hall.kernel import clock
from hall.kernel.moves import Moved
from hall.kernel.rows import append
from hall.models import StaffMember, Step

GENESIS = "0" * 64
SEALER_LOCK = 740_001
MOST_AT_ONCE = 2_000_000
BOUND = (
    "pk", "hall_id", "subject_type", "subject_id", "subject_number", "verb", "before", "after", "by_id", "at", "reason", "data",
)  # fmt: skip
ENCODED = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
LINK = """
    UPDATE hall_step SET position = link.position, hash = link.hash
    FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) AS link (id, position, hash)
    WHERE hall_step.id = link.id AND hall_step.position IS NULL
"""


def record(subject: models.Model, moved: Moved | str, by: StaffMember, reason: str = "", **data: Any) -> Step:
    """Append one step to the official record, inside the transaction of the act it tells of.

    `moved` is what `make_move` returned, or a bare verb for an act that changes no state. `data` holds plain values and
    never personal data. What belongs to no hall (a person, a standard) is told in the hall of who acted.
    """
    step = _step(subject, moved, by, reason, data)
    append(step)
    return step


def record_all(acts: Iterable[tuple[models.Model, Moved | str, dict[str, Any]]], by: StaffMember) -> list[Step]:
    """Append many steps at once, for imports: each is the subject, the move and its data."""
    return Step.objects.bulk_create([_step(subject, moved, by, "", data) for subject, moved, data in acts], 1000)


def _step(subject: models.Model, moved: Moved | str, by: StaffMember, reason: str, data: dict[str, Any]) -> Step:
    if isinstance(moved, str):
        moved = Moved(verb=moved, before="", after="")
    return Step(
        hall_id=getattr(subject, "hall_id", None) or by.hall_id,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk if isinstance(subject.pk, int) else 0,
        subject_number=str(getattr(subject, "number", "") or ""),
        verb=moved.verb,
        before=moved.before,
        after=moved.after,
        by=by,
        at=clock.now(),
        reason=reason,
        data=data,
    )


def steps_of(subject: models.Model) -> models.QuerySet[Step]:
    """The time line of a thing, oldest first."""
    rows = Step.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)
    return rows.select_related("by").order_by("id")


def digest(step: Step, previous: str) -> str:
    """The hash that binds a step to everything before it."""
    return _digest(previous, *(getattr(step, name) for name in BOUND))


def _digest(previous: str, key: int, *told: Any) -> str:
    *before, at, reason, data = told
    content = [previous, key, *before, at.timestamp(), reason, data]
    return hashlib.sha256(ENCODED(content).encode()).hexdigest()


def seal(limit: int = 2000) -> int:
    """Chain the steps that are not yet sealed; one sealer at a time. Returns how many were sealed."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALER_LOCK])
            if not cursor.fetchone()[0]:
                return 0
        last = Step.objects.exclude(position=None).order_by("-position").first()
        position, previous = (last.position or 0, last.hash) if last else (0, GENESIS)
        waiting = list(Step.objects.filter(position=None).order_by("id")[:limit])
        links = list(accumulate(waiting, lambda hashed, step: digest(step, hashed), initial=previous))[1:]
        _link([step.pk for step in waiting], position + 1, links)
        return len(waiting)


def _link(keys: list[int], first: int, links: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(LINK, [keys, list(range(first, first + len(keys))), links])


def first_broken_link() -> int | None:
    """The first position where the chain does not hold, or None when all of it holds; about ten seconds a million steps."""
    previous, expected = GENESIS, 1
    rows = Step.objects.exclude(position=None).order_by("position").values_list("position", "hash", *BOUND)
    for position, kept, *told in rows.iterator(5000):
        if position != expected or kept != _digest(previous, *told):
            return expected
        previous, expected = kept, expected + 1
    return None


def first_broken_link_now() -> int | None:
    """The same while somebody waits for the answer. Raises RecordTooLong where that would take minutes."""
    sealed = sealed_up_to()
    if sealed > MOST_AT_ONCE:
        raise RecordTooLong(sealed=sealed)
    return first_broken_link()


def sealed_up_to() -> int:
    """The last position of the chain."""
    return Step.objects.aggregate(last=models.Max("position"))["last"] or 0
