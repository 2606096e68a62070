"""Where a race runs: a stack of its own, and tables without their safety net for its control."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.running import REPO, RunningHall


@contextmanager
def a_stack(name: str) -> Iterator[dict[str, str]]:
    """Databases of their own, with the catalogue; this process looks into them, gunicorn gets the environment."""
    data = Path(os.environ.get("BENCH_DIR") or REPO / ".data" / "bench") / name
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    hall = RunningHall(data)
    hall.start()
    try:
        environment = {**hall.environ, **hall.environment()}
        os.environ.update(environment)
        import django

        django.setup()
        yield environment
    finally:
        hall.stop()


@contextmanager
def without(*indexes: str) -> Iterator[None]:
    """Without these unique indexes, so that a control may do its harm; what broke them is left to the caller's clean-up."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = ANY(%s)", [list(indexes)])
        definitions = [row[0] for row in cursor.fetchall()]
        for index in indexes:
            cursor.execute(f'DROP INDEX IF EXISTS "{index}"')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE queueing_ticket, queueing_service CASCADE")
            for definition in definitions:
                cursor.execute(definition)
