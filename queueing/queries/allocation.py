"""Who covers what now, who waits for what, and how far each window goes: what the rules of allocation are asked with."""

from collections import defaultdict

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, OuterRef

from hall.models import Hall, Window
from queueing.allocation import CLOSED, OPEN, PAUSED, Order, Post, Want
from queueing.capability import Rule, Rules
from queueing.models import Capability, Reallocation, Ticket, TicketMatter, WindowQueue, WindowSession
from queueing.states import TicketState, WindowState

STANDINGS = {WindowState.OPEN: OPEN, WindowState.PAUSED: PAUSED}


def allocation_of(hall: Hall) -> dict[str, Order]:
    """For each window in use the queues it covers, the first served first; two statements."""
    covers = WindowQueue.objects.filter(window__hall=hall, window__in_use=True).order_by("rank", "queue__prefix")
    found: dict[str, list[str]] = defaultdict(list)
    for code, queue in covers.values_list("window__code", "queue__code"):
        found[code].append(queue)
    codes = Window.objects.of(hall).filter(in_use=True).order_by("code").values_list("code", flat=True)
    return {code: tuple(found[code]) for code in codes}


def version_of(hall: Hall) -> int:
    """The version of the allocation: how often it was changed."""
    return Reallocation.objects.of(hall).values_list("version", flat=True).first() or 0


def rules_of(hall: Hall) -> Rules:
    """The rules of capability of a hall."""
    rows = Capability.objects.of(hall).values_list(
        "window", "clerk", "matter", "department", "level", "assistant__name"
    )
    return Rules(Rule(*row[:5], row[5] or "") for row in rows)


def posts_of(hall: Hall, allocation: dict[str, Order]) -> list[Post]:
    """The windows in use with what they cover and who sits there; two statements."""
    sessions = {
        window: (STANDINGS.get(WindowState(state), CLOSED), clerk)
        for window, state, clerk in WindowSession.objects.of(hall)
        .filter(closed_at=None)
        .values_list("window", "state", "clerk")
    }
    windows = Window.objects.of(hall).filter(in_use=True).values_list("pk", "code")
    return [Post(pk, code, allocation.get(code, ()), *sessions.get(pk, (CLOSED, None))) for pk, code in windows]


def wants_of(hall: Hall) -> list[tuple[Ticket, Want]]:
    """Everyone who waits, in the order of coming, with what they need; one statement."""
    chosen = TicketMatter.objects.filter(ticket=OuterRef("pk")).order_by("matter")
    pairs = chosen.annotate(
        pair=Func(F("matter"), F("matter__department"), function="ARRAY", template="ARRAY[%(expressions)s]")
    )
    waiting = Ticket.objects.of(hall).filter(state=TicketState.WAITING).select_related("queue").order_by("queued_at")
    tickets = waiting.annotate(pairs=ArraySubquery(pairs.values("pair")))
    return [(ticket, want_of(ticket)) for ticket in tickets]


def want_of(ticket: Ticket) -> Want:
    """What this ticket needs of a window."""
    return Want(
        queue=ticket.queue.code,
        kind=ticket.queue.kind,
        matters=tuple((matter, department) for matter, department in ticket.pairs),  # type: ignore[attr-defined]
        window=ticket.for_window_id,
        clerk=ticket.for_clerk_id,
    )
