"""The real thing on the test database: web, live stream, workers and beat as processes of their own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import httpx
from django.conf import settings
from django.db import connection

from stack.places import REPO
from stack.ports import free

PATIENCE = 60.0
COMMANDS = {
    "web": "gunicorn hall.config.wsgi:application --bind 127.0.0.1:{web} --worker-class gthread --workers 1 --threads 8 "
    "--graceful-timeout 1 --log-level warning",
    "live": "uvicorn hall.config.asgi:application --host 127.0.0.1 --port {live} --no-access-log --log-level warning "
    "--timeout-graceful-shutdown 1",
    "worker": "celery --app hall.config.celery:app worker --queues celery,messages --pool prefork "
    "--concurrency 1 --without-gossip --without-mingle --loglevel warning",
    "papers": "celery --app hall.config.celery:app worker --queues papers --hostname papers@%h --pool prefork "
    "--concurrency 1 --max-memory-per-child 600000 --without-gossip --without-mingle --loglevel warning",
    "beat": "celery --app hall.config.celery:app beat --schedule {folder}/beat --pidfile= --loglevel warning",
}


@dataclass
class Running:
    """The processes of one hall under test."""

    folder: Path
    ports: dict[str, int]
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)

    @property
    def web(self) -> str:
        return f"http://127.0.0.1:{self.ports['web']}"

    def start(self, *names: str) -> None:
        """Start these parts (all when none is named); each writes its own log."""
        for name in names or tuple(COMMANDS):
            words = COMMANDS[name].format(folder=self.folder, **self.ports).split()
            with open(self.folder / f"{name}.log", "ab") as log:
                self.processes[name] = subprocess.Popen(
                    [sys.executable, "-m", *words], cwd=REPO, env=self.environment(), stdout=log, stderr=log
                )

    def stop(self, *names: str, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop these parts (all when none is named) and wait until they are gone."""
        for name in names or tuple(self.processes):
            self.processes[name].send_signal(how)
        for name in names or tuple(self.processes):
            try:
                self.processes[name].wait(10)
            except subprocess.TimeoutExpired:
                self.processes[name].kill()
                self.processes[name].wait(5)

    def wait(self) -> None:
        """Until pages and stream answer."""
        deadline = time.monotonic() + PATIENCE
        for name in {"web", "live"} & self.processes.keys():
            while time.monotonic() < deadline:
                try:
                    httpx.get(f"http://127.0.0.1:{self.ports[name]}/login/", timeout=5)
                    break
                except httpx.TransportError:
                    assert self.processes[name].poll() is None, self.log(name)
                    time.sleep(0.2)

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")[-4000:]

    def environment(self) -> dict[str, str]:
        """What the processes need: the test database, this run's Redis database, the keys of the test settings."""
        database = connection.settings_dict
        keys = ",".join(f"{name}:{key}" for name, key in settings.FIELD_KEYS.items())
        login = f"{quote(str(database['USER']))}:{quote(str(database['PASSWORD']))}"
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "hall.config.settings.test",
            "DATABASE_URL": f"postgres://{login}@{database['HOST']}:{database['PORT']}/{database['NAME']}",
            "REDIS_URL": settings.REDIS_URL,
            "SECRET_KEY": settings.SECRET_KEY,
            "INDEX_KEY": settings.INDEX_KEY,
            "FIELD_KEYS": keys,
            "DATA_DIR": str(settings.DATA_DIR),
            "LIVE_PORT": str(self.ports["live"]),
            "PUBLIC_ORIGIN": self.web,
            **self.more,
        }


@contextmanager
def running(folder: Path, *names: str) -> Iterator[Running]:
    """The hall's processes, stopped afterwards whatever happens."""
    parts = Running(folder, {"web": free(), "live": free()})
    parts.start(*names)
    try:
        parts.wait()
        yield parts
    finally:
        parts.stop()
