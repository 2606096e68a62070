"""A broker and a worker of their own for tests that kill them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import redis
from django.db import connection

from hall.config import env
from stack import wheels
from tests.hall.provider import KEY, SECRET, Provider


def until(condition: Callable[[], object], what: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"{what}: not within {seconds} s"
        time.sleep(0.05)


class Broker:
    """A Valkey with nothing on disk: what it holds is gone when it is killed."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.folder = folder
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [str(wheels.valkey_server()), "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
                   "--appendonly", "no", "--dir", str(self.folder)]  # fmt: skip
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(self.answers, "broker up", 10)

    def answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url, socket_timeout=1) as link:
                return bool(link.ping())
        except redis.RedisError:
            return False

    def waiting(self) -> int:
        with redis.Redis.from_url(self.url, socket_timeout=1) as link:
            return int(link.llen("messages"))  # type: ignore[arg-type]

    def kill(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


class Worker:
    """The real Celery worker, in a process group of its own, on the test database."""

    def __init__(self, broker: Broker, provider: Provider, folder: Path) -> None:
        url = env.required("DATABASE_URL").rpartition("/")[0] + "/" + str(connection.settings_dict["NAME"])
        self.environ = {
            **os.environ, "DATABASE_URL": url, "REDIS_URL": broker.url, "DJANGO_SETTINGS_MODULE": "hall.config.settings.test",
            "SMS_HTTP_URL": provider.url, "SMS_HTTP_KEY": KEY, "SMS_HTTP_SECRET": SECRET,
            "SMS_LOST_AFTER_SECONDS": "2", "SMS_STUCK_AFTER_SECONDS": "3",
        }  # fmt: skip
        self.log = folder / "worker.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "celery", "--app", "hall.config.celery:app", "worker", "--pool", "prefork",
                   "--concurrency", "2", "--without-gossip", "--without-mingle", "--loglevel", "warning"]  # fmt: skip
        with open(self.log, "ab") as out:
            self.process = subprocess.Popen(
                command, cwd=env.ROOT, env=self.environ, stdout=out, stderr=out, start_new_session=True
            )

    def kill(self) -> None:
        """kill -9 for the worker and its children at once."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
