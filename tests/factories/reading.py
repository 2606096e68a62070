"""Reading papers back: the words of an HTML text and of a PDF, the codes on it, its fonts, its picture."""

import io
import re
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator
from html import unescape

import pikepdf
import pypdfium2
import zxingcpp
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops

UNSEEN = re.compile(r"<style.*?</style>|<title.*?</title>|<[^>]+>", re.S)
BLANK = re.compile(r"\s")
PAIR = re.compile(r"<([0-9a-f]{4})> <([0-9a-f]+)>")
BROKEN_HYPHEN = "\ufffe"  # what PDFium reads where a line ends with a hyphen
SCALE = 2
INSIDE = re.compile(r'src="data:image/svg\+xml;base64,([^"]+)"')
BLOCK = re.compile(r"<(p|td|th|h1|h2|li|blockquote)\b[^>]*>(.*?)</\1>", re.S)
HEAD = re.compile(r"<thead>(.*?)</thead>", re.S)
LIST = re.compile(r"<(ol|ul)\b[^>]*>(.*?)</\1>", re.S)


def read_of(html: str) -> str:
    """What a reader sees of a page, without tags, styles and blanks."""
    return BLANK.sub("", unescape(UNSEEN.sub("", html)))


def text_of(pdf: bytes) -> str:
    """What can be copied out of a PDF, without blanks."""
    with pypdfium2.PdfDocument(pdf) as opened:
        text = "".join(page.get_textpage().get_text_range() for page in opened)
    return BLANK.sub("", text.replace(BROKEN_HYPHEN, "-"))


def misread(html: str, pdf: bytes) -> list[str]:
    """How the words of a PDF differ from those of the HTML it was drawn from; empty when they are equal.

    Each paragraph and cell stands in the PDF as it is in the HTML, and beside the letters of the HTML there are only
    those of the seal, of lists, of page numbers, and of the heads of tables that go on to the next page.
    """
    text, wanted = text_of(pdf), Counter(read_of(html)) + Counter(beside(html, pdf))
    blocks = [read_of(block) for _, block in BLOCK.findall(html)]
    wrong = [f"not in the PDF: {block}" for block in blocks if block not in text]
    less, more = wanted - Counter(text), Counter(text) - wanted
    for head in filter(None, map(read_of, HEAD.findall(html))):
        while more >= Counter(head):
            more -= Counter(head)
    wrong += [f"missing letters: {''.join(less.elements())}"] if less else []
    return wrong + ([f"more letters: {''.join(more.elements())}"] if more else [])


def beside(html: str, pdf: bytes) -> str:
    """What a drawing adds to the words: seal, marks of lists, page numbers."""
    seals = "".join(read_of(b64decode(picture).decode()) for picture in INSIDE.findall(html))
    marks = "".join(_marks(kind, inside.count("<li")) for kind, inside in LIST.findall(html))
    with pypdfium2.PdfDocument(pdf) as opened:
        pages = len(opened)
    return seals + marks + "".join(f"第{page}页共{pages}页" for page in range(1, pages + 1))


def _marks(kind: str, count: int) -> str:
    return "•" * count if kind == "ul" else "".join(f"{place}." for place in range(1, count + 1))


def codes_wanted(html: str) -> int:
    """How many QR codes stand on a paper."""
    return len(re.findall(r'alt="[^"]*二维码"', html))


def pictures_of(pdf: bytes, scale: float = SCALE) -> list[Image.Image]:
    """Each page as a printer would put it on paper."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.render(scale=scale).to_pil().convert("L") for page in opened]


def codes_in(pictures: list[Image.Image]) -> set[str]:
    """What a telephone reads in the QR codes."""
    return {code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)}


def difference(one: list[Image.Image], other: list[Image.Image]) -> float:
    """The share of points that differ between two drawings; 1.0 when they have not the same pages."""
    if [page.size for page in one] != [page.size for page in other]:
        return 1.0
    points = sum(page.width * page.height for page in one)
    return sum(_differing(*pair) for pair in zip(one, other, strict=True)) / points


def _differing(one: Image.Image, other: Image.Image) -> int:
    return sum(ImageChops.difference(one, other).histogram()[1:])


def fonts_of(pdf: bytes) -> Iterator[tuple[TTFont, dict[int, str]]]:
    """The embedded fonts, each with what its glyphs stand for."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = {font.objgen: font for page in opened.pages for font in page.Resources.Font.values()}
        for font in fonts.values():
            described = font.DescendantFonts[0].FontDescriptor
            file = described.get("/FontFile3") or described.get("/FontFile2")
            pairs = PAIR.findall(font.ToUnicode.read_bytes().decode("ascii", "replace"))
            letters = {int(glyph, 16): bytes.fromhex(text).decode("utf-16-be") for glyph, text in pairs}
            yield TTFont(io.BytesIO(file.read_bytes())), letters
