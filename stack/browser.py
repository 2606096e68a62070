"""Chromium and Chinese fonts for the journeys, from Debian's packages where they may be installed."""

import os
import shutil
import subprocess

from stack.say import say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-noto-cjk")


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


def _root() -> list[str] | None:
    """How to install packages without asking anybody: as root, or with a sudo that needs no password."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def ensure() -> str | None:
    """The path of a Chromium that shows Chinese; None when it cannot be had."""
    if os.environ.get("HALL_CHROMIUM") or (chromium() and has_chinese_font()):
        return chromium()
    prefix = _root()
    if prefix is not None:
        say("安装 Chromium 和中文字体 …", "installing chromium and fonts-noto-cjk")
        _apt(prefix, "update")
        _apt(prefix, "install", "--yes", "--no-install-recommends", *PACKAGES)
    return chromium()


def _apt(prefix: list[str], *words: str) -> None:
    command = [*prefix, "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", *words]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        say(f"apt-get {words[0]} 没有成功：{done.stderr.strip()[-300:]}", "apt-get failed")
