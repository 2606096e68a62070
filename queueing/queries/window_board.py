"""The manager's board: every window, every line, who waits too long and whom nobody can serve; constant statements."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Max

from hall.kernel import clock
from hall.models import Hall, Window
from queueing import reserve
from queueing.allocation import NOBODY, OPEN, PAUSED, Order, Post, best_standing, can_serve
from queueing.models import Queue, Reallocation, ReserveService, Service, Ticket, WindowPlan, WindowSession
from queueing.queries.allocation import allocation_of, posts_of, rules_of, wants_of
from queueing.queries.lines import QueueLine, lines_of
from queueing.states import AT_A_WINDOW
from queueing.verbs.allocating import undoable
from queueing.window_tiles import Said, at_percent, at_window, minutes

LONG_WAIT, CALM = 20, timedelta(minutes=reserve.CALM_MINUTES)
WHY = {NOBODY: "没有窗口受理或都只能咨询", PAUSED: "能办的窗口都在暂停"}


@dataclass(frozen=True)
class Tile:
    """One window as the board shows it."""

    window: Window
    said: Said
    order: Order
    letters: str
    clerk: str = ""
    clerk_account: str = ""
    number: str = ""
    since: datetime | None = None
    pause_reason: str = ""
    resume_by: datetime | None = None
    in_service: bool = False


@dataclass(frozen=True)
class Waiting:
    """Someone who waits: how long, and why nobody could serve them when nobody can."""

    ticket: Ticket
    minutes: int
    unserved: str = ""


@dataclass(frozen=True)
class Row:
    """One queue with how long its people wait."""

    line: QueueLine
    waits: list[int]
    windows: int
    unserved: list[Waiting] = field(default_factory=list)
    proposal: reserve.Proposal | None = None

    @property
    def queue(self) -> Queue:
        return self.line.queue

    @property
    def longest(self) -> int | None:
        return max(self.waits, default=None)

    @property
    def median(self) -> int | None:
        return at_percent(self.waits, 50)

    @property
    def p90(self) -> int | None:
        return at_percent(self.waits, 90)


@dataclass(frozen=True)
class WindowBoard:
    """One moment of one hall."""

    hall: Hall
    at: datetime
    version: int
    zones: dict[str, list[Tile]]
    rows: list[Row]
    waiting: list[Waiting]
    last: Reallocation | None
    undo: Reallocation | None
    plans: list[WindowPlan]

    @property
    def tiles(self) -> list[Tile]:
        return [tile for tiles in self.zones.values() for tile in tiles]

    @property
    def counts(self) -> dict[str, int]:
        """How many windows are in each state."""
        found = Counter(tile.said.state for tile in self.tiles)
        return {
            state: found[state] for state in ("serving", "called", "idle", "waiting", "paused", "overdue", "forgotten")
        }

    @property
    def too_long(self) -> list[Waiting]:
        return [one for one in self.waiting if one.minutes >= LONG_WAIT]

    @property
    def unserved(self) -> list[Waiting]:
        return [one for one in self.waiting if one.unserved]

    @property
    def undo_until(self) -> datetime | None:
        from queueing.verbs.allocating import UNDO_WITHIN

        return self.undo.at + UNDO_WITHIN if self.undo else None


def window_board(hall: Hall) -> WindowBoard:
    """The board of this hall now; the same number of statements however many windows and people there are."""
    now, allocation = clock.now(), allocation_of(hall)
    posts, lines = posts_of(hall, allocation), lines_of(hall)
    waiting, callable_ = _waiting(hall, posts, now)
    tiles = _tiles(hall, allocation, {line.queue.code: line.queue.prefix for line in lines}, callable_, now)
    zones: dict[str, list[Tile]] = defaultdict(list)
    for tile in tiles:
        zones[tile.window.zone].append(tile)
    last = Reallocation.objects.of(hall).select_related("by").first()
    return WindowBoard(
        hall=hall,
        at=now,
        version=last.version if last else 0,
        zones=dict(zones),
        rows=_rows(hall, lines, posts, waiting, tiles, now),
        waiting=waiting,
        last=last,
        undo=undoable(hall),
        plans=list(WindowPlan.objects.of(hall).only("name", "saved_at").order_by("pk")),
    )


def _waiting(hall: Hall, posts: list[Post], now: datetime) -> tuple[list[Waiting], set[int]]:
    """Everyone who waits, the longest first, and the windows that could call one of them now."""
    rules, seen = rules_of(hall), {}
    found, callable_ = [], set()
    for ticket, want in wants_of(hall):
        if want not in seen:
            seen[want] = best_standing(want, posts, rules)
            callable_ |= {post.window for post in posts if post.standing == OPEN and can_serve(post, want, rules)}
        why = "" if seen[want] == OPEN else WHY.get(seen[want], "能办的窗口都没有开")
        found.append(Waiting(ticket, minutes(now - ticket.queued_at), why))
    return found, callable_


def _tiles(
    hall: Hall, allocation: dict[str, Order], prefixes: dict[str, str], callable_: set[int], now: datetime
) -> list[Tile]:
    windows = Window.objects.of(hall).filter(in_use=True).order_by("code")
    sessions = {
        row.window_id: row for row in WindowSession.objects.of(hall).filter(closed_at=None).select_related("clerk")
    }
    serving = {
        row.window_id: row
        for row in Service.objects.of(hall)
        .filter(ended_at=None, ticket__state__in=AT_A_WINDOW)
        .select_related("ticket")
    }
    today = Service.objects.of(hall).filter(ended_at__gte=now.replace(hour=0, minute=0, second=0))
    ended = dict(today.order_by().values_list("window").annotate(last=Max("ended_at")))
    reserves = set(ReserveService.objects.of(hall).filter(ended_at=None).values_list("window", flat=True))
    return [
        _tile(window, allocation[window.code], prefixes, sessions.get(window.pk), serving.get(window.pk),
              ended.get(window.pk), window.pk in reserves, window.pk in callable_, now)
        for window in windows
    ]  # fmt: skip


def _tile(
    window: Window,
    order: Order,
    prefixes: dict[str, str],
    session: WindowSession | None,
    service: Service | None,
    last_end: datetime | None,
    in_service: bool,
    people_wait: bool,
    now: datetime,
) -> Tile:
    since = (service.started_at or service.called_at) if service else None
    idle = max(filter(None, (last_end, session.opened_at, session.seen_at)), default=None) if session else None
    said = at_window(
        now=now,
        state=session.state if session else "closed",
        held=service.ticket.state if service else "",
        held_since=since,
        idle_since=idle,
        paused_at=session.paused_at if session else None,
        resume_by=session.resume_by if session else None,
        is_reserve=window.is_reserve and not in_service,
        people_wait=people_wait,
    )
    return Tile(
        window=window,
        said=said,
        order=order,
        letters="".join(prefixes[code] for code in order),
        clerk=session.clerk.name if session else "",
        clerk_account=session.clerk.username if session else "",
        number=service.ticket.number if service else "",
        since=since,
        pause_reason=session.pause_reason if session else "",
        resume_by=session.resume_by if session else None,
        in_service=in_service,
    )


def _rows(
    hall: Hall, lines: list[QueueLine], posts: list[Post], waiting: list[Waiting], tiles: list[Tile], now: datetime
) -> list[Row]:
    samples = [now - CALM * part / 3 for part in range(4)]
    called = Service.objects.of(hall).filter(called_at__gte=now - CALM).values_list("queue", "queued_at", "called_at")
    spans: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for queue, begins, ends in called:
        spans[queue].append((begins, ends))
    for one in waiting:
        spans[one.ticket.queue_id].append((one.ticket.queued_at, now + CALM))
    reserves = {tile.window.code: tile for tile in tiles if tile.window.is_reserve}
    found = []
    for line in lines:
        code = line.queue.code
        mine = [one for one in waiting if one.ticket.queue_id == line.queue.pk]
        lately = [sum(begins <= at < ends for begins, ends in spans[line.queue.pk]) for at in samples]
        here = [tile for tile in reserves.values() if code in tile.order]
        proposed = reserve.proposal(
            waiting=line.waiting,
            windows=line.windows,
            estimate=line.range.high,
            lately=lately,
            in_service=sum(tile.in_service for tile in here),
            free=sum(not tile.in_service for tile in here),
        )
        found.append(
            Row(
                line=line,
                waits=[one.minutes for one in mine],
                windows=sum(code in post.queues for post in posts),
                unserved=[one for one in mine if one.unserved],
                proposal=proposed,
            )
        )
    return found
