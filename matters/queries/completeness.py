"""The worklist of catalogue editors: what each standing standard lacks, and the catalogue's own report."""

from dataclasses import dataclass, field

from hall.models import Department
from matters.catch_all import findings_in
from matters.completeness.scoring import Completeness, completeness
from matters.models import MatterVersion
from matters.queries.catalogue_lines import line_of, whole_versions
from matters.queries.gate import allowed_wordings
from matters.states import VersionState


@dataclass(frozen=True)
class ScoredMatter:
    """A standing standard with its score."""

    version: MatterVersion
    score: Completeness


@dataclass
class DepartmentLine:
    """How far one department's standards are."""

    department: Department
    matters: int = 0
    complete: int = 0
    percents: int = 0

    @property
    def percent(self) -> int:
        return self.percents // self.matters if self.matters else 0


@dataclass
class Report:
    """The catalogue's own report and the worklist under it."""

    published: int = 0
    paused: int = 0
    refused_clauses: int = 0
    percents: int = 0
    departments: list[DepartmentLine] = field(default_factory=list)
    worklist: list[ScoredMatter] = field(default_factory=list)
    wished: int = 0

    @property
    def percent(self) -> int:
        """Over all standards; rounded down, so that 100 means every one is complete."""
        standing = self.published + self.paused
        return self.percents // standing if standing else 0


def report(*, department: str = "", with_wishes: bool = False) -> Report:
    """The report over all standing standards; the worklist of one department, or of all."""
    found, allowed = Report(), allowed_wordings()
    for version in whole_versions():
        score = completeness(line_of(version))
        _count(found, version, score)
        matter = version.matter
        found.refused_clauses += len(findings_in(version, version.materials.all(), allowed, matter_code=matter.code))
        is_asked = not department or matter.department.code == department
        if is_asked and (score.missing or (with_wishes and score.wished)):
            found.worklist.append(ScoredMatter(version, score))
    found.worklist.sort(
        key=lambda one: (one.score.percent, not one.version.matter.is_frequent, one.version.matter.code)
    )
    return found


def _count(found: Report, version: MatterVersion, score: Completeness) -> None:
    is_paused = version.state == VersionState.PAUSED
    found.paused += is_paused
    found.published += not is_paused
    found.percents += score.percent
    found.wished += bool(score.wished)
    if not found.departments or found.departments[-1].department != version.matter.department:
        found.departments.append(DepartmentLine(version.matter.department))
    line = found.departments[-1]
    line.matters += 1
    line.complete += score.is_complete
    line.percents += score.percent


def score_of(version: MatterVersion) -> Completeness:
    """The score of one version, standing or not."""
    return completeness(line_of(version))
