"""The ticket as a picture: the number large, every other word at least 14 points."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import segno
from PIL import Image

from queueing.paper.canvas import WIDTH, Strip

SMALL, MIDDLE, LARGE = 40, 48, 56  # dots at 203 an inch: 14.2, 17 and 19.9 points
NUMBER = 208  # 73.8 points
QR_WIDTH = 340


@dataclass(frozen=True)
class SlipMatter:
    """A matter and what to have at hand for it."""

    name: str
    materials: Sequence[str] = ()
    more: str = ""


@dataclass(frozen=True)
class Slip:
    """The words of one ticket, in the language of the person who takes it."""

    hall: str
    label: str
    number: str
    queue: str
    wait: str
    facts: Sequence[tuple[str, str]]
    rule: str
    address: str
    scan: str
    foot: str
    reprint: str = ""
    tags: str = ""
    to_prepare: str = ""
    matters: Sequence[SlipMatter] = field(default_factory=list)


def drawn(slip: Slip) -> Image.Image:
    """The whole paper, 576 dots wide and as long as it needs to be."""
    strip = Strip()
    strip.text(slip.hall, SMALL, centred=True)
    if slip.reprint:
        strip.banner(slip.reprint, MIDDLE)
    strip.text(slip.label, SMALL, centred=True)
    strip.text(slip.number, NUMBER, bold=True, centred=True)
    strip.text(" · ".join(filter(None, [slip.queue, slip.tags])), MIDDLE, bold=True, centred=True)
    for line in slip.wait.split("\n"):
        strip.text(line, LARGE, bold=True, centred=True)
    strip.rule()
    for label, value in slip.facts:
        strip.text(f"{label} {value}", SMALL)
    _matters(strip, slip)
    strip.rule()
    strip.text(slip.rule, SMALL)
    strip.gap(12)
    code = segno.make(slip.address, error="m")
    strip.squares([list(row) for row in code.matrix_iter(border=4)], _side(int(code.symbol_size(border=4)[0])))
    strip.text(slip.scan, SMALL, centred=True)
    strip.rule()
    strip.text(slip.foot, SMALL, centred=True)
    return strip.picture()


def _matters(strip: Strip, slip: Slip) -> None:
    if not slip.matters:
        return
    strip.rule()
    strip.text(slip.to_prepare, SMALL, bold=True)
    for matter in slip.matters:
        strip.text(matter.name, SMALL, bold=True)
        for material in matter.materials:
            strip.text(f"• {material}", SMALL, indent=16)
        if matter.more:
            strip.text(matter.more, SMALL, indent=16)
        strip.gap(8)


def _side(modules: int) -> int:
    """Dots for each module: whole ones, so that no edge is blurred."""
    return max(4, min(QR_WIDTH // modules, WIDTH // modules))
