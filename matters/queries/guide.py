"""The guide (办事指南) of a matter: page, paper and API are made from this one reading."""

from dataclasses import dataclass

from matters.limits import in_words
from matters.queries.catalogue import matter_by_code
from matters.queries.standard import Standard, standard_shown
from matters.states import VersionState


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


def guide(code: str) -> Guide:
    """The guide of the matter under this code. Raises MatterNotFound, or MatterNotAvailable without a standard."""
    shown = standard_shown(matter_by_code(code))
    return Guide(shown.version, shown.materials)
