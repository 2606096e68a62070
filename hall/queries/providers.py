"""Reading how the providers of messages fare, and what waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Avg, Count, Min, Q

from hall.kernel import clock
from hall.messages import failover, gateway
from hall.messages.quotas import Quotas
from hall.models import Hall, MessageAttempt, MessageProvider, OutgoingMessage, Step
from hall.queries.quotas import hall_today, quotas
from hall.states import MessageState, ProviderState

WAITING = (MessageState.QUEUED, MessageState.RELAYED)
KNOWN_DAYS = timedelta(days=7)


@dataclass(frozen=True)
class ProviderNow:
    """One channel: its place in the order, its state, and its attempts of the last hour and minute."""

    name: str
    label: str
    rank: int
    state: str
    state_label: str
    since: datetime | None
    reason: str
    minute: int
    minute_errors: int
    hour: int
    hour_errors: int
    took_ms: int | None
    good_probes: int

    @property
    def share(self) -> int | None:
        """Errors of the last hour in per cent."""
        return round(100 * self.hour_errors / self.hour) if self.hour else None


@dataclass(frozen=True)
class Backlog:
    """What of a hall waits, what is unknown, and how much of the day's quota is used."""

    waiting: int
    oldest_seconds: int
    sending: int
    unknown: int
    held: int
    today: int
    limits: Quotas


def providers_now() -> list[ProviderNow]:
    """The channels in order of preference, in two statements."""
    rows = {row.code: row for row in MessageProvider.objects.all()}
    figures = {row["provider"]: row for row in _figures()}
    return [
        _now(rank, one, rows.get(one.name), figures.get(one.name, {})) for rank, one in enumerate(gateway.gateways(), 1)
    ]


def switches(limit: int = 5) -> list[Step]:
    """The last times a channel was left, taken again, or switched by people."""
    rows = Step.objects.filter(subject_type="hall.messageprovider").select_related("by")
    return list(rows.order_by("-id")[:limit])


def backlog(hall: Hall) -> Backlog:
    """In two statements."""
    now, rows = clock.now(), OutgoingMessage.objects.of(hall)
    found = rows.filter(queued_at__gte=now - KNOWN_DAYS).aggregate(
        waiting=Count("pk", filter=Q(state__in=WAITING)),
        oldest=Min("queued_at", filter=Q(state__in=WAITING)),
        sending=Count("pk", filter=Q(state=MessageState.SENDING)),
        unknown=Count("pk", filter=Q(state=MessageState.UNKNOWN, resent_as=None)),
        held=Count("pk", filter=Q(state=MessageState.HELD)),
    )
    oldest = found.pop("oldest")
    age = int((now - oldest).total_seconds()) if oldest else 0
    return Backlog(**found, oldest_seconds=age, today=hall_today(hall.pk, is_exact=True), limits=quotas())


def _figures():  # type: ignore[no-untyped-def]
    now, errors = clock.now(), Q(outcome__in=failover.ERRORS)
    minute = Q(at__gte=now - failover.LOOKED_AT)
    rows = MessageAttempt.objects.filter(at__gte=now - timedelta(hours=1)).order_by()
    return rows.values("provider").annotate(
        minute=Count("pk", filter=minute),
        minute_errors=Count("pk", filter=minute & errors),
        hour=Count("pk"),
        hour_errors=Count("pk", filter=errors),
        took_ms=Avg("took_ms"),
    )


def _now(rank: int, one: gateway.Gateway, row: MessageProvider | None, seen: dict[str, float]) -> ProviderNow:
    took = seen.get("took_ms")
    return ProviderNow(
        name=one.name,
        label=one.label,
        rank=rank,
        state=row.state if row else ProviderState.UP,
        state_label=row.get_state_display() if row else ProviderState.UP.label,
        since=row.since if row else None,
        reason=row.reason if row else "",
        minute=int(seen.get("minute", 0)),
        minute_errors=int(seen.get("minute_errors", 0)),
        hour=int(seen.get("hour", 0)),
        hour_errors=int(seen.get("hour_errors", 0)),
        took_ms=None if took is None else round(took),
        good_probes=row.good_probes if row else 0,
    )
