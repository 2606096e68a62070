"""The demonstration hall on real processes, and a browser that watches itself."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from hall.config.demo.accounts import kept_password
from hall.kernel import clock
from stack.places import REPO
from tests.database import copy, drop
from tests.journeys.browser import Windows, windows
from tests.journeys.running import Running, running


@pytest.fixture(scope="session")
def static_files() -> None:
    """Scripts and styles as production collects them."""
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(command, cwd=REPO, check=True)
    subprocess.run([sys.executable, "manage.py", "compile_translations"], cwd=REPO, check=True, capture_output=True)


@pytest.fixture(scope="session")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[date, str]]:
    """Databases with the demonstration hall of a day, to take copies from."""
    kept: dict[date, str] = {}
    yield kept
    with django_db_blocker.unblock():
        for name in kept.values():
            drop(name)


@pytest.fixture
def demo_hall(transactional_db: Any, loaded: dict[date, str]) -> str:
    """The demonstration hall and its catalogue of 1,121 matters in the test database; gives the accounts' password."""
    redis.Redis.from_url(settings.REDIS_URL).flushdb()
    own, today = connection.settings_dict["NAME"], clock.today()
    if today in loaded:
        copy(loaded[today], own)
        return kept_password()
    call_command("load_demo_hall", verbosity=0)
    call_command("import_catalogue", str(REPO / "matters/data/catalogue.jsonl"), verbosity=0)
    loaded[today] = f"{own}_{today:%m%d}"
    copy(own, loaded[today])
    return kept_password()


@pytest.fixture
def hall(demo_hall: str, static_files: None, tmp_path: Path) -> Iterator[Running]:
    """Web, live stream, worker and beat at work in the demonstration hall."""
    with running(tmp_path) as parts:
        yield parts


@pytest.fixture
def browser() -> Iterator[Windows]:
    """Windows in Chromium; the test fails on any policy violation, script error or request to another host."""
    with windows() as opened:
        yield opened
    assert not opened.troubles, "\n".join(opened.troubles)
