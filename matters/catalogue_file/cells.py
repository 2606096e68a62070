"""What may stand in a cell: how each kind of cell is read from text and written to text."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matters.catalogue_file.escaping import joined_lines, joined_parts, split_lines, split_parts

SCIENTIFIC = re.compile(r"^\d(\.\d+)?[eE]\+?\d+$")
YES = {"是", "1", "true", "yes", "y", "√"}
NO = {"否", "0", "false", "no", "n", "×"}


class BadCell(ValueError):
    """What stands in the cell cannot be read; the message says what may stand there."""


NOT_SAID = object()


@dataclass(frozen=True)
class Kind:
    """How a cell is read and written, what may stand in it in words, and what an empty one means.

    An empty cell of `NOT_SAID` leaves what stands as it is.
    """

    words: str
    read: Callable[[str], Any]
    write: Callable[[Any], str]
    empty: Any = ""


def _same(value: str) -> str:
    return value


def text(longest: int) -> Kind:
    return Kind(f"文字，不超过 {longest} 字", _same, _same)


def _read_code(cell: str) -> str:
    if SCIENTIFIC.match(cell):
        raise BadCell("编码被表格软件改成了科学计数法，请把这一列设为“文本”后重新填写")
    return cell.upper()


CODE = Kind("编码，单元格格式为文本", _read_code, _same)


def whole(least: int, most: int, *, optional: bool = False) -> Kind:
    """A whole number; optional ones may be left empty."""
    allowed = f"{least} 到 {most} 之间的整数" + ("，没有就留空" if optional else "")

    def read(cell: str) -> int | None:
        if not cell and optional:
            return None
        if not re.fullmatch(r"\d{1,9}(\.0+)?", cell) or not least <= int(float(cell)) <= most:
            raise BadCell(f"应为 {allowed}")
        return int(float(cell))

    return Kind(allowed, read, lambda value: "" if value is None else str(value), None if optional else 0)


def _read_flag(cell: str) -> bool:
    plain = cell.lower()
    if plain not in YES | NO:
        raise BadCell("只能写“是”或“否”")
    return plain in YES


FLAG = Kind("是 / 否", _read_flag, lambda value: "是" if value else "否", False)


def code_list(labels: Mapping[str, str], also: Mapping[str, str] | None = None, *, empty: Any = NOT_SAID) -> Kind:
    """One of a code list: written as its label; read as label, as code, or as a code of the national standards."""
    known = {**(also or {}), **{label: code for code, label in labels.items()}, **{code: code for code in labels}}
    shown = {code: number for number, code in (also or {}).items()}
    words = "、".join(label + (f"（{shown[code]}）" if code in shown else "") for code, label in labels.items())

    def read(cell: str) -> str:
        found = known.get(cell) or known.get(cell.zfill(2))
        if found is None:
            raise BadCell(f"只能写 {words}")
        return found

    return Kind(words, read, lambda value: labels.get(str(value), str(value)), empty)


def several(one: Kind) -> Kind:
    """Several of a code list in one cell, separated by 、"""

    def read(cell: str) -> list[Any]:
        return [one.read(part.strip()) for part in re.split(r"[、，,;；\n]", cell) if part.strip()]

    return Kind(
        one.words + "；多个用“、”隔开", read, lambda values: "、".join(one.write(value) for value in values), ()
    )


LINES = Kind("每行一条", split_lines, joined_lines, ())


def records(
    names: Sequence[str],
    labels: Sequence[str],
    kinds: Mapping[str, Kind] | None = None,
    *,
    may_lack: frozenset[str] = frozenset(),
) -> Kind:
    """Records in one cell, one a line, parts separated by ｜; parts that `may_lack` are left out when empty."""
    words = "每行一条，写“" + "｜".join(labels) + "”"

    def read(cell: str) -> list[dict[str, Any]]:
        return [_record(parts, number) for number, parts in enumerate(split_parts(cell), 1)]

    def _record(parts: list[str], number: int) -> dict[str, Any]:
        if len(parts) > len(names):
            raise BadCell(f"第 {number} 条有 {len(parts)} 段，应写“{'｜'.join(labels)}”")
        filled = [*parts, *[""] * (len(names) - len(parts))]
        given = zip(names, filled, strict=True)
        return {name: _part(name, part, number) for name, part in given if part or name not in may_lack}

    def _part(name: str, part: str, number: int) -> Any:
        kind = (kinds or {}).get(name)
        try:
            return part if kind is None else kind.read(part) if part else kind.empty
        except BadCell as fault:
            raise BadCell(f"第 {number} 条的{labels[list(names).index(name)]}“{part}”{fault}") from fault

    def write(values: Sequence[Mapping[str, Any]]) -> str:
        return joined_parts([[_text(name, value.get(name, "")) for name in names] for value in values])

    def _text(name: str, value: Any) -> str:
        kind = (kinds or {}).get(name)
        return str(value) if kind is None else kind.write(value)

    return Kind(words, read, write, ())
