"""The report of the publish gate over the whole catalogue: what was read, what is refused, by rule and department."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import Count, Max, Prefetch, Sum

from hall.kernel import clock
from matters.catch_all import RULES, Excepted, Finding, Rule, english_findings, findings_in
from matters.catch_all.places import spots
from matters.catch_all.table import HONEST, WORDS
from matters.models import EnglishText, Material, MatterVersion, WordingException
from matters.queries.catalogue import versions_at
from matters.queries.gate import allowed_wordings
from matters.queries.standard import Standard
from matters.states import VersionState

KEPT_FOR = 24 * 3600
IN_MAKING = (VersionState.DRAFT, VersionState.SUBMITTED, VersionState.REVIEWED, VersionState.REJECTED)


@dataclass(frozen=True)
class Line:
    """One clause found: in which matter, where, which words, by which rule, and what to write."""

    code: str
    matter: str
    department: str
    state: str
    where: str
    text: str
    words: str
    rule: str
    why: str
    proposal: str


@dataclass(frozen=True)
class DepartmentLine:
    """How one department's matters fared."""

    name: str
    checked: int
    refused: int
    clauses: int


@dataclass(frozen=True)
class Report:
    """The catalogue as the gate sees it."""

    made_at: datetime
    checked: int
    texts: int
    refused: int
    intact: int
    altered: list[tuple[str, str]]
    lines: list[Line]
    drafts: list[Line]
    by_rule: dict[str, int]
    departments: list[DepartmentLine]
    exceptions: int

    @property
    def rules(self) -> list[tuple[Rule, int]]:
        """Each rule of the table with how often it struck."""
        return [(rule, self.by_rule.get(rule.id, 0)) for rule in RULES]


def gate_report(*, fresh: bool = False) -> Report:
    """The report, made anew when a standard, an exception or the table has changed since (or when `fresh`)."""
    key = f"matters.gate.{_stamp()}"
    report = None if fresh else cache.get(key)
    if report is None:
        report = _made()
        cache.set(key, report, KEPT_FOR)
    return report


def _stamp() -> str:
    """What the report depends on."""
    standing = versions_at().aggregate(n=Count("pk"), last=Max("pk"), all=Sum("pk"))
    drafts = MatterVersion.objects.filter(state__in=IN_MAKING).aggregate(n=Count("pk"), edits=Sum("revision"))
    listed = WordingException.objects.aggregate(n=Count("pk"), last=Max("reviewed_at"))
    states = sorted(WordingException.objects.values_list("pk", "state"))
    english = EnglishText.objects.aggregate(n=Count("pk"), last=Max("pk"))
    seen = [english, standing, drafts, listed, states, RULES, sorted(WORDS.items()), HONEST]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:24]


def _made() -> Report:
    exceptions = allowed_wordings()
    rows = _read(versions_at().order_by("matter__department__code", "matter__code"))
    english = {text.matter_id: text.texts() for text in EnglishText.objects.all()}
    found = [(version, _found(version, listed, exceptions, english)) for version, listed in rows]
    drafts = _read(MatterVersion.objects.filter(state__in=IN_MAKING).order_by("-pk")[:500])
    altered = [_named(version) for version, listed in rows if not Standard(version, listed).is_intact]
    return Report(
        made_at=clock.now(),
        checked=len(rows),
        texts=sum(1 for version, listed in rows for spot in spots(version, listed) if spot.text)
        + sum(len(texts) for texts in english.values()),
        refused=sum(1 for _, clauses in found if clauses),
        intact=len(rows) - len(altered),
        altered=altered,
        lines=list(_lines(found)),
        drafts=list(_lines((v, findings_in(v, m, exceptions, matter_code=v.matter.code)) for v, m in drafts)),
        by_rule=dict(Counter(finding.clause.rule.id for _, clauses in found for finding in clauses)),
        departments=_departments(found),
        exceptions=len(exceptions),
    )


def _found(
    version: MatterVersion, listed: list[Material], exceptions: tuple[Excepted, ...], english: dict[int, list[str]]
) -> list[Finding]:
    """What the gate finds in a standard and in its English."""
    own = findings_in(version, listed, exceptions, matter_code=version.matter.code)
    return own + english_findings(english.get(version.matter_id, []))


def _read(versions: Iterable[MatterVersion]) -> list[tuple[MatterVersion, list[Material]]]:
    materials = Prefetch("materials", Material.objects.order_by("order"), to_attr="listed")
    rows = versions.select_related("matter__department").prefetch_related(materials)  # type: ignore[attr-defined]
    return [(version, version.listed) for version in rows]


def _named(version: MatterVersion) -> tuple[str, str]:
    return version.matter.code, version.matter.name


def _lines(found: Iterable[tuple[MatterVersion, list[Finding]]]) -> Iterator[Line]:
    for version, findings in found:
        for finding in findings:
            yield Line(
                code=version.matter.code,
                matter=version.matter.name,
                department=version.matter.department.short_name,
                state=str(version.get_state_display()),
                where=finding.spot.where,
                text=finding.spot.text,
                words=finding.clause.words,
                rule=finding.clause.rule.name,
                why=finding.clause.rule.why,
                proposal=finding.clause.proposal,
            )


def _departments(found: list[tuple[MatterVersion, list[Finding]]]) -> list[DepartmentLine]:
    checked: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    clauses: Counter[str] = Counter()
    for version, findings in found:
        name = version.matter.department.short_name
        checked[name] += 1
        refused[name] += bool(findings)
        clauses[name] += len(findings)
    lines = [DepartmentLine(name, checked[name], refused[name], clauses[name]) for name in checked]
    return sorted(lines, key=lambda line: (-line.refused, -line.checked, line.name))
