"""Makes .venv from the hashed lock files. Runs on a bare Python 3.11, before anything is installed.

`python3.11 -m stack.bootstrap run` installs what `make run` needs, `… dev` what tests and checks need as well.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from stack import apt, printing
from stack.places import REPO
from stack.say import Stop, complain, say

VENV = REPO / ".venv"
PYTHON = VENV / "bin" / "python"
COVERS = {"run": ("run",), "dev": ("dev", "run")}  # the longer lock holds the shorter one


def lock_file(which: str) -> str:
    return str(REPO / "requirements" / f"{which}.txt")


def fingerprint(which: str) -> str:
    with open(lock_file(which), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def is_current(which: str) -> bool:
    stamp = VENV / f".installed-{which}"
    return stamp.exists() and stamp.read_text() == fingerprint(which) and works()


def works() -> bool:
    """A moved clone or a removed Python leaves a .venv whose python no longer starts."""
    if not PYTHON.exists():
        return False
    probe = [str(PYTHON), "-c", "import sys; sys.exit(sys.version_info[:2] != (3, 11))"]
    return subprocess.run(probe, check=False, capture_output=True).returncode == 0


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two commands started together install once."""
    VENV.mkdir(exist_ok=True)
    with open(VENV / ".installing", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def make_venv() -> None:
    say("准备 Python 环境 .venv …", "making the environment")
    made = _venv()
    if made.returncode and "ensurepip" in made.stdout and apt.install("python3.11-venv"):
        made = _venv()
    if made.returncode:
        advice = "Debian/Ubuntu 请先安装：apt-get install python3.11-venv" if "ensurepip" in made.stdout else ""
        raise Stop(f"无法建立 .venv。{advice}\n{made.stdout}{made.stderr}", "could not make .venv")


def _venv() -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def install(which: str) -> None:
    say("按锁定文件安装依赖（首次需要下载，请稍候）…", "installing locked dependencies")
    begun = time.monotonic()
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check",
               "--no-deps", "--require-hashes", "-r", lock_file(which)]  # fmt: skip
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        words = "\n".join(line for line in done.stdout.splitlines() if not line.startswith("WARNING"))[-2000:]
        raise Stop(
            f"依赖安装失败，请检查网络或 pip 镜像设置后重试：\n{words}", "pip could not install the locked packages"
        )
    for covered in COVERS[which]:
        (VENV / f".installed-{covered}").write_text(fingerprint(covered))
    say(f"依赖已就绪，用时 {time.monotonic() - begun:.0f} 秒", "dependencies are ready")


def prepare(which: str) -> None:
    if sys.version_info[:2] != (3, 11):
        raise Stop("需要 Python 3.11；可用 make run PYTHON=/路径/python3.11 指定。", "Python 3.11 is needed")
    printing.ensure()
    if is_current(which):
        return
    os.umask(0o022)
    if not works():
        make_venv()
    with one_at_a_time():
        if not is_current(which):
            install(which)


if __name__ == "__main__":
    try:
        prepare(sys.argv[1])
    except Stop as stop:
        complain(*map(str, stop.args))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
