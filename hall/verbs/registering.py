"""Registering the hall's machines: each has a key of its own, shown once, replaced and taken back at will."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from knox.models import AuthToken

from hall import steps
from hall.errors import DeviceCodeTaken, DeviceNotFound, DevicePlaceMissing, DeviceRevoked, DeviceTokenUnknown
from hall.kernel import clock, live
from hall.kernel.moves import locked
from hall.models import Device, DeviceKind, Hall, Shows, StaffMember
from hall.permissions import require
from hall.roles import Role
from hall.volumes import spans

KEEPERS = (Role.HALL_MANAGER, Role.SYSTEM_ADMIN)
SETTINGS = ("name", "zone", "window", "shows", "panel", "speech", "volumes")
SHOWS_NAME_FOR = timedelta(seconds=20)


@transaction.atomic
def register_device(*, hall: Hall, code: str, kind: str, values: Mapping[str, Any], by: StaffMember) -> Any:
    """A new machine with its account; gives the machine and its key, which nobody can read again."""
    require(by, *KEEPERS, hall=hall)
    username = f"{hall.code}-{code}"
    if Device.objects.of(hall).filter(code=code).exists() or StaffMember.objects.filter(username=username).exists():
        raise DeviceCodeTaken(code=code)
    account = StaffMember(username=username, name=values["name"], roles=[Role(kind)], hall=hall)
    account.set_unusable_password()
    account.save()
    device = Device(hall=hall, code=code, kind=kind, account=account, **_checked(kind, values))
    key = _give_key(device)
    device.save()
    steps.record(device, "register_device", by, kind=kind)
    return device, key


@transaction.atomic
def change_device(*, hall: Hall, device_id: int, values: Mapping[str, Any], by: StaffMember) -> Device:
    """Name, place, what it shows, and how it speaks."""
    device = _kept(hall, device_id, by)
    for field, value in _checked(device.kind, values).items():
        setattr(device, field, value)
    device.save()
    steps.record(device, "change_device", by)
    live.hint(hall.code)
    return device


@transaction.atomic
def rotate_key(*, hall: Hall, device_id: int, by: StaffMember) -> tuple[Device, str]:
    """A new key; the old one, its sessions and access tokens end at once."""
    device = _kept(hall, device_id, by)
    key = _give_key(device)
    device.revoked_at = None
    device.save()
    _end_access(device)
    steps.record(device, "rotate_device_key", by)
    return device, key


@transaction.atomic
def revoke_device(*, hall: Hall, device_id: int, by: StaffMember) -> Device:
    """The machine may do nothing any more until it is given a new key."""
    device = _kept(hall, device_id, by)
    device.token_digest, device.revoked_at = "", clock.now()
    device.save()
    _end_access(device)
    steps.record(device, "revoke_device", by)
    live.hint(hall.code)
    return device


@transaction.atomic
def identify_device(*, hall: Hall, device_id: int, by: StaffMember) -> Device:
    """The screen shows its own name for ten seconds, so that people find it."""
    device = _kept(hall, device_id, by)
    if device.revoked_at is not None:
        raise DeviceRevoked(name=device.name)
    device.identify_until = clock.now() + SHOWS_NAME_FOR
    device.save(update_fields=["identify_until"])
    live.hint(hall.code)
    return device


@transaction.atomic
def mute_zone(*, hall: Hall, zone: str, minutes: int, by: StaffMember) -> int:
    """Silence the screens of an area for a while, or with 0 minutes let them speak again; how many there are."""
    require(by, *KEEPERS, hall=hall)
    until = clock.now() + timedelta(minutes=minutes) if minutes else None
    devices = list(
        Device.objects.of(hall).select_for_update().filter(kind=DeviceKind.DISPLAY, zone=zone).order_by("pk")
    )
    for device in devices:
        device.muted_until = until
        device.save(update_fields=["muted_until"])
        steps.record(device, "mute_device" if until else "unmute_device", by, zone=zone, minutes=minutes)
    live.hint(hall.code)
    return len(devices)


@transaction.atomic
def ask_self_test(*, hall: Hall, device_id: int, by: StaffMember) -> Device:
    """The screen tries its voice again at its next look at the server."""
    device = _kept(hall, device_id, by)
    device.self_test_at, device.self_test_words = None, ""
    device.save(update_fields=["self_test_at", "self_test_words"])
    live.hint(hall.code)
    return device


def device_with(key: str) -> Device:
    """The machine that holds this key. Raises DeviceTokenUnknown."""
    found = Device.objects.filter(token_digest=_digest(key), revoked_at=None) if key else Device.objects.none()
    device = found.select_related("account", "hall", "window").first()
    if device is None or not device.account.is_active:
        raise DeviceTokenUnknown()
    return device


def _kept(hall: Hall, device_id: int, by: StaffMember) -> Device:
    require(by, *KEEPERS, hall=hall)
    if not Device.objects.of(hall).filter(pk=device_id).exists():
        raise DeviceNotFound()
    return locked(Device.objects.of(hall).select_related("account"), pk=device_id)


def _checked(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    chosen = {field: values[field] for field in SETTINGS if field in values}
    spans(chosen.get("volumes", ""))
    shows = chosen.get("shows") if kind == DeviceKind.DISPLAY else Shows.HALL
    needs_window = kind == DeviceKind.PAD or shows == Shows.WINDOW
    if (needs_window and not chosen.get("window")) or (shows == Shows.ZONE and not chosen.get("zone")):
        raise DevicePlaceMissing()
    return {**chosen, "shows": shows}


def _give_key(device: Device) -> str:
    key = secrets.token_urlsafe(24)
    device.token_digest, device.token_issued_at = _digest(key), clock.now()
    return key


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _end_access(device: Device) -> None:
    """Another (unusable) password ends every session of the account; its access tokens are deleted."""
    device.account.set_unusable_password()
    device.account.save()
    AuthToken.objects.filter(user=device.account).delete()
