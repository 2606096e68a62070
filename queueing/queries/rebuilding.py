"""Proving that the stored day equals the day rebuilt from its steps."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from hall.kernel import clock
from hall.models import Hall, Step
from queueing.models import Service, Ticket, TicketMatter, WindowSession
from queueing.replay import TAKEN, Act, ShiftLife, Spell, TicketLife, shift_life, ticket_life
from queueing.states import AT_A_WINDOW

SAME_ACT = timedelta(seconds=2)
TICKET, SHIFT = "queueing.ticket", "queueing.windowsession"


@dataclass(frozen=True)
class Difference:
    """One thing that the steps tell otherwise than the tables hold."""

    what: str
    words: str


@dataclass(frozen=True)
class Comparison:
    """The two days side by side; equal when there is no difference."""

    hall: Hall
    day: date
    tickets: int
    services: int
    shifts: int
    steps: int
    differences: list[Difference]

    @property
    def is_equal(self) -> bool:
        return not self.differences


def compared(hall: Hall, day: date) -> Comparison:
    """Rebuild this day of the hall from its steps and hold it against the tables; times agree within two seconds."""
    tickets = list(Ticket.objects.of(hall).filter(day=day).select_related("queue", "window"))
    shifts = list(WindowSession.objects.of(hall).filter(opened_at__date=day).select_related("window"))
    services, wanted = _services(tickets), _matters(tickets)
    acts = _acts(hall, TICKET, [ticket.pk for ticket in tickets])
    shift_acts = _acts(hall, SHIFT, [shift.pk for shift in shifts])
    found = [
        *_numbers(tickets),
        *_vanished(hall, day, {ticket.pk for ticket in tickets}),
        *(
            one
            for ticket in tickets
            for one in _ticket(ticket, acts[ticket.pk], services[ticket.pk], wanted[ticket.pk])
        ),
        *(one for shift in shifts for one in _shift(shift, shift_acts[shift.pk])),
    ]
    counted = sum(map(len, acts.values())) + sum(map(len, shift_acts.values()))
    served = sum(map(len, services.values()))
    return Comparison(hall, day, len(tickets), served, len(shifts), counted, found)


def _services(tickets: list[Ticket]) -> dict[int, list[Service]]:
    grouped: dict[int, list[Service]] = defaultdict(list)
    rows = Service.objects.filter(ticket__in=[ticket.pk for ticket in tickets]).select_related("window", "queue")
    for service in rows.order_by("id"):
        grouped[service.ticket_id].append(service)
    return grouped


def _matters(tickets: list[Ticket]) -> dict[int, list[str]]:
    grouped: dict[int, list[str]] = defaultdict(list)
    rows = TicketMatter.objects.filter(ticket__in=[ticket.pk for ticket in tickets]).order_by("ticket", "order")
    for key, code in rows.values_list("ticket", "matter__code"):
        grouped[key].append(code)
    return grouped


def _acts(hall: Hall, subject: str, keys: list[int]) -> dict[int, list[Act]]:
    grouped: dict[int, list[Act]] = defaultdict(list)
    rows = Step.objects.filter(hall=hall, subject_type=subject, subject_id__in=keys).order_by("id")
    for key, *told in rows.values_list("subject_id", "verb", "before", "after", "at", "by", "data"):
        grouped[key].append(_act(*told))
    return grouped


def _act(verb: str, before: str, after: str, at: datetime, by: int, data: dict[str, Any]) -> Act:
    said = {name: str(data.get(name) or "") for name in ("window", "queue", "priority", "channel", "room", "matter")}
    matters = tuple(data["matters"]) if "matters" in data else None
    return Act(verb, before, after, at, by, **said, matters=matters)


def _numbers(tickets: list[Ticket]) -> Iterator[Difference]:
    """Numbers of a day run without a gap from one, for each letter."""
    serials: dict[str, list[int]] = defaultdict(list)
    for ticket in tickets:
        serials[ticket.number.rstrip("0123456789")].append(ticket.serial)
    for prefix, given in sorted(serials.items()):
        if sorted(given) != list(range(1, len(given) + 1)):
            yield Difference(prefix, f"{prefix} 字头的号码不连续：共 {len(given)} 个，最大 {max(given)}")


def _vanished(hall: Hall, day: date, kept: set[int]) -> Iterator[Difference]:
    begin = datetime(day.year, day.month, day.day, tzinfo=clock.BEIJING)
    taken = Step.objects.filter(hall=hall, subject_type=TICKET, verb=TAKEN, at__gte=begin, at__lt=begin + timedelta(1))
    told = {key: number for key, number in taken.values_list("subject_id", "subject_number") if key not in kept}
    around_midnight = set(Ticket.objects.filter(pk__in=told).values_list("pk", flat=True))
    for key in sorted(set(told) - around_midnight):
        yield Difference(told[key], "步骤里取过此号，号码表里没有")


def _ticket(ticket: Ticket, acts: list[Act], services: list[Service], wanted: list[str]) -> Iterator[Difference]:
    life = ticket_life(acts)
    if life.matters is not None:
        yield from _unequal(ticket.number, [("来办事项", "、".join(wanted), "、".join(life.matters))])
    yield from (Difference(ticket.number, words) for words in life.breaks)
    yield from _unequal(ticket.number, _ticket_pairs(ticket, life))
    if len(services) != len(life.spells):
        yield Difference(ticket.number, f"窗口服务 {len(services)} 次，步骤里 {len(life.spells)} 次")
        return
    for service, spell in zip(services, life.spells, strict=True):
        yield from _unequal(f"{ticket.number}@{service.window.code}", _service_pairs(service, spell))


def _ticket_pairs(ticket: Ticket, life: TicketLife) -> list[tuple[str, Any, Any]]:
    pairs: list[tuple[str, Any, Any]] = [
        ("状态", ticket.state, life.state),
        ("队列", ticket.queue.code, life.queue),
        ("渠道", ticket.channel, life.channel),
        ("优先理由", ticket.priority, life.priority),
        ("所在房间", ticket.room, life.room),
        ("取号时间", ticket.issued_at, life.issued_at),
    ]
    if ticket.state in AT_A_WINDOW and ticket.window is not None:
        held = life.spells[-1].window if life.spells else ""
        pairs += [("窗口", ticket.window.code, held), ("叫号次数", ticket.calls, life.calls)]
    return pairs


def _service_pairs(service: Service, spell: Spell) -> list[tuple[str, Any, Any]]:
    return [
        ("窗口", service.window.code, spell.window),
        ("人员", service.clerk_id, spell.clerk),
        ("队列", service.queue.code, spell.queue),
        ("入队时间", service.queued_at, spell.queued_at),
        ("叫号时间", service.called_at, spell.called_at),
        ("开始时间", service.started_at, spell.started_at),
        ("结束时间", service.ended_at, spell.ended_at),
        ("结果", service.outcome, spell.outcome),
    ]


def _shift(shift: WindowSession, acts: list[Act]) -> Iterator[Difference]:
    what, life = f"{shift.window.code}号窗口登录", shift_life(acts)
    yield from (Difference(what, words) for words in life.breaks)
    yield from _unequal(what, _shift_pairs(shift, life))


def _shift_pairs(shift: WindowSession, life: ShiftLife) -> list[tuple[str, Any, Any]]:
    return [
        ("窗口", shift.window.code, life.window),
        ("状态", shift.state, life.state),
        ("开窗时间", shift.opened_at, life.opened_at),
        ("关窗时间", shift.closed_at, life.closed_at),
    ]


def _unequal(what: str, pairs: list[tuple[str, Any, Any]]) -> Iterator[Difference]:
    for name, stored, rebuilt in pairs:
        if not _same(stored, rebuilt):
            yield Difference(what, f"{name}：表中为 {_shown(stored)}，由步骤重建为 {_shown(rebuilt)}")


def _same(stored: Any, rebuilt: Any) -> bool:
    if isinstance(stored, datetime) and isinstance(rebuilt, datetime):
        return abs(stored - rebuilt) <= SAME_ACT
    return bool(stored == rebuilt)


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(clock.BEIJING):%H:%M:%S}"
    return str(value) if value not in ("", None) else "空"
