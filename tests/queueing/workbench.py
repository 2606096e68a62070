"""A clerk before the workbench, for tests."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from hall.models import StaffMember
from matters.models import MatterVersion
from queueing.models import Ticket
from tests.factories import MaterialFactory
from tests.factories.queue import SmallHall, a_small_hall

HTMX = {"HX-Request": "true"}


@dataclass
class Bench:
    """A hall with one open window, the clerk's browser, and a person waiting with some matters."""

    small: SmallHall
    client: Client
    ticket: Ticket | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def clerk(self) -> StaffMember:
        return self.small.clerks[0]

    def version(self, order: int = 0) -> MatterVersion:
        return self.small.matters[order].versions.get()

    def call(self) -> Ticket:
        """F2."""
        self.press("call")
        self.ticket = Ticket.objects.get(window=self.small.windows[0], state="called")
        return self.ticket

    def press(self, verb: str, htmx: bool = True, **values: Any) -> Any:
        """A key of the left side."""
        data = {"ticket": self.ticket.pk if self.ticket else "", **values}
        return self.client.post(f"/workbench/do/{verb}/", data, headers=HTMX if htmx else {})

    def send(self, act: str, order: int = 0, htmx: bool = True, **values: Any) -> Any:
        """A button of the form of one matter; every material is there unless told otherwise."""
        version = self.version(order)
        data = {
            "act": act,
            "ticket": self.ticket.pk if self.ticket else "",
            "tab": order + 1,
            "applicant_is": "holder",
            "agent_is": "nobody",
            "content": "热食类制售",
            "place": "通州区新华东街1号",
            "collect": "window",
            **{f"tick_{material.pk}": "have" for material in version.materials.all()},
            **values,
        }
        wanted = {name: value for name, value in data.items() if value is not None}
        return self.client.post(f"/workbench/intake/{version.matter.code}/", wanted, headers=HTMX if htmx else {})


def a_bench(*, matters: int = 3, **ticket: Any) -> Bench:
    """A clerk at window 01 and one person waiting."""
    small = a_small_hall(matters=matters)
    small.window()
    small.ticket(matter_codes=[matter.code for matter in small.matters], phone="13800138000", **ticket)
    client = Client()
    client.force_login(small.clerks[0])
    return Bench(small, client)


def a_material(bench: Bench, order: int = 0, **given: Any) -> Any:
    """One more material on a matter's list."""
    return MaterialFactory(version=bench.version(order), order=9, **given)
