"""The database of the tests: migrated once for all workers of a run, emptied quickly after tests that commit."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import TransactionTestCase

FROM_MIGRATIONS = {"django_migrations", "django_content_type", "auth_permission"}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest,
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_keepdb: bool,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The first worker that needs a database migrates one, and each takes a copy; the next run replaces the original."""
    if not hasattr(request.config, "workerinput") or django_db_keepdb:
        return
    name = f"test_{connection.settings_dict['NAME']}_migrated"
    with _alone(tmp_path_factory.getbasetemp().parent / "migrated"):
        done = tmp_path_factory.getbasetemp().parent / name
        if not done.exists():
            with django_db_blocker.unblock():
                _migrate(name)
            done.touch()
    connection.settings_dict["TEST"].update(TEMPLATE=name, MIGRATE=False)


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    with open(file, "w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _migrate(name: str) -> None:
    test, own = connection.settings_dict["TEST"], connection.settings_dict["NAME"]
    copy, test["NAME"] = test["NAME"], name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = own
    test["NAME"] = copy


@pytest.fixture(scope="session", autouse=True)
def quickly_emptied() -> Iterator[None]:
    """Tests that commit leave what Django's `flush` leaves, without its making every permission anew each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", _empty)
        yield


def _empty(case: TransactionTestCase) -> None:
    """Truncate the tables that hold something, apart from what migrations wrote."""
    for alias in case._databases_names(include_mirrors=False):
        with connections[alias].cursor() as cursor:
            tables = set(connections[alias].introspection.table_names(cursor)) - FROM_MIGRATIONS
            looks = (f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")" for table in sorted(tables))
            cursor.execute(" UNION ALL ".join(looks))
            if full := ", ".join(f'"{table}"' for (table,) in cursor.fetchall()):
                cursor.execute(f"TRUNCATE {full} CASCADE")


def copy(source: str, target: str) -> None:
    """A database as another one is now; whoever is connected to either is sent away."""
    drop(target)
    with connection._nodb_cursor() as cursor:
        _send_away(cursor, source)
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def drop(name: str) -> None:
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        _send_away(cursor, name)
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _send_away(cursor: Any, name: str) -> None:
    """All but the server's own cleaners, which PostgreSQL sends away itself."""
    there = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user"
    cursor.execute(there, [name])
