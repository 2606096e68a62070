"""Debian packages, where they may be installed without asking anybody."""

import os
import shutil
import subprocess

from stack.say import say


def prefix() -> list[str] | None:
    """What to put before apt-get: nothing as root, sudo where it needs no password, None where neither works."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def install(*packages: str) -> bool:
    before = prefix()
    if before is None:
        return False
    say(f"安装 {' '.join(packages)} …", "installing with apt-get")
    _apt(before, "update")
    return _apt(before, "install", "--yes", "--no-install-recommends", *packages)


def _apt(before: list[str], *words: str) -> bool:
    command = [
        *before,
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-qq",
        "-o",
        "DPkg::Lock::Timeout=300",
        *words,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        say(f"apt-get {words[0]} 没有成功：{done.stderr.strip()[-300:]}", "apt-get failed")
    return done.returncode == 0
