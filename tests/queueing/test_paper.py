"""The printed ticket: 576 dots wide, legible, its QR readable, rare names right, the same every time."""

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageChops

from queueing.paper import escpos, fonts
from queueing.paper.canvas import WIDTH, Strip, length, wrapped
from queueing.paper.slip import LARGE, MIDDLE, NUMBER, SMALL, Slip, SlipMatter, drawn
from queueing.states import PrinterState
from tests.queueing.names import NAMES

GOLDEN = Path(__file__).parent / "golden" / "slip.png"
POINT = 203 / 72  # dots
ADDRESS = "https://hall.example.gov.cn/tickets/w-7Hilhuc5t_5QwW4cC_v--RLfczLdfUMQYFN_PogfY/"


def slip(**given) -> Slip:
    told = {
        "hall": "北京城市副中心政务服务中心",
        "label": "您的排队号",
        "number": "A023",
        "queue": "综合受理",
        "tags": "优先",
        "wait": "前面 12 人\n约等 15–25 分钟",
        "facts": [("等候区域", "一层东区、一层西区"), ("取号人", "𫠠*"), ("取号时间", "2026-11-22 10:32")],
        "to_prepare": "请备好材料",
        "matters": [
            SlipMatter("内资公司设立登记（𰻝𮧵面馆）", ["公司登记（备案）申请书", "公司章程"], "另有 3 样，扫码看全部"),
            SlipMatter("食品经营许可（新办）", ["营业执照副本"]),
        ],
        "rule": "叫到时屏幕和短信会写明窗口，叫 3 次未到算过号。过号当天可恢复一次，排在 3 人之后。",
        "address": ADDRESS,
        "scan": "扫码看前面几人",
        "foot": "咨询电话 010-12345",
    }
    return Slip(**{**told, **given})


def qr_in(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]


def test_type_is_large_enough_to_read():
    assert SMALL >= 14 * POINT and MIDDLE > SMALL and LARGE > MIDDLE and NUMBER >= 36 * POINT


def test_the_paper_looks_as_it_did():
    """At most one dot in a thousand may differ. A wanted change: `python -m tests.queueing.test_paper`."""
    picture, golden = drawn(slip()), Image.open(GOLDEN)
    assert picture.size == golden.size
    different = ImageChops.difference(picture.convert("L"), golden.convert("L")).histogram()[255]
    assert different <= picture.width * picture.height / 1000


def test_the_qr_is_read_back_from_what_the_printer_burns():
    burnt = escpos.picture_of(escpos.raster(drawn(slip())))
    assert burnt.width == WIDTH == 576 and qr_in(burnt) == [ADDRESS]
    long = drawn(slip(address=f"{ADDRESS}?{'x' * 120}"))
    assert qr_in(long) == [f"{ADDRESS}?{'x' * 120}"]


def test_a_reprint_says_so_across_the_paper():
    first, again = drawn(slip()), drawn(slip(reprint="补打 第 1 次"))
    assert again.height > first.height
    black = again.crop((0, 0, WIDTH, 160)).convert("L").histogram()[0]
    assert black > first.crop((0, 0, WIDTH, 160)).convert("L").histogram()[0] + WIDTH * 40


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_drawn_and_no_character_is_a_box(name):
    for character in name:
        if character not in fonts.INVISIBLE:
            assert fonts.font_for(character, SMALL, False), f"no font has U+{ord(character):04X}"
    strip = Strip()
    strip.text(name, SMALL)
    assert strip.picture().convert("L").histogram()[0] > 20


def test_a_character_no_font_has_is_written_as_its_code_never_as_a_box():
    assert [piece for piece, _ in fonts.runs("王\U000e1234", SMALL, False)] == ["王[U+E1234]"]


def test_lines_break_as_chinese_and_english_do():
    lines = wrapped("叫到时屏幕和短信会写明窗口，叫 3 次未到算过号。（过号当天可恢复一次）", SMALL, False, 300)
    assert all(length(line, SMALL, False) <= 300 for line in lines)
    assert not [line for line in lines if line[0] in "，。）" or line[-1] == "（"]
    assert wrapped("Bring your passport", SMALL, False, 250) == ["Bring your", "passport"]
    assert "".join(wrapped("W" * 60, SMALL, False, 300)) == "W" * 60


@pytest.mark.parametrize(
    ("offline", "error", "paper", "state"),
    [
        (0x12, 0x12, 0x12, PrinterState.READY),
        (0x12, 0x12, 0x1E, PrinterState.PAPER_LOW),
        (0x32, 0x12, 0x72, PrinterState.PAPER_OUT),
        (0x12, 0x12, 0x72, PrinterState.PAPER_OUT),
        (0x16, 0x12, 0x12, PrinterState.COVER_OPEN),
        (0x52, 0x32, 0x12, PrinterState.BROKEN),
    ],
)
def test_status_bytes_are_understood(offline, error, paper, state):
    assert escpos.state_of(offline, error, paper) == state


if __name__ == "__main__":
    drawn(slip()).save(GOLDEN, optimize=True)
