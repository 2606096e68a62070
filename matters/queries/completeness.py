"""The worklist of catalogue editors: what each standing standard lacks, and the catalogue's own report."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet

from hall.models import Department
from matters.catch_all import Excepted, findings_in
from matters.completeness.scoring import Completeness, completeness
from matters.models import MatterVersion
from matters.queries.catalogue import versions_at
from matters.queries.catalogue_lines import line_of, whole_versions
from matters.queries.gate import allowed_wordings
from matters.states import VersionState

BESIDE = (
    "name",
    "matter_type",
    "use_level",
    "power_source",
    "authority_kind",
    "applicants",
    "themes",
    "aliases",
    "is_frequent",
)
MOST_KNOWN, KEPT_SECONDS = 5_000, 24 * 3600
JUDGES = ("catch_all", "completeness", "guided", "catalogue_file")
Key = tuple[Any, ...]
_known: dict[Key, "Judged"] = {}


@dataclass(frozen=True)
class Judged:
    """The score of a standard and the number of its refused clauses."""

    score: Completeness
    clauses: int

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to say of it: such judgements are shared."""
        return not (self.score.missing or self.score.wished or self.clauses)


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
    found = Report()
    for version, judged in _judged():
        _count(found, version, judged)
        is_asked = not department or version.matter.department.code == department
        if is_asked and (judged.score.missing or (with_wishes and judged.score.wished)):
            found.worklist.append(ScoredMatter(version, judged.score))
    found.worklist.sort(
        key=lambda one: (one.score.percent, not one.version.matter.is_frequent, one.version.matter.code)
    )
    return found


def _judged() -> Iterator[tuple[MatterVersion, Judged]]:
    """Each standing version and what is said of it; only those not judged yet are read whole."""
    allowed = allowed_wordings()
    standing = list(_standing())
    keys = {version.pk: _key(version, allowed) for version in standing}
    unknown = [pk for pk, key in keys.items() if key not in _known]
    if unknown:
        _known.update(cache.get(_cache_key(), {}))
        unknown = [pk for pk, key in keys.items() if key not in _known]
    if len(_known) > MOST_KNOWN:
        _known.clear()
        unknown = list(keys)
    for version in whole_versions().filter(pk__in=unknown) if unknown else ():
        clauses = findings_in(version, version.materials.all(), allowed, matter_code=version.matter.code)
        _known[keys[version.pk]] = Judged(completeness(line_of(version)), len(clauses))
    if unknown:
        cache.set(_cache_key(), {key: _known[key] for key in keys.values() if _known[key].is_clean}, KEPT_SECONDS)
    for version in standing:
        yield version, _known[keys[version.pk]]


@lru_cache(maxsize=1)
def _cache_key() -> str:
    """Judgements are shared by all processes that judge by the same rules."""
    rules = sorted(path for folder in JUDGES for path in (Path(__file__).parent.parent / folder).glob("*.py"))
    return f"matters.judged.{hashlib.sha256(b''.join(path.read_bytes() for path in rules)).hexdigest()[:24]}"


def _standing() -> QuerySet[MatterVersion]:
    return versions_at().select_related("matter__department").order_by("matter__department__code", "matter__code")


def _key(version: MatterVersion, allowed: tuple[Excepted, ...]) -> Key:
    """A published standard never changes: its digest, and what the matter says beside it, stand for all of it."""
    beside = tuple(str(getattr(version.matter, field)) for field in BESIDE)
    return version.pk, version.fingerprint, beside, allowed


def _count(found: Report, version: MatterVersion, judged: Judged) -> None:
    score = judged.score
    found.refused_clauses += judged.clauses
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
