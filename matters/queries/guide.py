"""The guide (办事指南) of a matter: page, paper and API are made from this one reading."""

from dataclasses import dataclass

from matters.limits import in_words
from matters.models import Material, Matter, MatterVersion
from matters.queries.catalogue import matter_by_code, shown_version, tick_list
from matters.states import VersionState


@dataclass(frozen=True)
class Guide:
    """All that the public is told of a matter: its standing version and the list of materials."""

    matter: Matter
    version: MatterVersion
    materials: list[Material]

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


def guide(code: str) -> Guide:
    """The guide of the matter under this code. Raises MatterNotFound, or MatterNotAvailable without a standard."""
    matter = matter_by_code(code)
    version = shown_version(matter)
    return Guide(matter, version, tick_list(version))
