"""Chromium and Chinese fonts for the journeys, from Debian's packages where they may be installed."""

import os
import shutil
import subprocess

from stack import apt

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
RARE = ("fonts-hanazono", "fonts-babelstone-han")  # names in extensions B to H, on screens and on printed tickets
PACKAGES = ("chromium", "fonts-noto-cjk", *RARE)
RARE_FILE = "/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"


def chromium() -> str | None:
    """HALL_CHROMIUM when it is set (and nothing else then), otherwise the first one on the PATH."""
    named = os.environ.get("HALL_CHROMIUM")
    if named:
        return named if os.access(named, os.X_OK) else None
    return next((path for path in map(shutil.which, NAMES) if path), None)


def has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return os.path.exists("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
    found = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip())


def ensure() -> str | None:
    """The path of a Chromium that shows Chinese; None when it cannot be had."""
    if not os.environ.get("HALL_CHROMIUM") and not (chromium() and has_chinese_font()):
        apt.install(*PACKAGES)
    elif not os.path.exists(RARE_FILE):
        apt.install(*RARE)
    return chromium()
