"""What was asked beside what is published, material by material. Pure functions of values.

Each line says what was asked, the published material it stands for (if any), and what is wrong with it.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

from matters.catch_all import catch_all_clauses

MOST_LINES, LONGEST_LINE = 20, 200
NOT_HANDED_IN = "未提交"  # what a notice says of a listed material that was simply not brought


class Verdict(models.TextChoices):
    """What a line of the comparison shows."""

    NOT_LISTED = "not_listed", _("清单上没有")
    VAGUE = "vague", _("含糊的兜底说法")
    BEYOND = "beyond", _("清单上有，要求不同")
    LISTED = "listed", _("清单上有")


class Published(Protocol):
    """A material of the published list."""

    name: str
    acceptance_standard: str


@dataclass(frozen=True)
class Line:
    """One thing that was asked, and what the list says of it."""

    asked: str
    problem: str
    published: str
    standard: str
    verdict: str

    @property
    def label(self) -> str:
        return str(Verdict(self.verdict).label)


def plain(name: str) -> str:
    """A name as it is compared: marks, blanks and width make no difference."""
    return re.sub(r"[\s《》“”\"'（）()、，,。.；;：:·]", "", unicodedata.normalize("NFKC", name)).lower()


def difference(asked: Iterable[tuple[str, str]], published: Sequence[Published]) -> list[Line]:
    """Each thing asked (with what the window said of it) beside the published list."""
    by_name = {plain(material.name): material for material in published}
    lines = []
    for name, problem in asked:
        material = by_name.get(plain(name))
        vague = bool(catch_all_clauses(name) or (problem and catch_all_clauses(problem)))
        lines.append(
            Line(
                asked=name[:LONGEST_LINE],
                problem=problem[:LONGEST_LINE],
                published=material.name if material else "",
                standard=material.acceptance_standard if material else "",
                verdict=_verdict(
                    material is not None, vague, problem, material.acceptance_standard if material else ""
                ),
            )
        )
    return lines[:MOST_LINES]


def _verdict(is_listed: bool, is_vague: bool, problem: str, standard: str) -> str:
    if is_vague:
        return Verdict.VAGUE
    if not is_listed:
        return Verdict.NOT_LISTED
    said_more = problem not in {"", NOT_HANDED_IN} and plain(problem) not in plain(standard)
    return Verdict.BEYOND if said_more else Verdict.LISTED


def as_data(lines: Iterable[Line]) -> list[dict[str, str]]:
    """The lines as they are kept."""
    return [asdict(line) for line in lines]


def from_data(rows: Iterable[dict[str, str]]) -> list[Line]:
    """The lines as they were kept."""
    return [Line(**row) for row in rows]
