"""What all tests share."""

import io
from collections.abc import Iterator
from datetime import datetime
from logging.config import dictConfig
from typing import Any

import pytest
import structlog
from django.conf import settings as configured
from django.core.cache import cache
from django.core.management import call_command
from django.utils.translation import trans_real

from hall.config.logs import LOGGING_FOR
from hall.kernel import clock, events
from hall.queries.calendar import forget_calendar
from matters.queries.english import forget_english_texts
from tests.database import django_db_modify_db_settings, quickly_emptied  # noqa: F401
from tests.factories import count_anew


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with processes of their own follow each other on one worker, so that they share neither ports nor time.

    Those that need no database come first: meanwhile the other worker migrates it for both.
    """
    for item in items:
        if item.get_closest_marker("browser") or item.get_closest_marker("stack"):
            item.add_marker(pytest.mark.xdist_group("processes"))
    items.sort(key=lambda item: not item.get_closest_marker("stack") or bool(item.get_closest_marker("django_db")))


@pytest.fixture(autouse=True)
def counted_anew() -> None:
    """The people, halls and papers of a test have the same names and numbers on every run."""
    count_anew()


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Throttles and remembered counts start anew for each test."""
    cache.clear()
    forget_calendar()
    forget_english_texts()
    yield
    forget_calendar()
    forget_english_texts()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Collects the events told, instead of handing them to their subscribers."""
    heard: list[Any] = []
    monkeypatch.setattr(events, "_deliver", heard.append)
    return heard


@pytest.fixture
def on_a_working_day() -> Iterator[datetime]:
    """Monday 2026-09-21, 10:00 in Beijing."""
    moment = datetime(2026, 9, 21, 10, 0, tzinfo=clock.BEIJING)
    with clock.frozen(moment):
        yield moment


@pytest.fixture(scope="session")
def english() -> None:
    """Citizens' pages in English, compiled from the sources as they are now."""
    call_command("compile_translations", verbosity=0)
    trans_real._translations.clear()


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What production would have written."""
    out, config, before = io.StringIO(), LOGGING_FOR(as_json=True), structlog.get_config()
    config["handlers"]["console"]["stream"] = out
    dictConfig(config)
    yield out
    structlog.configure(**before)
    dictConfig(configured.LOGGING)
