"""A small hall with a line of people, made through the verbs."""

from dataclasses import dataclass, field
from typing import Any

from hall.models import Hall, StaffMember, Window
from hall.roles import Role
from matters.models import Matter
from queueing.models import Queue, Ticket
from queueing.verbs.tickets import take_ticket
from queueing.verbs.windows import open_window
from tests.factories import (
    VISITORS,
    HallFactory,
    QueueFactory,
    StaffFactory,
    WindowFactory,
    WindowQueueFactory,
    a_published_matter,
    resident_id,
)


@dataclass
class SmallHall:
    """A hall with a comprehensive and an issuing queue, its people and its windows."""

    hall: Hall
    queue: Queue
    issuing: Queue
    guide: StaffMember
    matters: list[Matter]
    windows: list[Window] = field(default_factory=list)
    clerks: list[StaffMember] = field(default_factory=list)

    def window(self, *, opened: bool = True, kind: str = "comprehensive", code: str = "") -> tuple[Window, StaffMember]:
        """One more window with its clerk."""
        code = code or f"{len(self.windows) + 1:02d}"
        window = WindowFactory(hall=self.hall, code=code, kind=kind, zone="一层东区")
        role = Role.ISSUING_CLERK if kind == "issuing" else Role.WINDOW_CLERK
        clerk = StaffFactory(hall=self.hall, roles=[role])
        WindowQueueFactory(window=window, queue=self.issuing if kind == "issuing" else self.queue)
        self.windows.append(window)
        self.clerks.append(clerk)
        if opened:
            open_window(hall=self.hall, window_code=code, by=clerk)
        return window, clerk

    def ticket(self, **given: Any) -> Ticket:
        """Somebody new takes a ticket at the guide's desk."""
        serial = next(VISITORS)
        wishes: dict[str, Any] = {
            "matter_codes": [matter.code for matter in self.matters[:1]],
            "name": f"李明{serial}",
            "id_type": "resident",
            "id_number": resident_id(serial),
            "phone": "",
            "channel": "guide_desk",
            "by": self.guide,
        }
        return take_ticket(hall=self.hall, **{**wishes, **given})


def a_small_hall(*, matters: int = 1, **hall: Any) -> SmallHall:
    """A hall open around the clock with its queues and matters in force, no windows yet."""
    made = HallFactory(**hall)
    return SmallHall(
        hall=made,
        queue=QueueFactory(hall=made),
        issuing=QueueFactory(hall=made, code="issuing", name="统一出件", kind="issuing", prefix="C"),
        guide=StaffFactory(hall=made, roles=[Role.GUIDE]),
        matters=[a_published_matter().matter for _ in range(matters)],
    )
