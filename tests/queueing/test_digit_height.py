"""A called number is 67 mm high and a window 40 mm on the panel they hang on (screens.md 2.1): the digit, not its line.

Worked out from the font that the screens load and the sizes they are given: nothing depends on a browser's luck.
"""

import re

import pytest
from django.conf import settings
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

PANELS = {"55": 685.0, "43": 535.0, "65": 809.0}  # diagonal in inches: height in millimetres
CSS = (settings.BASE_DIR / "static/queueing/display.css").read_text()


@pytest.fixture(scope="module", params=[400, 700])
def lowest(request) -> float:
    """How high the lowest digit of this weight is, as a part of the font size."""
    font = TTFont(settings.BASE_DIR / f"static/fonts/noto-sans-sc-{request.param}.woff2")
    glyphs, codes = font.getGlyphSet(), font.getBestCmap()
    heights = []
    for digit in "0123456789":
        pen = BoundsPen(glyphs)
        glyphs[codes[ord(digit)]].draw(pen)
        heights.append(pen.bounds[3] - pen.bounds[1])
    return min(heights) / font["head"].unitsPerEm


def size_on(panel: str, name: str) -> float:
    """The height in vh that the style sheet asks for on this panel."""
    rule = "body.display" if panel == "55" else f'body[data-panel="{panel}"]'
    found = re.search(re.escape(rule) + r" \{[^}]*--" + name + r": ([\d.]+)vh", CSS)
    assert found, (panel, name)
    return float(found[1])


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize(("name", "asked"), [("digit", 67), ("window", 40)])
def test_each_digit_is_as_high_as_asked_on_each_panel(lowest, panel, name, asked):
    divided_by = {float(one) for one in re.findall(rf"calc\(var\(--{name}\) / ([\d.]+)\)", CSS)}
    assert divided_by and 0 not in divided_by
    shown = size_on(panel, name) / max(divided_by) * lowest / 100 * PANELS[panel]
    assert shown >= asked, f"{shown:.1f} mm"
