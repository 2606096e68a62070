"""Machines that show they are online."""

from datetime import timedelta

import redis
from django.core.cache import cache
from django.db.models import Q

from hall.kernel import clock
from hall.models import Device, StaffMember

EVERY = timedelta(minutes=1)


def note_seen(account: StaffMember) -> None:
    """Note that the machine with this account was here; written at most once a minute, with or without Redis."""
    try:
        is_due = cache.add(f"machine-seen:{account.pk}", 1, EVERY.total_seconds())
    except redis.RedisError:
        is_due = True
    if is_due:
        now = clock.now()
        not_lately = Q(last_seen_at=None) | Q(last_seen_at__lte=now - EVERY)
        Device.objects.filter(not_lately, account=account).update(last_seen_at=now)
