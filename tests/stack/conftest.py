"""A small hall: the real runner, PostgreSQL and Valkey, with tiny stand-ins for Django's processes."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from stack import wheels

REPO = Path(__file__).resolve().parents[2]
SMALL_HALL = Path(__file__).parent / "small_hall"


def until(condition: Callable[[], object], what: str, seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"{what}: not within {seconds} s"
        time.sleep(0.05)


def command_line(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def free_pair() -> int:
    """A port whose neighbour is free as well."""
    while True:
        with socket.socket() as one, socket.socket() as two:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
            try:
                two.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def _hear_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class SmallHall:
    def __init__(self, root: Path):
        self.root = root
        self.port = free_pair()
        self.prefix: list[str] = []
        self.output = root / "output.txt"
        self.running: subprocess.Popen[bytes] | None = None
        self.environ = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
        self.environ.pop("DATA_DIR", None)

    def stack(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        command = [*self.prefix, sys.executable, "-m", "stack", *words]
        environment = {**self.environ, "PORT": str(self.port), **more}
        return subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, timeout=60)

    def bring_wheels(self) -> None:
        """The servers' programs into this tree, as in a clone with a .venv of its own."""
        for program in (wheels.postgres_program("postgres"), wheels.valkey_server()):
            package = next(folder for folder in program.parents if folder.parent.name == "site-packages")
            for folder in package.parent.glob(f"{package.name}*"):
                if not folder.name.endswith(".dist-info"):
                    shutil.copytree(folder, self.root / "wheels" / folder.name)
        self.environ["PYTHONPATH"] = str(self.root / "wheels")

    def start(self, **more: str) -> None:
        self.begin(**more)
        until(lambda: "大厅已开放" in self.words() or self.running.poll() is not None, "opening", 30)
        assert "大厅已开放" in self.words(), self.words()

    def begin(self, **more: str) -> None:
        environment = {**self.environ, "PORT": str(self.port), **more}
        with open(self.output, "wb") as output:
            self.running = subprocess.Popen(
                [sys.executable, "-m", "stack", "run"],
                cwd=self.root, env=environment, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
                preexec_fn=_hear_ctrl_c,  # a suite run in the background ignores it, and so would all it starts
            )  # fmt: skip

    def words(self) -> str:
        return self.output.read_text()

    def press_ctrl_c(self) -> int:
        self.running.send_signal(signal.SIGINT)
        return self.running.wait(20)

    def asked(self) -> list[str]:
        log = self.root / "asked.log"
        return [line.split()[0] for line in log.read_text().splitlines()] if log.exists() else []

    def processes(self) -> list[psutil.Process]:
        """Everything whose working folder lies in this tree: the runner, its processes and both servers."""
        found = []
        for process in psutil.process_iter():
            try:
                if Path(process.cwd()).is_relative_to(self.root) and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
            except (psutil.Error, OSError):
                continue
        return found

    def one(self, *words: str) -> psutil.Process:
        """The process whose command line holds these words; for a server its leader."""
        matching = [p for p in self.processes() if all(word in " ".join(command_line(p)) for word in words)]
        return min(matching, key=lambda process: process.create_time())

    def end(self) -> None:
        for process in self.processes():
            try:
                process.kill()
            except psutil.Error:
                continue
        if self.running:
            self.running.wait(10)


@pytest.fixture
def small_hall(tmp_path: Path) -> Iterator[SmallHall]:
    root = tmp_path / "clone"
    shutil.copytree(SMALL_HALL, root)
    shutil.copytree(REPO / "stack", root / "stack", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(REPO / "requirements", root / "requirements")
    hall = SmallHall(root)
    yield hall
    hall.end()
