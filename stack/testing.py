"""`make test`: a PostgreSQL and a Valkey of its own, a browser, assets, then pytest."""

import fcntl
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from stack import browser, places
from stack.places import REPO, Places
from stack.prepare import Preparation
from stack.say import Stop, complain, say
from stack.services import Services

WORKERS = 2  # tests run side by side on two cores; those that start processes of their own stay on one worker
SLOTS = 16 // WORKERS  # Valkey has sixteen numbered databases, and each worker takes one


@contextmanager
def services_for_tests(where: Places) -> Iterator[tuple[Services, int]]:
    """Started around the tests; stopped by the last run that used them. Runs side by side get a number each."""
    where.make()
    services = Services(where)
    with open(where.data / "in-use", "a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            with open(where.data / "starting", "a") as starting:
                fcntl.flock(starting, fcntl.LOCK_EX)
                services.up()
                Preparation(where, services.environment()).assets()
            with _slot(where) as slot:
                yield services, slot
        finally:
            if _last(users.fileno()):
                services.release()


@contextmanager
def _slot(where: Places) -> Iterator[int]:
    for slot in range(SLOTS):
        with open(where.data / f"slot-{slot}", "a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield slot
            return
    raise Stop(f"已有 {SLOTS} 个 make test 在这个目录里运行，请稍后再试。", "too many test runs at once")


def _environment(services: Services, slot: int) -> dict[str, str]:
    """A run beside another one keeps to a database name and a Valkey database of its own."""
    values = services.environment()
    if slot:
        values["DATABASE_URL"] += f"_{slot}"
        values["REDIS_URL"] = values["REDIS_URL"].removesuffix("/0") + f"/{slot * WORKERS}"
    return values


def _last(users: int) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def pytest(environment: Mapping[str, str], *words: str, quiet: bool = False) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "pytest", *words]
    output = subprocess.PIPE if quiet else None
    return subprocess.run(command, cwd=REPO, env={**os.environ, **environment}, stdout=output, text=True, check=False)


def left_out(environment: Mapping[str, str]) -> str:
    """The one line that names the tests which need a browser."""
    listed = pytest(environment, "--collect-only", "-q", "-m", "browser", "-p", "no:cacheprovider", quiet=True).stdout
    names = [line.strip() for line in listed.splitlines() if "::" in line]
    return f"没有 Chromium，未运行 {len(names)} 个浏览器测试 (left out without Chromium)：{', '.join(names)}"


def main(arguments: str) -> int:
    chromium = browser.ensure()
    with services_for_tests(places.for_tests()) as (services, slot):
        environment = {**_environment(services, slot), "HALL_CHROMIUM": chromium or ""}
        selection: tuple[str, ...] = ()
        if chromium is None:
            message, selection = left_out(environment), ("-m", "not browser")
            if os.environ.get("CI") == "true":
                complain(message)
                return 1
            say(message)
        given = shlex.split(arguments)
        workers = [] if given else ["-n", str(WORKERS), "--dist", "loadgroup"]
        return pytest(environment, *selection, *workers, *given).returncode
