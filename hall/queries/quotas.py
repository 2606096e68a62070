"""Counting what has gone out, for the quotas."""

import time
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Q

from hall.kernel import clock
from hall.messages.quotas import Quotas, Sent, refusal
from hall.messages.wording import TEMPLATES
from hall.models import OutgoingMessage

COUNTED_AGAIN_AFTER = 10.0
_kept: dict[tuple[int, object], tuple[float, int]] = {}


def quotas() -> Quotas:
    return Quotas(settings.SMS_PHONE_HOUR, settings.SMS_PHONE_DAY, settings.SMS_HALL_DAY)


def held_back(message: OutgoingMessage) -> str:
    """Why this message is not to go out: its phone or its hall had enough. What the law requires always goes."""
    template = TEMPLATES.get(message.event)
    if template is None or template.is_required or message.attempts:
        return ""
    now = clock.now()
    begun = OutgoingMessage.objects.filter(phone_index=message.phone_index, sending_since__gte=_midnight())
    hour = Q(sending_since__gte=now - timedelta(hours=1))
    counted = begun.aggregate(day=Count("pk"), hour=Count("pk", filter=hour))
    return refusal(quotas(), Sent(counted["hour"], counted["day"], hall_today(message.hall_id)))


def hall_today(hall_id: int, *, is_exact: bool = False) -> int:
    """How many this hall has sent today; counted anew every few seconds."""
    key, now = (hall_id, clock.today()), time.monotonic()
    at, count = _kept.get(key, (0.0, 0))
    if is_exact or key not in _kept or now - at > COUNTED_AGAIN_AFTER:
        rows = OutgoingMessage.objects.filter(hall=hall_id, queued_at__gte=_midnight(), sending_since__isnull=False)
        at, count = now, rows.count()
        _kept.clear()
        _kept[key] = (at, count)
    return count


def _midnight():  # type: ignore[no-untyped-def]
    return clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
