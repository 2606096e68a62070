"""What machines tell of themselves: that they are online, which release they run, whether they can be heard."""

from datetime import timedelta

import redis
from django.core.cache import cache
from django.db.models import Q

from hall.kernel import clock
from hall.models import Device, StaffMember

EVERY = timedelta(minutes=1)
SELF_TEST_WORDS = {
    "heard": "声音正常：提示音已播放，片段齐全",
    "blocked": "浏览器不许自动播放声音：启动参数要有 --autoplay-policy=no-user-gesture-required",
    "clips": "语音片段没有取全：请检查网络后再试",
    "silent": "播放了提示音却没有信号：请检查声卡和静音开关",
    "unknown": "自检没有得出结果",
}


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


def note_release(device: Device, release: str) -> None:
    """Note which release the page of this machine came from; written only when it changed."""
    if release and device.version != release:
        Device.objects.filter(pk=device.pk).update(version=release[:40])


def note_self_test(device: Device, outcome: str) -> None:
    """Note how the morning's voice test went; what a machine may say is a short list."""
    words = SELF_TEST_WORDS.get(outcome, SELF_TEST_WORDS["unknown"])
    Device.objects.filter(pk=device.pk).update(
        self_test_at=clock.now(), self_test_words=words, self_test_passed=outcome == "heard"
    )
