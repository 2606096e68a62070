"""Fonts for paper: Noto first, then those that know rare names (reliability.md F18). One font alone lacks some."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from django.conf import settings
from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

from queueing.errors import NoFontForPaper

SHARE = Path("/usr/share/fonts")
BOLD = (SHARE / "opentype/noto/NotoSansCJK-Bold.ttc",)
REGULAR = (SHARE / "opentype/noto/NotoSansCJK-Regular.ttc",)
RARE = (
    SHARE / "truetype/hanazono/HanaMinA.ttf",
    SHARE / "truetype/hanazono/HanaMinB.ttf",
    SHARE / "truetype/babelstone/BabelStoneHan.ttf",
)
NOBODY_HAS_IT = "\U0010fffe"
INVISIBLE = {"\ufe0f", "\u200b", "\u200d", "\ufeff", *map(chr, range(0xE0100, 0xE01F0))}


@lru_cache(maxsize=64)
def stack_of(size: int, bold: bool) -> tuple[FreeTypeFont, ...]:
    """The fonts that are on this machine, the first choice first. Raises NoFontForPaper when there is none."""
    chosen = (*map(Path, settings.PAPER_FONTS), *(BOLD if bold else REGULAR), *REGULAR, *RARE)
    fonts = tuple(_opened(path, size) for path in dict.fromkeys(chosen) if path.exists())
    if not fonts:
        raise NoFontForPaper()
    return fonts


def _opened(path: Path, size: int) -> FreeTypeFont:
    """The font; of a collection its simplified Chinese face."""
    face = 0
    if path.suffix == ".ttc":
        names = (ImageFont.truetype(str(path), size, index=index).getname()[0] for index in range(5))
        face = next((index for index, name in enumerate(names) if name and name.endswith("SC")), 0)
    return ImageFont.truetype(str(path), size, index=face, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=16384)
def font_for(character: str, size: int, bold: bool) -> FreeTypeFont | None:
    """The first font that has this character; None when no font on this machine has it."""
    return next((font for font in stack_of(size, bold) if character.isspace() or _has(font, character)), None)


def _has(font: FreeTypeFont, character: str) -> bool:
    drawn, empty = font.getmask(character), font.getmask(NOBODY_HAS_IT)
    return drawn.size != empty.size or bytes(drawn) != bytes(empty)


def runs(text: str, size: int, bold: bool) -> Iterator[tuple[str, FreeTypeFont]]:
    """The text in pieces of one font each. A character that no font has is written as its code, never as a box."""
    legible = "".join(_legible(character, size, bold) for character in text if character not in INVISIBLE)
    for font, characters in groupby(legible, key=lambda character: font_for(character, size, bold)):
        if font is not None:
            yield "".join(characters), font


def _legible(character: str, size: int, bold: bool) -> str:
    return character if font_for(character, size, bold) else f"[U+{ord(character):04X}]"
