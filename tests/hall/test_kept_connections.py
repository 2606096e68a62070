"""A kept connection costs no question while its server is silent, and is noticed when it is gone (reliability.md T10)."""

from unittest.mock import patch

import pytest
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kept():
    """A connection beside the test's own."""
    other = connection.copy()
    other.ensure_connection()
    yield other
    other.close()


def test_a_silent_server_is_not_asked(kept):
    with patch.object(DatabaseWrapper, "is_usable", side_effect=AssertionError("asked")):
        assert kept.is_usable()


def test_a_connection_whose_server_went_is_not_usable_and_is_made_anew(kept):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [kept.connection.info.backend_pid])
    assert not kept.is_usable()
    kept.health_check_enabled, kept.health_check_done = True, False
    with kept.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


def test_a_closed_connection_is_not_usable(kept):
    kept.connection.close()
    assert not kept.is_usable()
