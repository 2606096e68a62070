"""Several gunicorn processes before one database, for a race."""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx

from benchmarks.running import REPO, free_port


@contextmanager
def serving(environment: Mapping[str, str], *, processes: int = 4, off: str = "", ahead: str = "") -> Iterator[str]:
    """The origin of that many processes; with `off` one protection is switched off, `ahead` is the file of the clock."""
    module = "benchmarks.on_trial" if off or ahead else "hall.config.wsgi"
    port = free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", f"{module}:application", "--bind", f"127.0.0.1:{port}"),
        *(
            "--worker-class",
            "gthread",
            "--workers",
            str(processes),
            "--threads",
            "8",
            "--preload",
            "--log-level",
            "warning",
        ),
    ]
    trial = {**environment, "TRIAL_OFF": off, "TRIAL_CLOCK": ahead}
    process = subprocess.Popen(command, cwd=REPO, env=trial, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _until_ready(f"http://127.0.0.1:{port}", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


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
