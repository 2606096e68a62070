"""Where a race runs: a stack of its own, and tables without their safety net for its control."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.running import REPO, RunningHall


@contextmanager
def a_stack(name: str) -> Iterator[dict[str, str]]:
    """Databases of their own, with the catalogue; this process looks into them, gunicorn gets the environment.

    With BENCH_HERE set it is the database of DATABASE_URL as it stands (the control drops its tickets: never a real one).
    """
    if os.environ.get("BENCH_HERE"):
        _look_inside()
        yield dict(os.environ)
        return
    data = Path(os.environ.get("BENCH_DIR") or REPO / ".data" / "bench") / name
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    hall = RunningHall(data)
    hall.start()
    try:
        environment = {**hall.environ, **hall.environment()}
        os.environ.update(environment)
        _look_inside()
        yield environment
    finally:
        hall.stop()


def _look_inside() -> None:
    import django

    django.setup()


@contextmanager
def without(*nets: str) -> Iterator[None]:
    """Without these unique indexes and constraints, so that a control may do its harm; the tickets are dropped afterwards."""
    from django.db import connection

    with connection.cursor() as cursor:
        again = _drop(cursor, list(nets))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE queueing_ticket, queueing_service CASCADE")
            for statement in again:
                cursor.execute(statement)


def _drop(cursor: Any, nets: list[str]) -> list[str]:
    """Drop them; gives the statements that bring them back."""
    cursor.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = ANY(%s)",
        [nets],
    )
    constraints = cursor.fetchall()
    cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE indexname = ANY(%s)", [nets])
    indexes = [row for row in cursor.fetchall() if row[0] not in {name for _, name, _ in constraints}]
    for table, name, _ in constraints:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX {name}")
    kept = [f"ALTER TABLE {table} ADD CONSTRAINT {name} {words}" for table, name, words in constraints]
    return kept + [definition for _, definition in indexes]
