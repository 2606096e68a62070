"""Re-allocating windows live: which queues they cover and in which order. Takes effect at the next call."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils.timezone import localtime

from hall import steps
from hall.kernel import clock, live
from hall.kernel.errors import DomainError
from hall.models import Hall, NumberCounter, StaffMember, Window
from queueing.allocation import Order, Post, allocated, differences, queues_after, stranded
from queueing.errors import ReasonNeeded, UnknownQueue
from queueing.locks import locked_rows
from queueing.models import Queue, Reallocation, WindowPlan, WindowQueue, WindowSession
from queueing.numbering import EXPECTED, counter_key
from queueing.permissions import may_allocate
from queueing.queries.allocation import allocation_of, posts_of, rules_of, version_of, wants_of
from queueing.window_errors import (
    AllocationMoved,
    NoSuchWindow,
    NothingToChange,
    NothingToUndo,
    NoWindowChosen,
    TicketsStranded,
    WindowWithoutQueue,
)

UNDO_WITHIN = timedelta(minutes=10)


@transaction.atomic
def reallocate(
    *,
    hall: Hall,
    version: int,
    changes: Mapping[str, Sequence[str]],
    reason: str,
    plan: WindowPlan | None = None,
    by: StaffMember,
) -> Reallocation:
    """These windows cover these queues from the next call on, the first served first.

    `version` is the allocation the manager looked at. Raises AllocationMoved when somebody changed one of these windows
    since, TicketsStranded when people who wait would lose the windows that can serve them.
    """
    may_allocate(by, hall)
    lock_allocation(hall)
    wanted = {code: tuple(dict.fromkeys(order)) for code, order in changes.items()}
    _refuse_if_moved(hall, version, wanted)
    return _change(hall, wanted, reason, by, plan=plan)


@transaction.atomic
def move_windows(
    *, hall: Hall, version: int, windows: Sequence[str], queue: str, mode: str, reason: str, by: StaffMember
) -> Reallocation:
    """Several windows do only, first, also or no longer this queue."""
    may_allocate(by, hall)
    if not windows:
        raise NoWindowChosen()
    lock_allocation(hall)
    present = allocation_of(hall)
    _refuse_unknown(present, windows)
    changes = {code: queues_after(present[code], queue, mode) for code in windows}
    return reallocate(hall=hall, version=version, changes=changes, reason=reason, by=by)


@transaction.atomic
def undo_reallocation(*, hall: Hall, by: StaffMember) -> Reallocation:
    """Take back the last re-allocation, within ten minutes; what would strand somebody stays."""
    may_allocate(by, hall)
    lock_allocation(hall)
    last = undoable(hall)
    if last is None:
        raise NothingToUndo(minutes=int(UNDO_WITHIN.total_seconds() // 60))
    before = {code: tuple(order) for code, order in last.before.items()}
    return _change(hall, before, f"撤销第 {last.version} 次调配", by, undoes=last)


def undoable(hall: Hall) -> Reallocation | None:
    """The last re-allocation while it may still be taken back."""
    last = Reallocation.objects.of(hall).select_related("by").first()
    if last is None or last.undoes_id is not None or clock.now() - last.at > UNDO_WITHIN:
        return None
    return last


def lock_allocation(hall: Hall) -> None:
    """One re-allocation at a time in a hall, while no window opens, pauses or closes: what was checked stays true."""
    Hall.objects.select_for_update(no_key=True).get(pk=hall.pk)
    sessions = WindowSession.objects.of(hall).filter(closed_at=None).order_by("pk")
    list(sessions.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))


def _refuse_if_moved(hall: Hall, version: int, wanted: Mapping[str, Order]) -> None:
    """Somebody else changed one of these windows after the manager looked: say who, when, which and why."""
    newer = Reallocation.objects.of(hall).filter(version__gt=version).select_related("by").order_by("-version")
    for other in newer:
        both = [code for code in wanted if code in other.after]
        if both:
            raise AllocationMoved(
                who=other.by.name,
                at=f"{localtime(other.at, clock.BEIJING):%H:%M:%S}",
                windows="、".join(both),
                why=other.reason,
                version=version_of(hall),
            )


def _change(
    hall: Hall,
    wanted: Mapping[str, Order],
    reason: str,
    by: StaffMember,
    *,
    plan: WindowPlan | None = None,
    undoes: Reallocation | None = None,
) -> Reallocation:
    if not reason.strip():
        raise ReasonNeeded()
    present = allocation_of(hall)
    _refuse_unknown(present, wanted)
    changes = differences(present, wanted)
    if not changes:
        raise NothingToChange()
    if empty := [code for code, order in changes.items() if not order]:
        raise WindowWithoutQueue(windows="、".join(empty))
    before = {code: present[code] for code in changes}
    queues = _queues_touched(hall, before, changes)
    _refuse_stranding(hall, present, changes)
    _write(hall, changes, queues)
    made = Reallocation.objects.create(
        hall=hall,
        version=version_of(hall) + 1,
        before=before,
        after=changes,
        reason=reason.strip()[:200],
        plan=plan,
        undoes=undoes,
        at=clock.now(),
        by=by,
    )
    verb = "undo_reallocation" if undoes else "reallocate"
    steps.record(made, verb, by, made.reason, version=made.version, before=before, after=changes)
    live.hint(hall.code)
    return made


def _queues_touched(hall: Hall, *allocations: Mapping[str, Order]) -> dict[str, Queue]:
    """The queues somebody gains or loses, locked, so that nobody is called from them, and nobody joins them, meanwhile."""
    codes = {code for allocation in allocations for order in allocation.values() for code in order}
    queues = {queue.code: queue for queue in locked_rows(Queue.objects.of(hall).filter(code__in=codes))}
    if codes - queues.keys():
        raise UnknownQueue()
    prefixes = [*(queue.prefix for queue in queues.values()), EXPECTED]  # those with an appointment join, too
    keys = [counter_key(hall.pk, prefix, clock.today()) for prefix in prefixes]
    list(NumberCounter.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    return queues


def _refuse_unknown(present: Mapping[str, Order], codes: Sequence[str] | Mapping[str, Order]) -> None:
    if missing := [code for code in codes if code not in present]:
        raise NoSuchWindow(windows="、".join(missing))


def _refuse_stranding(hall: Hall, present: dict[str, Order], changes: Mapping[str, Order]) -> None:
    posts = posts_of(hall, present)
    refuse_stranding(hall, posts, allocated(posts, changes))


def refuse_stranding(hall: Hall, before: list[Post], after: list[Post]) -> None:
    """People who wait keep a window that can serve them. Raises TicketsStranded naming queues and numbers."""
    waiting = wants_of(hall)
    lost = stranded((want for _, want in waiting), before, after, rules_of(hall))
    if lost:
        raise stranding_of([ticket for ticket, want in waiting if want in lost])


def stranding_of(tickets: Sequence[object]) -> DomainError:
    """The refusal in words: how many of which queue, and the first number of each."""
    counts = Counter(ticket.queue.name for ticket in tickets)  # type: ignore[attr-defined]
    first = {ticket.queue.name: ticket.number for ticket in reversed(tickets)}  # type: ignore[attr-defined]
    said = "；".join(f"“{name}”有 {count} 人在等（{first[name]} 等）" for name, count in counts.items())
    return TicketsStranded(queues=said)


def _write(hall: Hall, changes: Mapping[str, Order], queues: Mapping[str, Queue]) -> None:
    """The new covers; where a window keeps a queue it keeps its run of calls, too, so that nobody is passed longer."""
    windows = {window.code: window for window in Window.objects.of(hall).filter(code__in=changes)}
    present = WindowQueue.objects.filter(window__in=windows.values())
    runs = {(cover.window_id, cover.queue_id): cover for cover in present}
    present.delete()
    WindowQueue.objects.bulk_create(
        _cover(windows[code], queues[queue], rank, runs.get((windows[code].pk, queues[queue].pk)))
        for code, order in changes.items()
        for rank, queue in enumerate(order, 1)
    )


def _cover(window: Window, queue: Queue, rank: int, before: WindowQueue | None) -> WindowQueue:
    ordinary, appointment = (before.ordinary_run, before.appointment_run) if before else (0, 0)
    return WindowQueue(window=window, queue=queue, rank=rank, ordinary_run=ordinary, appointment_run=appointment)
