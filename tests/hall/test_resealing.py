"""A new key for personal data: everything is sealed anew while reading goes on, and nothing else changes."""

import base64
import io
import time

import pytest
from django.core.management import call_command
from django.db import connection

from hall.models import OutgoingMessage, Party
from hall.resealing import sealed_tables, waiting
from tests.factories import PartyFactory

pytestmark = pytest.mark.django_db
OLD, NEW = (base64.b64encode(bytes([n]) * 32).decode() for n in (1, 2))
PHONE = "13812345678"


def stored(column: str = "phone", table: str = "hall_party") -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return {row[0] for row in cursor.fetchall()}


def resealed(**options) -> str:
    out = io.StringIO()
    call_command("reseal", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def a_new_key(settings):
    settings.FIELD_KEYS = {"k_1": OLD}
    party = PartyFactory(phone=PHONE, address="")
    settings.FIELD_KEYS = {"k%2": NEW, "k_1": OLD}
    return party


def test_every_value_and_its_history_come_under_the_new_key(a_new_key, settings):
    index, updated = a_new_key.phone_index, a_new_key.updated_at
    assert Party.objects.get().phone == PHONE, "old values are read while the new key is in front"
    resealed()
    assert all(value.startswith("k%2:") for value in stored() | stored(table="hall_historicalparty"))
    assert stored("address") == {""}, "empty stays empty"
    settings.FIELD_KEYS = {"k%2": NEW}
    again = Party.objects.get()
    assert (again.phone, again.phone_index, again.updated_at) == (PHONE, index, updated)
    assert Party.history.count() == 1, "a new key is no change of the content"


def test_it_says_what_is_left_and_when_the_old_key_may_go(a_new_key):
    said = resealed(dry_run=True)
    assert "hall_party：换钥 0 行，仍在旧密钥下 1 行" in said and "还不能去掉" in said
    assert "可在备份过期后去掉" in resealed()
    assert "换钥" not in resealed(), "a second run finds nothing to do"


def test_what_is_written_meanwhile_is_not_overwritten(a_new_key):
    Party.objects.filter(pk=a_new_key.pk).update(phone="13900000000")
    resealed()
    assert Party.objects.get().phone == "13900000000"


def test_every_encrypted_column_of_the_house_is_found():
    tables = {sealed.table: sealed.columns for sealed in sealed_tables()}
    assert {"id_number", "phone", "address"} <= set(tables["hall_party"])
    assert {"hall_historicalparty", "applications_application", "queueing_ticket"} <= set(tables)
    assert OutgoingMessage._meta.db_table in tables


def test_a_hundred_thousand_rows_would_take_minutes_not_hours(a_new_key):
    """Measured on 400 rows: 100,000 in ten minutes are 6 ms each."""
    for _ in range(20):
        PartyFactory()
    with connection.cursor() as cursor:
        sealed = next(iter(stored()))
        cursor.execute(
            "INSERT INTO hall_party (kind, name, id_type, id_number, id_index, phone, phone_index, address, override_reason,"
            " updated_at) SELECT 'person', 'x', 'other', %s, n::text, %s, '', %s, '', now() FROM generate_series(1, 400) n",
            [sealed] * 3,
        )
    begun = time.perf_counter()
    resealed()
    assert time.perf_counter() - begun < 400 * 0.006
    assert not any(waiting(sealed) for sealed in sealed_tables())
