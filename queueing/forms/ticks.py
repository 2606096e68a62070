"""The tick list at the counter: one row for each material of the published version."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from applications.completeness import Tick, allowed_statuses
from applications.models import LicenceLook, LookOutcome
from applications.situations import NOTHING_SETTLED, Settled
from applications.states import MaterialStatus
from matters.models import Material
from queueing.models import IntakeScan
from queueing.queries.scans import Scans

TONES = {"have": "good", "shared": "good", "missing": "bad", "late": "warn", "promised": "warn", "not_needed": "plain"}
PHRASES = ("未提供该材料", "未签字或未盖章", "复印件不清晰", "与原件不一致", "已过有效期", "填写不完整", "份数不足")

NO_SCANS = Scans()
NO_LOOKS: Mapping[int, LicenceLook] = {}


@dataclass(frozen=True)
class Choice:
    """One segment of a row."""

    value: str
    label: str
    tone: str
    chosen: bool


@dataclass(frozen=True)
class TickRow:
    """A material, what it may be ticked as, what was ticked, and what is wrong with it."""

    material: Material
    choices: list[Choice]
    status: str
    problem: str
    scans: Sequence[IntakeScan] = ()
    look: LicenceLook | None = None

    @property
    def name(self) -> str:
        return f"tick_{self.material.pk}"

    @property
    def problem_name(self) -> str:
        return f"problem_{self.material.pk}"

    @property
    def is_missing(self) -> bool:
        return self.status == MaterialStatus.MISSING

    @property
    def wanted(self) -> str:
        """How many of what, in short: 原件 1 · 复印件 2."""
        parts = [
            f"{word} {count}"
            for word, count in (("原件", self.material.originals), ("复印件", self.material.copies))
            if count
        ]
        return " · ".join(parts) or self.material.get_medium_display()


def rows_of(
    materials: Iterable[Material],
    given: Mapping[str, str],
    settled: Settled = NOTHING_SETTLED,
    scans: Scans = NO_SCANS,
    barred: Collection[str] = (),
    looks: Mapping[int, LicenceLook] = NO_LOOKS,
) -> list[TickRow]:
    """Rows with what was given under `tick_<id>` and `problem_<id>`; a shared licence is ticked from the start, and
    what was scanned is there.

    What the situation does not need has no row: it cannot be asked for.
    """
    rows = []
    for material in materials:
        if material.pk in settled.spared:
            continue
        allowed = [one for one in settled.choices(material, allowed_statuses(material)) if one not in barred]
        scanned = scans.of(material.pk)
        look = looks.get(material.pk)
        first = _first(material, bool(scanned), look)
        status = given.get(f"tick_{material.pk}") or first
        failed = status == MaterialStatus.SHARED and look is not None and look.outcome != LookOutcome.FOUND
        status = status if status in allowed and not failed else ""
        choices = [Choice(value, MaterialStatus(value).label, TONES[value], value == status) for value in allowed]
        problem = given.get(f"problem_{material.pk}", "")[:200]
        rows.append(TickRow(material, choices, str(status), problem, scanned, look))
    return rows


def _first(material: Material, is_scanned: bool, look: LicenceLook | None) -> str:
    """What a row says before anybody ticked it: scanned is there; a shared licence is, unless a look found none."""
    if is_scanned:
        return MaterialStatus.HAVE
    if material.shared_licence and (look is None or look.outcome == LookOutcome.FOUND):
        return MaterialStatus.SHARED
    return ""


def ticks_of(rows: Iterable[TickRow]) -> list[Tick]:
    """What the verb wants to know; a row that was not ticked is left out (and counts as missing)."""
    return [Tick(row.material.pk, row.status, row.problem if row.is_missing else "") for row in rows if row.status]


def unticked(rows: Iterable[TickRow]) -> list[TickRow]:
    """Rows nobody looked at yet."""
    return [row for row in rows if not row.status]


def given_of(data: Mapping[str, str]) -> dict[str, str]:
    """The tick values among the posted ones, and which answers were taken over; what the draft keeps."""
    return {key: str(value) for key, value in data.items() if key.startswith(("tick_", "problem_", "reuse_")) and value}
