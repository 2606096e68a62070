"""What the window needs to take a matter in: the standard of today and its tick list."""

from dataclasses import dataclass

from applications.completeness import allowed_statuses
from applications.states import MaterialStatus
from matters.models import Material, MatterVersion
from matters.queries.catalogue import matter_by_code, tick_list
from matters.queries.standard import standard_in_force


@dataclass(frozen=True)
class TickLine:
    """One material and the ticks it may get, as (status, label)."""

    material: Material
    choices: list[tuple[str, str]]


@dataclass(frozen=True)
class IntakeSheet:
    """A matter's standard in force, with its tick list."""

    version: MatterVersion
    materials: list[Material]

    @property
    def lines(self) -> list[TickLine]:
        """The tick list with the choices each line offers."""
        return [
            TickLine(material, [(status, MaterialStatus(status).label) for status in allowed_statuses(material)])
            for material in self.materials
        ]


def intake_sheet(matter_code: str) -> IntakeSheet:
    """The sheet of a matter today. Raises MatterNotFound or MatterNotAvailable with the reason."""
    standard = standard_in_force(matter_by_code(matter_code))
    return IntakeSheet(standard.version, standard.materials)


def standard_lines(version: MatterVersion) -> list[str]:
    """The lines of a standard that a refusal may cite: its conditions, then its materials."""
    conditions = [line if isinstance(line, str) else str(line.get("text", "")) for line in version.conditions]
    return conditions + [material.name for material in tick_list(version)]
