"""The machines of a hall as its manager sees them: seen when, running what, heard this morning?"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from hall.errors import DeviceNotFound
from hall.kernel import clock
from hall.models import Device, DeviceKind, Hall, Shows, StaffMember
from hall.release import release
from hall.volumes import volume_at

AWAY = timedelta(minutes=3)
TEST_AT = time(8, 0)
TEST_LATE = timedelta(minutes=15)
PAGES = {
    Shows.HALL: "display",
    Shows.ZONE: "display",
    Shows.WAITING: "display-waiting",
    Shows.WINDOW: "display-window",
}


@dataclass(frozen=True)
class DeviceNow:
    """A machine and what is wrong with it; nothing wrong when `alarms` is empty."""

    device: Device
    state: str
    label: str
    alarms: list[str]
    is_muted: bool

    @property
    def is_alarming(self) -> bool:
        return bool(self.alarms)


def devices_of(hall: Hall) -> list[DeviceNow]:
    """All machines of the hall, those with an alarm first; one statement."""
    rows = Device.objects.of(hall).select_related("window").order_by("kind", "code")
    shown = [device_now(device) for device in rows]
    return sorted(shown, key=lambda row: not row.is_alarming)


def device_of(hall: Hall, device_id: int) -> Device:
    """One machine of the hall. Raises DeviceNotFound."""
    device = Device.objects.of(hall).select_related("window", "account").filter(pk=device_id).first()
    if device is None:
        raise DeviceNotFound()
    return device


def device_behind(user: object, hall_code: str) -> Device | None:
    """The machine of this hall that is logged in, if it is one."""
    if not isinstance(user, StaffMember) or not user.is_machine:
        return None
    rows = Device.objects.of(user.hall_id).select_related("hall", "window")
    return rows.filter(account=user, hall__code=hall_code, revoked_at=None).first()


def device_now(device: Device) -> DeviceNow:
    """How a machine is, in words."""
    now = clock.now()
    is_muted = device.muted_until is not None and device.muted_until > now
    if device.revoked_at is not None:
        return DeviceNow(device, "revoked", "已停用", [], is_muted)
    if device.last_seen_at is None:
        return DeviceNow(device, "never", "从未上线", ["登记后还没有上线"] if device.token_digest else [], is_muted)
    gone = now - device.last_seen_at
    alarms = [f"失联 {_minutes(gone)}"] if gone > AWAY else []
    alarms += _about_release(device) + _about_voice(device, now)
    return DeviceNow(device, "away" if gone > AWAY else "online", "失联" if gone > AWAY else "在线", alarms, is_muted)


def is_self_test_due(device: Device) -> bool:
    """Whether a screen that speaks has not tried its voice since 08:00 of today (or was asked to)."""
    if device.kind != DeviceKind.DISPLAY or not device.speech:
        return False
    return device.self_test_at is None or device.self_test_at < _latest_test(clock.now()) <= clock.now()


def volume_now(device: Device) -> int:
    """How loud it may be at this hour, in percent; 0 while its area is muted."""
    now = clock.now().astimezone(clock.BEIJING)
    if device.muted_until is not None and device.muted_until > now:
        return 0
    return volume_at(device.volumes, now.hour)


def address_of(device: Device) -> str:
    """The page this machine opens."""
    code = device.hall.code
    try:
        if device.kind == DeviceKind.PAD:
            return reverse("pad")
        if device.kind == DeviceKind.KIOSK:
            return reverse("kiosk", args=[code])
        place = [code, device.window.code] if device.shows == Shows.WINDOW and device.window else [code]
        address = reverse(PAGES[Shows(device.shows)], args=place)
    except NoReverseMatch:
        return "/"
    in_zone = device.shows in {Shows.ZONE, Shows.WAITING} and device.zone
    return f"{address}?{urlencode({'zone': device.zone})}" if in_zone else address


def _latest_test(now: datetime) -> datetime:
    return datetime.combine(now.astimezone(clock.BEIJING).date(), TEST_AT, clock.BEIJING)


def _about_release(device: Device) -> list[str]:
    is_other = device.kind == DeviceKind.DISPLAY and device.version and device.version != release()
    return [f"运行旧版本 {device.version}"] if is_other else []


def _about_voice(device: Device, now: datetime) -> list[str]:
    if device.kind != DeviceKind.DISPLAY or not device.speech:
        return []
    if device.self_test_at is not None and not device.self_test_passed:
        return [device.self_test_words]
    due = _latest_test(now)
    is_late = device.self_test_at is None or device.self_test_at < due
    return ["今天 08:00 的语音自检没有报告"] if now > due + TEST_LATE and is_late else []


def _minutes(gone: timedelta) -> str:
    minutes = int(gone.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} 分钟"
    return f"{minutes // 60} 小时" if minutes < 48 * 60 else f"{minutes // 1440} 天"
