"""Several gunicorn processes before one database, for a race."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import httpx
import psutil

from benchmarks.running import REPO


@contextmanager
def serving(environment: Mapping[str, str], *, processes: int = 4, off: str = "", ahead: str = "") -> Iterator[str]:
    """The origin of that many processes; with `off` one protection is switched off, `ahead` is the file of the clock.

    The port is taken here and handed on: a port that was only looked at can be another race's by the time it is bound,
    and then the other race's processes answer, which know none of our keys (401).
    """
    module = "benchmarks.on_trial" if off or ahead else "hall.config.wsgi"
    door = socket.create_server(("127.0.0.1", 0), backlog=512)
    origin = f"http://127.0.0.1:{door.getsockname()[1]}"
    command = [
        *(sys.executable, "-m", "gunicorn", f"{module}:application", "--config", str(REPO / "stack" / "web_server.py")),
        *("--bind", f"fd://{door.fileno()}", "--workers", str(processes), "--threads", "8"),
    ]
    trial = {**environment, "TRIAL_OFF": off, "TRIAL_CLOCK": ahead}
    process = subprocess.Popen(
        command,
        cwd=REPO,
        env=trial,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=[door.fileno()],
    )
    door.close()
    try:
        _until_ready(origin, process)
        yield origin
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def killing(due: Callable[[], float]) -> Iterator[list[int]]:
    """Meanwhile processes that answer are killed at random (kill -9), as many as are due by then; gives the killed ones."""
    chance, killed, over = random.Random(9), list[int](), threading.Event()

    def kill() -> None:
        while not over.wait(chance.random() * 0.02):
            alive = _workers()
            if alive and len(killed) < due():
                killed.append(chance.choice(alive))
                os.kill(killed[-1], signal.SIGKILL)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    try:
        yield killed
    finally:
        over.set()
        killer.join(30)


def _workers() -> list[int]:
    """The processes that answer, of all that `serving` started from here."""
    found = []
    with suppress(psutil.Error):
        masters = [one for one in psutil.Process().children() if "gunicorn" in one.cmdline()]
        alive = [worker for master in masters for worker in master.children()]
        found = [worker.pid for worker in alive if worker.status() != psutil.STATUS_ZOMBIE]
    return found


def sent(web: httpx.Client, address: str, body: Any, key: str, times: int = 5) -> httpx.Response:
    """Post it with its key, and again with the same key when the answer got lost on the way, as machines do."""
    for _ in range(times - 1):
        try:
            return web.post(address, json=body, headers={"Idempotency-Key": key})
        except httpx.TransportError:
            time.sleep(0.2)
    return web.post(address, json=body, headers={"Idempotency-Key": key})


def _until_ready(origin: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit("gunicorn did not start")
        try:
            httpx.get(f"{origin}/login/", timeout=5)
            return
        except httpx.TransportError:
            time.sleep(0.2)
    raise SystemExit("gunicorn was not ready in time")
