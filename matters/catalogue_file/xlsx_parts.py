"""The parts of a workbook read as a stream: sheets, shared strings, cells.

A plain reader of our own, because 10,000 matters are a million cells: openpyxl makes an object tree of each and takes
half a minute. Every parser here is defusedxml's: it knows neither entities nor document types.
"""

import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import IncrementalParser

from defusedxml.ElementTree import fromstring
from defusedxml.sax import make_parser

CHUNK = 256 * 1024
FORMULA = "f"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
Cell = tuple[str, str, str]


def sheets(packed: zipfile.ZipFile) -> dict[str, str]:
    """Titles of the visible and hidden sheets, and the parts that hold them."""
    book = fromstring(packed.read("xl/workbook.xml"))
    links = fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    named = [element for element in book.iter() if _local(element.tag) == "sheet"]
    return {(sheet.get("name") or "").strip(): _part(targets[sheet.get(_RELATION)]) for sheet in named}


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


def shared_strings(packed: zipfile.ZipFile) -> list[str]:
    """The strings that cells point at by number."""
    name = next((name for name in packed.namelist() if name.lower() == "xl/sharedstrings.xml"), None)
    if name is None:
        return []
    strings = _Strings()
    for _ in _fed(packed, name, strings):
        pass
    return strings.found


def rows(packed: zipfile.ZipFile, part: str) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of a sheet that have cells: number and cells as (place, type, text)."""
    cells = _Cells()
    for _ in _fed(packed, part, cells):
        ready, cells.ready = cells.ready, []
        yield from ready
    yield from cells.ready


def _fed(packed: zipfile.ZipFile, name: str, handler: ContentHandler) -> Iterator[None]:
    parser: Any = make_parser()
    assert isinstance(parser, IncrementalParser)
    parser.forbid_dtd = True  # type: ignore[attr-defined]
    parser.setContentHandler(handler)
    with packed.open(name) as part:
        while piece := part.read(CHUNK):
            parser.feed(piece)
            yield
    parser.close()


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2]


class _Strings(ContentHandler):
    """Collects the texts of shared strings; phonetic hints do not count."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._text: list[str] = []
        self._is_text = self._is_hint = False

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802
        local = _local(name)
        self._is_hint = self._is_hint or local == "rPh"
        self._is_text = local == "t" and not self._is_hint

    def characters(self, content: str) -> None:
        if self._is_text:
            self._text.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802
        local = _local(name)
        self._is_text = False
        if local == "rPh":
            self._is_hint = False
        elif local == "si":
            self.found.append("".join(self._text))
            self._text = []


class _Cells(ContentHandler):
    """Collects rows of cells."""

    def __init__(self) -> None:
        super().__init__()
        self.ready: list[tuple[int, list[Cell]]] = []
        self._number = 0
        self._row: list[Cell] = []
        self._place = self._type = ""
        self._text: list[str] = []
        self._is_text = False

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802
        local = _local(name)
        if local == "c":
            self._place, self._type, self._text = attrs.get("r", ""), attrs.get("t", "n"), []
        elif local == "row":
            self._number = int(attrs.get("r") or self._number + 1)
        elif local == "f":
            self._type, self._text = FORMULA, ["="]
        self._is_text = local in {"v", "t", "f"} and (self._type != FORMULA or local == "f")

    def characters(self, content: str) -> None:
        if self._is_text:
            self._text.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802
        local = _local(name)
        self._is_text = False
        if local == "c" and (self._text or self._type == FORMULA):
            self._row.append((self._place, self._type, "".join(self._text)))
        elif local == "row":
            if self._row:
                self.ready.append((self._number, self._row))
            self._row = []
