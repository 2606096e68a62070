"""A sheet as it was read: headings matched to columns, lines of text cells."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from matters.catalogue_file.columns import SHEETS, Column
from matters.catalogue_file.problems import Problem

MOST_LINES = {"事项": 20_000, "材料": 200_000}
MOST_COLUMNS = 120
_NOT_NAMES = re.compile(r"[\s*＊:：]+")


class UnreadableFile(Exception):
    """The file as a whole cannot be read; the problem says why and what to do."""

    def __init__(self, what: str, todo: str) -> None:
        self.problem = Problem(0, "", what, todo, sheet="文件")
        super().__init__(what)


@dataclass(frozen=True)
class Line:
    """One line of a sheet by the paths of its columns."""

    number: int
    cells: dict[str, str]


@dataclass
class Table:
    """A sheet whose headings are known; `letters` tells people where a column stands."""

    sheet: str
    letters: dict[str, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _numbered: dict[int, Line] = field(default_factory=dict)

    def line(self, number: int) -> Line | None:
        """The line under this number of the sheet."""
        if not self._numbered:
            self._numbered = {line.number: line for line in self.lines}
        return self._numbered.get(number)

    def problem(self, line: int, column: Column | None, what: str, todo: str, value: str = "") -> Problem:
        """A fault at a place of this sheet."""
        heading = column.heading if column else ""
        letter = self.letters.get(column.path, "") if column else ""
        return Problem(line, heading, what, todo, sheet=self.sheet, column=letter, value=value)


def table_of(sheet: str, rows: Iterable[Sequence[str]]) -> Table:
    """The table in rows of text whose first row holds the headings. Faults of the headings end the reading."""
    found = iter(rows)
    table = Table(sheet)
    places = _places(table, next(found, ()))
    if not table.problems:
        table.lines = list(_lines(table, places, found))
    return table


def _lines(table: Table, places: dict[str, int], rows: Iterator[Sequence[str]]) -> Iterator[Line]:
    most, found = MOST_LINES[table.sheet], 0
    for number, row in enumerate(rows, 2):
        if any(row):
            found += 1
            if found > most:
                raise UnreadableFile(f"{table.sheet}表超过 {most} 行", "请分成几个文件，分几次导入")
            yield Line(number, {path: row[place] if place < len(row) else "" for path, place in places.items()})


def _places(table: Table, headings: Sequence[str]) -> dict[str, int]:
    """Where each column stands; what is missing, twice there or unknown is told."""
    if len(headings) > MOST_COLUMNS:
        raise UnreadableFile(f"{table.sheet}表超过 {MOST_COLUMNS} 列", "请用模板的列重新整理")
    known = {name: column for column in SHEETS[table.sheet] for name in _names(column)}
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        if not heading.strip():
            continue
        column = known.get(_plain(heading))
        if column is None:
            table.problems.append(
                _at_heading(table, place, heading, "模板里没有这一列", "请改为模板中的列名，或删去这一列")
            )
        elif column.path in places:
            table.problems.append(_at_heading(table, place, heading, "这一列出现了两次", "请删去其中一列"))
        else:
            places[column.path] = place
            table.letters[column.path] = letter(place)
    for column in SHEETS[table.sheet]:
        if column.is_required and column.path not in places:
            table.problems.append(
                Problem(1, column.heading, "缺少这一列", f"请补上“{column.title}”", sheet=table.sheet)
            )
    return places


def _at_heading(table: Table, place: int, heading: str, what: str, todo: str) -> Problem:
    return Problem(1, heading[:40], what, todo, sheet=table.sheet, column=letter(place), value=heading)


def _names(column: Column) -> tuple[str, ...]:
    return tuple(_plain(name) for name in (column.heading, column.exchange, column.title))


def _plain(heading: str) -> str:
    return _NOT_NAMES.sub("", unicodedata.normalize("NFKC", heading)).lower()


def letter(place: int) -> str:
    """The letter of a column as spreadsheets show it: A, Z, AA."""
    name, rest = "", place + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        name = chr(65 + digit) + name
    return name
