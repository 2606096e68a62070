"""Demonstration accounts: one password made on this machine, kept beside its data and nowhere else."""

import json
import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from hall.models import Device, StaffMember, Window
from hall.roles import Role

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def refuse_unless_demonstration() -> None:
    """Demonstration accounts exist in development and demonstrations only."""
    if not settings.DEMONSTRATION or not getattr(settings, "DEVELOPMENT", False):
        raise CommandError("这不是演示环境（DEMONSTRATION 未打开）：不提供演示大厅和演示账户。")


def kept_file() -> Path:
    return Path(settings.DATA_DIR) / "demo_accounts.json"


def kept_password() -> str:
    """The password of the demonstration accounts on this machine, or nothing when none was made."""
    try:
        return str(json.loads(kept_file().read_text(encoding="utf-8"))["password"])
    except (OSError, ValueError, KeyError):
        return ""


def make_password() -> str:
    """Make the password and keep it where only this user reads it."""
    password = "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))
    path = kept_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"password": password}, file)
    path.chmod(0o600)
    return password


def window_of(username: str, windows: set[str], devices: dict[str, str]) -> str:
    """The window an account works at: told by the account's name (ck07 → 07), or by where the machine stands."""
    if username in devices:
        return devices[username]
    code = username.rpartition("-")[2].removeprefix("ck").removeprefix("cj")
    return code if code in windows and code != username else ""


def accounts() -> list[dict[str, Any]]:
    """All demonstration accounts with hall, role, department and window."""
    password = kept_password()
    windows = set(Window.objects.values_list("code", flat=True))
    devices = dict(Device.objects.exclude(window=None).values_list("account__username", "window__code"))
    people = StaffMember.objects.filter(is_system=False, is_active=True, hall__isnull=False)
    return [
        {
            "username": person.username,
            "name": person.name,
            "roles": person.roles,
            "role": "、".join(Role(role).label for role in person.roles),
            "hall": person.hall.code if person.hall else "",
            "department": person.department.short_name if person.department else "",
            "department_code": person.department.code if person.department else "",
            "window": window_of(person.username, windows, devices),
            "password": password,
        }
        for person in people.select_related("hall", "department").order_by("hall__level", "pk")
    ]
