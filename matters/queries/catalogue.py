"""Reading the catalogue: matters, and the standard in force at a moment."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from hall.kernel import clock
from hall.steps import steps_of
from matters.errors import MatterNotAvailable, MatterNotFound
from matters.models import Material, Matter, MatterVersion
from matters.states import IN_FORCE, ONCE_PUBLISHED, VersionState


def matter_by_code(code: str) -> Matter:
    """The matter under this code (办理项编码 or 实施编码)."""
    matter = Matter.objects.select_related("department", "basic_item").filter(code=code).first()
    if matter is None:
        raise MatterNotFound(matter_code=code)
    return matter


def versions_at(moment: datetime | None = None) -> QuerySet[MatterVersion]:
    """The versions that stand at a moment, paused ones among them: at most one for each matter."""
    return MatterVersion.objects.filter(in_force__contains=moment or clock.now(), state__in=ONCE_PUBLISHED)


def standing_version(matter: Matter, at: datetime | None = None) -> MatterVersion | None:
    """The version that stands at a moment, even while paused; for showing, never for intake."""
    version = versions_at(at).filter(matter=matter).first()
    if version is not None:
        version.matter = matter
    return version


def shown_version(matter: Matter, at: datetime | None = None) -> MatterVersion:
    """The version that is shown to the public, even while paused. Raises MatterNotAvailable when there is none."""
    version = standing_version(matter, at)
    if version is None:
        raise MatterNotAvailable(matter=matter.name, matter_code=matter.code, reason=why_without_standard(matter))
    return version


def why_without_standard(matter: Matter) -> str:
    """Why nothing stands now: withdrawn (since when, for what reason), or not begun."""
    now = clock.now()
    waiting = MatterVersion.objects.filter(matter=matter, state__in=IN_FORCE, in_force__startswith__gt=now)
    later = waiting.order_by("in_force").first()
    begins = ""
    if later is not None:
        begins = _("该事项自 %(day)s 起办理。") % {"day": date_format(later.begins.astimezone(clock.BEIJING), "Y-m-d")}
    return _why_withdrawn(matter, only_once_begun=bool(begins)) + begins or _("该事项没有正在执行的标准。")


def _why_withdrawn(matter: Matter, *, only_once_begun: bool) -> str:
    """Since when and why the last version was withdrawn; empty when none was."""
    rows = MatterVersion.objects.filter(matter=matter, state=VersionState.WITHDRAWN).order_by("-number")
    withdrawn = (rows.exclude(in_force__isempty=True) if only_once_begun else rows).first()
    act = steps_of(withdrawn).filter(verb="withdraw").last() if withdrawn is not None else None
    if act is None:
        return ""
    return _("该事项已于 %(day)s 取消（%(why)s）。") % {
        "day": date_format(act.at.astimezone(clock.BEIJING), "Y-m-d"),
        "why": act.reason,
    }


def version_in_force(matter: Matter, at: datetime | None = None) -> MatterVersion:
    """The version by which an application is received at `at` (now). Raises MatterNotAvailable with the reason."""
    version = shown_version(matter, at)
    if version.state == VersionState.PAUSED:
        reason = _("该事项暂停受理（%(why)s）。") % {"why": version.pause_reason}
        raise MatterNotAvailable(matter=matter.name, matter_code=matter.code, reason=reason)
    return version


def tick_list(version: MatterVersion) -> list[Material]:
    """All that may be asked for under this version, in order; the window can ask for nothing else."""
    return list(version.materials.order_by("order"))
