"""The catalogue's figures, by department and in all: one reading for page, workbook and API."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from hall.kernel import clock
from hall.models import Department
from matters.measures import MEASURES, Counted, Measure, Sums, in_working_days, summed
from matters.models import Baseline, Material
from matters.models.material import Exemption
from matters.queries.catalogue import versions_at

FREE = (Exemption.LICENCE, Exemption.SHARING)


@dataclass(frozen=True)
class Line:
    """The figures of a department, or of all: values in the order of the measures."""

    code: str
    name: str
    values: tuple[float | int | None, ...]

    def value(self, key: str) -> float | int | None:
        """One figure by the key of its measure."""
        return self.values[next(place for place, measure in enumerate(MEASURES) if measure.key == key)]


@dataclass(frozen=True)
class Figures:
    """All figures at a moment."""

    at: datetime
    baseline: Baseline | None
    measures: tuple[Measure, ...]
    all: Line
    departments: tuple[Line, ...]


def figures() -> Figures:
    """The figures of the catalogue as it stands now; four statements, however many matters there are."""
    now = clock.now()
    baseline = Baseline.objects.first()
    names = dict(Department.objects.order_by("short_name").values_list("code", "short_name"))
    whole, departments = summed(_counted(now, baseline), names, _("全部部门"))
    return Figures(now, baseline, MEASURES, _line(whole), tuple(map(_line, departments)))


def _line(sums: Sums) -> Line:
    return Line(sums.code, sums.name, tuple(measure.value(sums) for measure in MEASURES))


def _counted(now: datetime, baseline: Baseline | None) -> Iterator[Counted]:
    """Each standing matter as it counts."""
    base: dict[str, tuple[int, int]] = {}
    if baseline is not None:
        base = {
            code: (asked, visits) for code, asked, visits in baseline.lines.values_list("code", "materials", "visits")
        }
    numbers = _materials(now)
    fields = (
        "pk", "matter__code", "matter__department__code", "visits", "online_depth", "matter__is_stationed",
        "matter__is_one_window", "promised_limit", "promised_unit", "statutory_limit", "statutory_unit",
    )  # fmt: skip
    for row in versions_at(now).order_by("pk").values_list(*fields):
        yield _one(row, numbers.get(row[0], (0, 0)), base.get(row[1], (None, None)))


def _one(row: tuple[Any, ...], numbers: tuple[int, int], base: tuple[int | None, int | None]) -> Counted:
    return Counted(
        department=row[2], listed=numbers[0], asked=numbers[1], visits=row[3], depth=row[4], is_stationed=row[5],
        is_one_window=row[6], promised=in_working_days(row[7], row[8]) or 0.0,
        statutory=in_working_days(row[9], row[10]), base_asked=base[0], base_visits=base[1],
    )  # fmt: skip


def _materials(now: datetime) -> dict[int, tuple[int, int]]:
    """How many materials each standing version lists, and how many of them the applicant hands in."""
    asked = Q(shared_licence="") & ~Q(exemption__in=FREE)
    rows = Material.objects.filter(version__in=versions_at(now)).order_by().values_list("version")
    return {
        pk: (listed, free) for pk, listed, free in rows.annotate(listed=Count("pk"), asked=Count("pk", filter=asked))
    }
