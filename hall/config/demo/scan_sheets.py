"""Invented sheets of paper for the demonstration: a form with and without its seal, a lease of three pages."""

import io
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from applications.papers.rendering import pdf_of
from queueing.errors import NoFontForPaper
from queueing.paper.fonts import stack_of

HEAD = "<html lang='zh'><meta charset='utf-8'><style>@page{size:A4;margin:22mm}body{font-size:12pt;line-height:1.9}h1{text-align:center;font-size:20pt}td,th{border:1px solid #000;padding:5px 8px}table{border-collapse:collapse;width:100%}.seal{position:absolute;right:20mm;bottom:60mm;width:38mm;height:38mm;border:1mm solid #c22;border-radius:50%;color:#c22;text-align:center;line-height:38mm;transform:rotate(-12deg)}section{break-after:page}</style>"
ROWS = (
    ("申请人", "（演示）欧阳静怡"),
    ("经营者名称", "北京留庄路小满餐饮店（演示）"),
    ("经营场所", "北京市通州区留庄路1号院3号楼101"),
    ("主体业态", "餐饮服务经营者"),
    ("经营项目", "热食类食品制售、冷食类食品制售"),
    ("从业人员", "6 人，均持有效健康证明"),
)


def request_form(*, sealed: bool) -> bytes:
    """The application form; the second version carries the seal that was missing."""
    rows = "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in ROWS)
    seal = "<div class='seal'>印章（演示）</div>" if sealed else ""
    return pdf_of(
        f"{HEAD}<h1>食品经营许可申请书</h1><table>{rows}</table><p>本人承诺所填内容真实、准确。</p><p>申请人（签章）：欧阳静怡</p>{seal}</html>"
    )


def lease() -> bytes:
    """A lease of three pages."""
    parts = "".join(
        f"<section><h1>房屋租赁合同（演示）第 {page} 页</h1><p>出租方与承租方就留庄路1号院3号楼101室约定如下。</p>"
        + "".join(
            f"<p>第{page * 5 + line}条　租赁用途为餐饮经营，未经出租方书面同意不得变更。</p>" for line in range(5)
        )
        + "</section>"
        for page in (1, 2, 3)
    )
    return pdf_of(f"{HEAD}{parts}</html>")


def photographed(title: str, *lines: str) -> bytes:
    """A sheet with a heading and a few lines, as a phone photographs it: on a table, a little aslant, with a red seal."""
    page = Image.new("RGB", (1000, 1400), "#fdfdfb")
    pen, small = ImageDraw.Draw(page), _font(34)
    pen.text((500, 120), title, fill="#111", font=_font(52), anchor="mm")
    for place, line in enumerate((*lines, "（演示，内容虚构）")):
        pen.text((90, 240 + 80 * place), line, fill="#222", font=small)
    pen.ellipse((640, 1020, 900, 1280), outline="#c22222", width=8)
    pen.text((770, 1150), "演示印章", fill="#c22222", font=small, anchor="mm")
    table = Image.new("RGB", (1240, 1640), "#8a7357")
    table.paste(page.rotate(1.5, expand=True, fillcolor="#8a7357"), (100, 100))
    return _jpeg(table)


def portrait() -> bytes:
    """A portrait of nobody: a head and shoulders in grey before light blue."""
    picture = Image.new("RGB", (590, 826), "#cfe0f2")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((185, 190, 405, 480), fill="#8d99a8")
    pen.pieslice((85, 520, 505, 1120), 180, 360, fill="#5d6b7d")
    return _jpeg(picture)


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def _font(size: int) -> Any:
    """A font of this machine that knows Chinese; the plain one where there is none."""
    try:
        return stack_of(size, bold=False)[0]
    except NoFontForPaper:
        return ImageFont.load_default(size)
