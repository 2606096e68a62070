"""A strip of paper 576 dots wide that grows downwards: lines of text, rules, pictures of squares."""

import re
from collections.abc import Sequence

from PIL import Image, ImageDraw

from queueing.paper.fonts import runs, stack_of

WIDTH = 576  # 72 mm at 203 dots an inch: the printable width of 80 mm paper
MARGIN = 8
BLACK, WHITE, INK = 0, 255, 150
LEADING = 1.3
NOT_FIRST = "，。、；：！？）》”’】〕·…%-–—,.;:!?)]}"
NOT_LAST = "（《“‘【〔([{"
PIECES = re.compile(r"[A-Za-z0-9+./@#&'_:-]+|\s+|.", re.DOTALL)


class Strip:
    """What is drawn so far; `picture()` cuts it to length."""

    def __init__(self) -> None:
        self.y = MARGIN
        self._image = Image.new("L", (WIDTH, 2048), WHITE)
        self._draw = ImageDraw.Draw(self._image)

    def text(self, words: str, size: int, *, bold: bool = False, centred: bool = False, indent: int = 0) -> None:
        """A paragraph, wrapped."""
        for line in wrapped(words, size, bold, WIDTH - 2 * MARGIN - indent):
            self._room(int(size * LEADING))
            start = (WIDTH - length(line, size, bold)) // 2 if centred else MARGIN + indent
            self._write(line, start, size, bold, BLACK)
            self.y += int(size * LEADING)

    def banner(self, words: str, size: int) -> None:
        """White on black across the paper: must not be overlooked."""
        height = int(size * 1.5)
        self._room(height)
        self._draw.rectangle((0, self.y, WIDTH, self.y + height), fill=BLACK)
        self.y += (height - int(size * LEADING)) // 2
        self._write(words, (WIDTH - length(words, size, True)) // 2, size, True, WHITE)
        self.y += height - (height - int(size * LEADING)) // 2

    def rule(self) -> None:
        """A dashed line."""
        self._room(24)
        for x in range(MARGIN, WIDTH - MARGIN, 16):
            self._draw.line((x, self.y + 11, x + 8, self.y + 11), fill=BLACK, width=2)
        self.y += 24

    def gap(self, dots: int) -> None:
        self.y += dots

    def squares(self, rows: Sequence[Sequence[int]], side: int) -> None:
        """A QR code, each module `side` dots wide, centred."""
        height = len(rows) * side
        self._room(height)
        left = (WIDTH - len(rows[0]) * side) // 2
        for down, row in enumerate(rows):
            for across, dark in enumerate(row):
                if dark:
                    x, y = left + across * side, self.y + down * side
                    self._draw.rectangle((x, y, x + side - 1, y + side - 1), fill=BLACK)
        self.y += height

    def picture(self) -> Image.Image:
        """Black and white, as the printer burns it."""
        cut = self._image.crop((0, 0, WIDTH, self.y + MARGIN))
        return cut.point(lambda shade: BLACK if shade < INK else WHITE).convert("1")

    def _write(self, words: str, x: float, size: int, bold: bool, colour: int) -> None:
        baseline = self.y + stack_of(size, bold)[0].getmetrics()[0] - int(size * 0.15)
        for piece, font in runs(words, size, bold):
            self._draw.text((x, baseline), piece, font=font, fill=colour, anchor="ls")
            x += font.getlength(piece)

    def _room(self, height: int) -> None:
        if self.y + height + MARGIN <= self._image.height:
            return
        longer = Image.new("L", (WIDTH, self._image.height + 2048), WHITE)
        longer.paste(self._image, (0, 0))
        self._image, self._draw = longer, ImageDraw.Draw(longer)


def length(words: str, size: int, bold: bool) -> int:
    """The width of one line in dots."""
    return int(sum(font.getlength(piece) for piece, font in runs(words, size, bold)))


def wrapped(words: str, size: int, bold: bool, width: int) -> list[str]:
    """Lines that fit: Chinese breaks anywhere but before a closing mark or after an opening one, Latin between words."""
    lines: list[list[str]] = [[]]
    for piece in _fitting(words, size, bold, width):
        if not lines[-1] or length("".join([*lines[-1], piece.rstrip()]), size, bold) <= width:
            lines[-1].append(piece)
        else:
            carried = _carried(lines[-1], piece)
            lines.append([*carried, piece] if carried else [piece.lstrip()])
    return [line for line in ("".join(pieces).strip() for pieces in lines) if line]


def _carried(line: list[str], following: str) -> list[str]:
    """What goes down with the piece that no longer fits: what it must not begin a line without, what must not end one."""
    carried: list[str] = []
    while len(line) > 1 and ((carried or [following])[0] in NOT_FIRST or line[-1] in NOT_LAST):
        carried.insert(0, line.pop())
    return carried


def _fitting(words: str, size: int, bold: bool, width: int) -> list[str]:
    """Pieces that are not to be broken; one longer than the paper is broken into characters."""
    pieces = PIECES.findall(" ".join(words.split()))
    return [part for piece in pieces for part in ([piece] if length(piece, size, bold) <= width else piece)]
