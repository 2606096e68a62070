"""What the PDFs of documents are drawn with: Pango and the fonts that know every name, from Debian's packages."""

import ctypes.util
import os

from stack import apt
from stack.say import say

LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
FONTS = {
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc": "fonts-noto-cjk",
    "/usr/share/fonts/truetype/hanazono/HanaMinB.ttf": "fonts-hanazono",
    "/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf": "fonts-babelstone-han",
}


def missing() -> list[str]:
    """The Debian packages that are not here."""
    libraries = [package for name, package in LIBRARIES.items() if ctypes.util.find_library(name) is None]
    return libraries + [package for path, package in FONTS.items() if not os.path.exists(path)]


def ensure() -> bool:
    """Install what is missing, where that may be done; otherwise say what to do. The hall runs all the same."""
    packages = missing()
    if not packages or apt.install(*packages):
        return True
    say(
        f"缺少生成 PDF 的组件，请安装：apt-get install {' '.join(packages)}；在此之前文书只能打印，没有签章 PDF。",
        "documents have no PDF until these packages are installed",
    )
    return False
