"""The demonstration halls: windows, queues, service hours."""

from datetime import time

from hall.models import Hall, ServiceHours, Window
from queueing.models import Queue, WindowQueue

CITY = {
    "code": "tongzhou",
    "name": "北京市政务服务中心（演示）",
    "short_name": "市政务服务中心",
    "level": "city",
    "area_code": "110000",
    "address": "北京市通州区留庄路1号院（演示）",
    "phone": "010-55009999",
    "supervision_phone": "010-55998888",
    "open_around_the_clock": True,
}
DISTRICT = {
    "code": "xicheng",
    "name": "西城区政务服务中心（演示）",
    "short_name": "西城政务服务中心",
    "level": "district",
    "area_code": "110102",
    "address": "北京市西城区某某街2号（演示）",
    "phone": "010-55007777",
    "supervision_phone": "010-55996666",
    "open_around_the_clock": False,
}
EAST, WEST, GROUND = "一层东区", "一层西区", "一层大厅"
SECOND_EAST, SECOND_WEST, THIRD_EAST, THIRD_WEST = "二层东区", "二层西区", "三层东区", "三层西区"
CITY_ZONES, DISTRICT_ZONES = (EAST, WEST, SECOND_EAST, SECOND_WEST, THIRD_EAST, THIRD_WEST), (GROUND,)
QUEUES = {
    "comprehensive": ("综合受理", "A"),
    "issuing": ("统一出件", "C"),
    "consulting": ("咨询导办", "Z"),
    "unresolved": ("办不成事反映", "B"),
    "package": ("一件事专窗", "Y"),
    "foreign": ("外语服务", "W"),
    "green_lane": ("绿色通道", "L"),
}
MINUTES = {
    "comprehensive": 12,
    "issuing": 4,
    "consulting": 6,
    "unresolved": 15,
    "package": 25,
    "foreign": 15,
    "green_lane": 20,
}
BY_STAFF = {"issuing", "green_lane"}
Row = tuple[str, str, str, bool]
WEEKDAY_HOURS = [
    ("early", time(8, 30), time(9)),
    ("normal", time(9), time(12)),
    ("noon", time(12), time(13, 30)),
    ("normal", time(13, 30), time(17)),
    ("late", time(17), time(17, 30)),
]


def city_windows() -> list[Row]:
    """Code, kind, zone, reserve of the 124 windows on three floors; the special desks are on the first and third."""
    first = [
        *_row(1, 12, "comprehensive", EAST),
        *_row(13, 24, "comprehensive", WEST),
        *_row(25, 26, "comprehensive", WEST, reserve=True),
        *_row(31, 33, "issuing", WEST),
        *_row(41, 42, "consulting", EAST),
        *_row(51, 51, "unresolved", EAST),
    ]
    second = [
        *_row(201, 224, "comprehensive", SECOND_EAST),
        *_row(225, 244, "comprehensive", SECOND_WEST),
        *_row(245, 246, "comprehensive", SECOND_WEST, reserve=True),
    ]
    third = [
        *_row(301, 308, "package", THIRD_EAST),
        *_row(309, 312, "green_lane", THIRD_EAST),
        *_row(313, 316, "foreign", THIRD_EAST),
        *_row(317, 324, "issuing", THIRD_EAST),
        *_row(325, 342, "comprehensive", THIRD_WEST),
        *_row(343, 346, "comprehensive", THIRD_WEST, reserve=True),
    ]
    return [*first, *second, *third]


def _row(first: int, last: int, kind: str, zone: str, *, reserve: bool = False) -> list[Row]:
    return [(f"{n:02d}", kind, zone, reserve) for n in range(first, last + 1)]


def district_windows() -> list[Row]:
    """A small hall, to show that halls are kept apart."""
    return [(f"{n:02d}", "comprehensive", GROUND, False) for n in range(1, 5)] + [("31", "issuing", GROUND, False)]


def load_places() -> tuple[Hall, Hall]:
    """Both halls with windows, queues and hours; what is there already stays as it is."""
    city, _ = Hall.objects.get_or_create(code=CITY["code"], defaults=CITY)
    district, _ = Hall.objects.get_or_create(code=DISTRICT["code"], defaults={**DISTRICT, "parent": city})
    for hall, windows in ((city, city_windows()), (district, district_windows())):
        _windows(hall, windows)
        _queues(hall)
        _hours(hall)
    return city, district


def _windows(hall: Hall, rows: list[Row]) -> None:
    present = set(Window.objects.of(hall).values_list("code", flat=True))
    for code, kind, zone, is_reserve in rows:
        if code not in present:
            Window.objects.create(hall=hall, code=code, kind=kind, zone=zone, is_reserve=is_reserve)


def _queues(hall: Hall) -> None:
    """A queue for each kind of window, covered by the windows of that kind."""
    covered = set(WindowQueue.objects.filter(window__hall=hall).values_list("window_id", flat=True))
    windows = list(Window.objects.of(hall))
    for code in dict.fromkeys(window.kind for window in windows):
        name, prefix = QUEUES[code]
        made = {
            "name": name,
            "kind": code,
            "prefix": prefix,
            "expected_minutes": MINUTES[code],
            "is_self_service": code not in BY_STAFF,
        }
        queue, _ = Queue.objects.get_or_create(hall=hall, code=code, defaults=made)
        WindowQueue.objects.bulk_create(
            WindowQueue(window=window, queue=queue, rank=1)
            for window in windows
            if window.kind == code and window.pk not in covered
        )


def _hours(hall: Hall) -> None:
    """Weekdays with early, noon and late service, Saturdays by appointment."""
    if ServiceHours.objects.of(hall).exists():
        return
    rows = [
        ServiceHours(hall=hall, weekday=weekday, mode=mode, opens=opens, closes=closes)
        for weekday in range(1, 6)
        for mode, opens, closes in WEEKDAY_HOURS
    ]
    saturday = ServiceHours(
        hall=hall, weekday=6, mode="saturday", opens=time(9), closes=time(13), appointment_only=True
    )
    ServiceHours.objects.bulk_create([*rows, saturday])
