"""A hall of its own for measuring: many windows, a clerk at each, waiting people, an inbox with work."""

import secrets
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Scene:
    """What the measurements use; all persons are invented."""

    hall: Any
    queue: Any
    kiosk_token: str
    mark: str
    by_id: int
    clerks: list[tuple[str, str]] = field(default_factory=list)  # window code, token
    clerk_names: list[str] = field(default_factory=list)
    matter_codes: list[str] = field(default_factory=list)

    def first_clerk(self) -> Any:
        from hall.models import StaffMember

        return StaffMember.objects.get(username=self.clerk_names[0])


def person(serial: int) -> dict[str, str]:
    """The `serial`-th invented person; numbers do not repeat within 280,000."""
    year, rest = divmod(serial, 28_000)
    return {
        "name": f"测试{serial}",
        "id_type": "resident",
        "id_number": resident_id_of(year, rest),
        "phone": f"139{serial:08d}",
    }


def resident_id_of(year: int, rest: int) -> str:
    day, order = divmod(rest, 1000)
    body = f"110105{1960 + year}{1 + day % 12:02d}{1 + day % 28:02d}{order:03d}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def make(windows: int) -> Scene:
    """A new hall with `windows` open windows. Run inside a configured Django."""
    from knox.models import AuthToken

    from hall.kernel import clock
    from hall.models import Hall, StaffMember, Window
    from hall.roles import Role
    from matters.models import Matter
    from queueing.models import Queue, WindowQueue, WindowSession

    mark = secrets.token_hex(3)
    hall = Hall.objects.create(
        code=f"bench-{mark}", name="测量大厅", short_name="测量大厅", level="city", area_code="110000",
        address="测量", phone="010-55000000", open_around_the_clock=True,
    )  # fmt: skip
    queue = Queue.objects.create(
        hall=hall, code="comprehensive", name="综合受理", kind="comprehensive", prefix="A", call_interval=0
    )
    Queue.objects.create(hall=hall, code="issuing", name="统一出件", kind="issuing", prefix="C")
    kiosk = StaffMember.objects.create(username=f"bench-kiosk-{mark}", name="取号机", roles=[Role.KIOSK], hall=hall)
    scene = Scene(hall, queue, AuthToken.objects.create(kiosk)[1], mark, kiosk.pk)
    for serial in range(windows):
        clerk = StaffMember.objects.create(
            username=f"bench-{mark}-{serial}", name="窗口", roles=[Role.WINDOW_CLERK], hall=hall
        )
        window = Window.objects.create(hall=hall, code=f"{serial:03d}", kind="comprehensive", zone="测量")
        WindowQueue.objects.create(window=window, queue=queue)
        now = clock.now()
        WindowSession.objects.create(hall=hall, window=window, clerk=clerk, opened_at=now, seen_at=now)
        scene.clerks.append((window.code, AuthToken.objects.create(clerk)[1]))
        scene.clerk_names.append(clerk.username)
    offered = Matter.objects.filter(is_one_window=True, versions__state="published").distinct()
    scene.matter_codes = list(offered.order_by("code").values_list("code", flat=True)[:60])
    return scene
