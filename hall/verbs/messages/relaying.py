"""From the outbox towards the queue, and back when the queue lost it.

`due_at` is always the moment at which somebody must look at the row again: when queued, to relay it; when relayed or
being sent, to see whether that got lost; when sent, to give up waiting for its receipt.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from hall.kernel import clock
from hall.kernel.moves import make_move
from hall.models import OutgoingMessage
from hall.states import MESSAGE_MOVES, MessageState

BATCH = 200


def relay(limit: int = BATCH) -> list[int]:
    """Claim messages that are due and return their ids; the caller hands each to the queue after this committed."""
    now = clock.now()
    due = OutgoingMessage.objects.filter(state=MessageState.QUEUED, due_at__lte=now, expires_at__gt=now)
    look_again = now + timedelta(seconds=settings.SMS_LOST_AFTER_SECONDS)
    return _move_all(due, limit, "relay", due_at=look_again)


def requeue_lost(limit: int = BATCH) -> int:
    """Queue again what was relayed and never taken up: its hint is lost, or it waits and will then find nothing to do."""
    now = clock.now()
    lost = OutgoingMessage.objects.filter(state=MessageState.RELAYED, due_at__lte=now, expires_at__gt=now)
    return len(_move_all(lost, limit, "requeue", due_at=now))


def expire_old(limit: int = BATCH) -> int:
    """Close messages that came too late to be worth sending."""
    waiting = [MessageState.QUEUED, MessageState.RELAYED]
    old = OutgoingMessage.objects.filter(state__in=waiting, expires_at__lte=clock.now())
    return len(_move_all(old, limit, "expire"))


def give_up_receipts(limit: int = BATCH) -> int:
    """Mark as unknown what was sent and had no receipt in time."""
    silent = OutgoingMessage.objects.filter(state=MessageState.SENT, due_at__lte=clock.now())
    return len(_move_all(silent, limit, "lose_track", failure="通道在规定时间内没有送回回执"))


def _move_all(rows: "QuerySet[OutgoingMessage]", limit: int, verb: str, **changes: object) -> list[int]:
    """One move for many rows; rows another worker holds are left to it."""
    with transaction.atomic():
        claimed = list(rows.select_for_update(skip_locked=True, of=("self",)).order_by("due_at", "id")[:limit])
        for message in claimed:
            make_move(message, MESSAGE_MOVES, verb)
            for field, value in changes.items():
                setattr(message, field, value)
        OutgoingMessage.objects.bulk_update(claimed, ["state", *changes])
    return [message.pk for message in claimed]
