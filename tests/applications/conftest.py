"""What the tests of applications share."""

import pytest

from tests.factories.applications import People, people


@pytest.fixture
def ours(db, on_a_working_day) -> People:
    """A hall, a matter with two required materials, and the people who work on it; on Monday 2026-09-21."""
    return people()
