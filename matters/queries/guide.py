"""The guide (办事指南) of a matter: page, paper and API are made from this one reading."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from hall import steps
from hall.kernel import clock
from matters.limits import in_words
from matters.models import Material, Matter, MatterVersion
from matters.models.material import Necessity
from matters.models.version import Channel
from matters.queries.catalogue import matter_by_code
from matters.queries.standard import Standard, standard_shown
from matters.states import ONCE_PUBLISHED, VersionState


@dataclass(frozen=True)
class Guide(Standard):
    """All that the public is told of a matter: its standing version and the list of materials."""

    @property
    def paused(self) -> str:
        """Why the matter is paused; empty when it can be chosen."""
        return self.version.pause_reason if self.version.state == VersionState.PAUSED else ""

    @property
    def promised_words(self) -> str:
        return in_words(self.version.promised_limit, self.version.promised_unit)

    @property
    def statutory_words(self) -> str:
        return in_words(self.version.statutory_limit, self.version.statutory_unit)

    @property
    def to_bring(self) -> list[Material]:
        """What everybody hands in."""
        return [m for m in self.materials if m.necessity == Necessity.REQUIRED and not m.shared_licence]

    @property
    def by_situation(self) -> list[Material]:
        """What is handed in only in some situations."""
        return [m for m in self.materials if m.necessity != Necessity.REQUIRED and not m.shared_licence]

    @property
    def spared(self) -> list[Material]:
        """What the hall fetches by itself."""
        return [m for m in self.materials if m.shared_licence]

    @property
    def ways(self) -> list[str]:
        """How an application may come in."""
        return [str(Channel(channel).label) for channel in self.version.channels if channel in Channel.values]

    @property
    def where(self) -> str:
        """Where it is done."""
        if self.version.place:
            return self.version.place
        if self.matter.is_one_window:
            return _("政务服务大厅综合窗口，任何一个窗口都能办")
        return _("政务服务大厅部门窗口") if self.matter.is_stationed else _("由实施部门受理，请先打电话咨询")


@dataclass(frozen=True)
class Withdrawn:
    """A matter that is no longer done, why and since when; shown, not hidden."""

    matter: Matter
    version: MatterVersion
    reason: str
    next: MatterVersion | None = None

    @property
    def since(self) -> datetime | None:
        held = self.version.in_force
        return None if held is None or held.isempty else held.upper


def withdrawn(code: str) -> Withdrawn | None:
    """The matter's withdrawal when that is why it has no standard."""
    matter = matter_by_code(code)
    begun = matter.versions.filter(state__in=ONCE_PUBLISHED).exclude(in_force__startswith__gt=clock.now())
    version = begun.order_by("-number").first()
    if version is None or version.state != VersionState.WITHDRAWN:
        return None
    step = steps.steps_of(version).filter(verb="withdraw").last()
    return Withdrawn(matter, version, step.reason if step else "", _waiting(matter))


def next_version(guide: Guide) -> MatterVersion | None:
    """The version that is published and waits for its day."""
    return _waiting(guide.matter)


def _waiting(matter: Matter) -> MatterVersion | None:
    waiting = matter.versions.filter(state=VersionState.PUBLISHED, in_force__startswith__gt=clock.now())
    return waiting.order_by("in_force").first()


def guide(code: str) -> Guide:
    """The guide of the matter under this code. Raises MatterNotFound, or MatterNotAvailable without a standard."""
    shown = standard_shown(matter_by_code(code))
    return Guide(shown.version, shown.materials)
