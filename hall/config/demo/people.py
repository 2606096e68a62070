"""The people and machines of the demonstration halls. All names are invented."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from django.contrib.auth.hashers import make_password as hashed
from simple_history.utils import bulk_create_with_history

from hall.config.demo.places import CITY_ZONES, DISTRICT_ZONES
from hall.models import Department, Device, Hall, StaffMember, Window
from hall.roles import Role

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = (
    "晓雯 志远 若溪 明轩 佳怡 俊杰 思涵 文博 雨桐 子墨 欣然 浩然 静怡 建国 丽华 海涛 春梅 立新 素珍 国栋 "
    "小满 安然 书瑶 景行 知夏 望舒 清和 云舟 予安 亦凡"
)
GIVEN = _GIVEN.split()
WITH_THIRD = "scjgj"
WITH_SECOND = {"scjgj", "wjw", "rsj", "gaj", "ghzrzyw", "zjw"}


def names() -> Iterator[str]:
    """Believable names, each once for a long while."""
    for n in count():
        yield SURNAMES[n * 7 % len(SURNAMES)] + GIVEN[(n * 11 + n // len(SURNAMES)) % len(GIVEN)]


def person(hall: Hall, username: str, *roles: Role, **more: Any) -> dict[str, Any]:
    return {"hall": hall, "username": username, "roles": [str(role) for role in roles], **more}


def city_people(hall: Hall) -> list[dict[str, Any]]:
    """Everyone of the city's hall: at least one for each role, an approver for each department."""
    departments = {department.code: department for department in Department.objects.all()}
    bureau = departments.get("zwfwj") or next(iter(departments.values()), None)
    editor_of = departments.get("scjgj") or bureau
    return [
        *window_people(hall),
        person(hall, "guide01", Role.GUIDE),
        person(hall, "guide02", Role.GUIDE),
        *(person(hall, f"sp_{code}", Role.APPROVER, department=department) for code, department in departments.items()),
        *(
            person(hall, f"sp_{code}_b", Role.APPROVER, department=departments[code])
            for code in sorted(WITH_SECOND & departments.keys())
        ),
        person(hall, "editor", Role.CATALOGUE_EDITOR, department=editor_of),
        person(hall, "editor_bureau", Role.CATALOGUE_EDITOR),
        person(hall, "reviewer", Role.CATALOGUE_REVIEWER, department=bureau),
        person(hall, "publisher", Role.CATALOGUE_PUBLISHER, department=bureau),
        person(hall, "manager", Role.HALL_MANAGER),
        person(hall, "supervisor", Role.SUPERVISOR),
        person(hall, "auditor", Role.AUDITOR),
        person(hall, "sysadmin", Role.SYSTEM_ADMIN, is_superuser=True),
        person(hall, "lead01", Role.WINDOW_CLERK, Role.DUTY_LEAD),
    ]


def second_approvers(hall: Hall) -> list[dict[str, Any]]:
    """A second approver for each department, because two people sign; a third where one is on leave."""
    others = Department.objects.exclude(code__in=WITH_SECOND)
    people = [person(hall, f"sp_{one.code}_b", Role.APPROVER, department=one) for one in others]
    third = Department.objects.filter(code=WITH_THIRD)
    return people + [person(hall, f"sp_{one.code}_c", Role.APPROVER, department=one) for one in third]


def district_people(hall: Hall) -> list[dict[str, Any]]:
    """The small hall's people; their accounts begin with its code."""
    return [
        *window_people(hall, "xicheng-"),
        person(hall, "xicheng-guide01", Role.GUIDE),
        person(hall, "xicheng-manager", Role.HALL_MANAGER),
        person(hall, "xicheng-supervisor", Role.SUPERVISOR),
    ]


def window_people(hall: Hall, before: str = "") -> list[dict[str, Any]]:
    """A contracted clerk for each window: ck07 at window 07, cj31 at the issuing counter 31."""
    people = []
    for window in Window.objects.of(hall):
        issuing = window.kind == "issuing"
        role, word = (Role.ISSUING_CLERK, "cj") if issuing else (Role.WINDOW_CLERK, "ck")
        people.append(person(hall, f"{before}{word}{window.code}", role, is_contracted=True))
    return people


def machines(hall: Hall, zones: Sequence[str], before: str = "") -> list[dict[str, Any]]:
    """Kiosks, displays by zone, a rating pad at each window."""
    windows = list(Window.objects.of(hall))
    rows: list[dict[str, Any]] = [
        {"code": f"kiosk-{n}", "name": f"{n}号取号机", "kind": "kiosk", "zone": zones[0]} for n in (1, 2)
    ]
    rows += [
        {"code": f"display-{n}", "name": f"{zone}显示屏", "kind": "display", "zone": zone, "shows": "zone"}
        for n, zone in enumerate(zones, start=1)
    ]
    rows += [
        {"code": "display-hall", "name": "全厅大屏", "kind": "display", "speech": "zh"},
        {"code": "display-lounge", "name": "等候区屏", "kind": "display", "shows": "waiting"},
        {"code": "display-w", "name": f"{windows[0].code}号窗口屏", "kind": "display", "shows": "window", "panel": 43,
         "zone": windows[0].zone, "window": windows[0]},
    ]  # fmt: skip
    rows += [
        {"code": f"pad-{w.code}", "name": f"{w.code}号窗口评价器", "kind": "pad", "zone": w.zone, "window": w}
        for w in windows
    ]
    return [{**row, "hall": hall, "username": before + row["code"]} for row in rows]


def load_people(city: Hall, district: Hall, password: str, *, renew: bool) -> int:
    """Accounts that are missing; all share one password, hashed once. `renew` gives it to those present, too."""
    devices = [*machines(city, CITY_ZONES), *machines(district, DISTRICT_ZONES, "xicheng-")]
    wanted = [*city_people(city), *district_people(district), *(_account(row) for row in devices)]
    wanted += second_approvers(city)  # last, so that the others keep their names
    present = set(StaffMember.objects.filter(is_system=False).values_list("username", flat=True))
    missing = [(row, name) for row, name in zip(wanted, names(), strict=False) if row["username"] not in present]
    secret = hashed(password) if missing or renew else ""
    new = [StaffMember(password=secret, **{"name": name, **row}) for row, name in missing]
    bulk_create_with_history(new, StaffMember, batch_size=500)
    if renew:
        mine = [row["username"] for row in wanted]
        StaffMember.objects.filter(username__in=mine).update(password=secret)
    _register(devices)
    return len(new)


def _account(device: dict[str, Any]) -> dict[str, Any]:
    return person(device["hall"], device["username"], Role(device["kind"]), name=device["name"])


def _register(devices: list[dict[str, Any]]) -> None:
    accounts = StaffMember.objects.in_bulk([row["username"] for row in devices], field_name="username")
    known = set(Device.objects.values_list("account__username", flat=True))
    fields = ("hall", "code", "name", "kind", "zone", "window", "shows", "speech", "panel")
    Device.objects.bulk_create(
        Device(account=accounts[row["username"]], **{field: row[field] for field in fields if field in row})
        for row in devices
        if row["username"] not in known
    )
