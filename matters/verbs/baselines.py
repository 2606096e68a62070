"""Loading the base figures (基期数据) of the reform from a file: a new version, never a change of an old one."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.db import transaction

from hall import steps
from hall.kernel import clock
from hall.models import StaffMember
from hall.permissions import require
from hall.roles import Role
from matters.errors import BaselineUnreadable
from matters.models import Baseline, BaselineLine

BASELINE_CSV = Path(__file__).resolve().parent.parent / "data" / "baseline_2017_demo.csv"
HEAD = ("name", "day", "source", "is_demonstration")


@transaction.atomic
def load_baseline(*, path: Path = BASELINE_CSV, by: StaffMember) -> Baseline:
    """Take over a file of base figures; the version of this name that is there already stays as it is."""
    require(by, Role.CATALOGUE_PUBLISHER)
    said, lines = _read(path)
    known = Baseline.objects.filter(name=said["name"]).first()
    if known is not None:
        return known
    row = Baseline.objects.create(
        name=said["name"], day=date.fromisoformat(said["day"]), source=said["source"],
        is_demonstration=said["is_demonstration"] == "true", loaded_by=by, loaded_at=clock.now(),
    )  # fmt: skip
    for line in lines:
        line.baseline = row
    BaselineLine.objects.bulk_create(lines, batch_size=1000)
    steps.record(row, "load", by, lines=len(lines))
    return row


def _read(path: Path) -> tuple[dict[str, str], list[BaselineLine]]:
    """The head (`# name: …`) and the lines (code, materials, visits) of a file."""
    texts = path.read_text(encoding="utf-8-sig").splitlines()
    heads = [text.lstrip("# ").partition(":") for text in texts if text.startswith("#")]
    said = {name.strip(): value.strip() for name, _, value in heads}
    missing = [name for name in HEAD if not said.get(name)]
    if missing:
        raise BaselineUnreadable(line=1, what=f"缺少 {'、'.join(missing)}")
    lines = list(_lines([text for text in texts if text and not text.startswith("#")]))
    if len({line.code for line in lines}) < len(lines):
        raise BaselineUnreadable(line=0, what="有重复的事项编码")
    return said, lines


def _lines(texts: list[str]) -> Iterator[BaselineLine]:
    for number, row in enumerate(csv.DictReader(texts), 2):
        try:
            yield BaselineLine(code=row["code"], materials=int(row["materials"]), visits=int(row["visits"]))
        except (KeyError, TypeError, ValueError) as error:
            raise BaselineUnreadable(line=number, what="应为“事项编码,材料份数,到现场次数”") from error
