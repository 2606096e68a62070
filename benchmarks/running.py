"""The whole stack, started as `make run` starts it, on data of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import psutil

REPO = Path(__file__).resolve().parent.parent
PATIENCE = 600


def free_port() -> int:
    """A port that is free together with the next one, where the event stream listens."""
    for port in range(18_300, 18_400, 2):
        try:
            for candidate in (port, port + 1):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", candidate))
        except OSError:
            continue
        return port
    raise SystemExit("no free pair of ports")


class RunningHall:
    """`python -m stack run` with its own data folder; knows how long it took and what it weighs."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.environ = {**os.environ, "DATA_DIR": str(data), "PORT": str(self.port)}
        for name in ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"):
            self.environ.pop(name, None)

    def start(self) -> float:
        """Seconds from the command to a hall that says it is ready."""
        begun = time.monotonic()
        self.log = open(self.data.parent / "bench.log", "ab")  # noqa: SIM115
        self.process = subprocess.Popen(
            [sys.executable, "-m", "stack", "run"], cwd=REPO, env=self.environ, stdout=self.log, stderr=self.log
        )
        while time.monotonic() - begun < PATIENCE:
            if self.process.poll() is not None:
                raise SystemExit(f"the hall did not start; see {self.log.name}")
            try:
                if httpx.get(f"{self.origin}/health/ready/", timeout=2).status_code == 200:
                    return time.monotonic() - begun
            except httpx.HTTPError:
                pass
            time.sleep(0.1)
        raise SystemExit("the hall was not ready in time")

    def memory_mb(self) -> float:
        """Proportional memory (PSS) of everything the stack started, in MB."""
        root = psutil.Process(self.process.pid)
        ours = [root, *root.children(recursive=True), *self._servers()]
        return sum(_pss(process) for process in {p.pid: p for p in ours}.values()) / 1024**2

    def _servers(self) -> list[psutil.Process]:
        """PostgreSQL and Valkey live beside the runner: they are found by their data folder."""
        found = []
        for process in psutil.process_iter(["cmdline"]):
            if str(self.data) in " ".join(process.info["cmdline"] or []):
                found += [process, *process.children(recursive=True)]
        return found

    def environment(self) -> dict[str, str]:
        """What Django needs to look into the same database."""
        words = subprocess.run(
            [sys.executable, "-m", "stack", "env"],
            cwd=REPO,
            env=self.environ,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        lines = (
            line.removeprefix("export ").partition("=") for line in words.splitlines() if line.startswith("export ")
        )
        return {name: value.strip("'\"") for name, _, value in lines}

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)
        self.log.close()


def _pss(process: psutil.Process) -> int:
    """What a process weighs; nothing when it has just ended."""
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:
        return 0
