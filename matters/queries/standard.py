"""One standard: guide page, clerk's tick list, notices and API are all made from this one reading."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from matters.fingerprint import canonical, content_of, fingerprint
from matters.models import Material, Matter, MatterVersion
from matters.queries.catalogue import shown_version, tick_list, version_in_force


@dataclass(frozen=True)
class Standard:
    """A version with all that may be asked for under it; whoever shows a part of it shows its fingerprint."""

    version: MatterVersion
    materials: list[Material]

    @property
    def matter(self) -> Matter:
        return self.version.matter

    @property
    def fingerprint(self) -> str:
        return self.version.fingerprint

    @property
    def short_fingerprint(self) -> str:
        return self.version.short_fingerprint

    @property
    def content(self) -> dict[str, Any]:
        """The canonical content: what the fingerprint is the digest of."""
        name = self.version.name or self.matter.name
        return content_of(self.matter.code, name, self.version, self.materials)

    @property
    def canonical(self) -> bytes:
        """The canonical content as it is digested."""
        return canonical(self.content)

    @property
    def is_intact(self) -> bool:
        """Whether what is stored still gives the fingerprint that was published."""
        return fingerprint(self.content) == self.version.fingerprint


def standard_of(version: MatterVersion) -> Standard:
    """The standard that a version is, as an application that is bound to it shows it."""
    return Standard(version, tick_list(version))


def standard_in_force(matter: Matter, at: datetime | None = None) -> Standard:
    """The standard by which an application is received at `at` (now). Raises MatterNotAvailable with the reason."""
    return standard_of(version_in_force(matter, at))


def standard_shown(matter: Matter, at: datetime | None = None) -> Standard:
    """The standard shown to the public, even while paused. Raises MatterNotAvailable when there is none."""
    return standard_of(shown_version(matter, at))
