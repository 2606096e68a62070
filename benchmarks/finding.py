"""`python -m benchmarks.finding`: hints and lists over 1,121 and over 100,000 matters, in a database of its own.

Uses the PostgreSQL at DATABASE_URL (or of `python -m stack env --test`), makes a database there and drops it.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2

from benchmarks.running import REPO

NAME = "bench_finding"
REPEATS = 20
FIRST_HINT, FIRST_HINT_OF_MANY = 50.0, 100.0
QUESTIONS = {
    "exact name": "食品经营许可（首次申请）",
    "beginning of a name": "食品经营",
    "two characters": "护照",
    "one character": "狗",
    "broad word": "许可",
    "two words": "道路 客运",
    "everyday word": "开饭店",
    "beginning of a word": "开饭",
    "whole sentence": "我想开饭店要办什么证",
    "thing and act": "驾照丢了",
    "life event": "生孩子",
    "theme": "住房保障",
    "nickname of an office": "工商局",
    "nickname and word": "住建委 许可",
    "English": "driving licence",
    "English with a slip": "pasport",
    "pinyin": "shipinjingying",
    "pinyin, sounds alike": "sipinjinyin",
    "initials": "spjyxk",
    "two initials": "sp",
    "mixed writing": "食品jyxk",
    "same sound": "居驻证",
    "wrong character": "食品经菅许可",
    "missing character": "食品营许可证",
    "swapped characters": "营执业照",
    "pinyin with a slip": "shpinjingying",
    "traditional characters": "營業執照",
    "other order": "许可食品经营",
    "nothing like it": "量子纠缠龘",
}
LISTS = {"list, word": {"q": "食品"}, "list, word and filters": {"q": "许可", "audience": "company", "kind": "promised"}, "list, all": {}}  # fmt: skip


def main() -> None:
    with own_database() as url:
        look_inside(url)
        few = load_shipped()
        measure(few, FIRST_HINT)
        from benchmarks.many_matters import make_many

        begun = time.monotonic()
        many = make_many()
        print(f"\n{many} matters made in {time.monotonic() - begun:.0f} s", flush=True)
        measure(many, FIRST_HINT_OF_MANY)


@contextmanager
def own_database(name: str = NAME) -> Iterator[str]:
    """A database beside the one at DATABASE_URL, dropped at the end."""
    url = os.environ.get("DATABASE_URL") or _from_the_stack()
    outside = psycopg2.connect(url.rpartition("/")[0] + "/postgres")
    outside.autocommit = True
    with outside.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            yield url.rpartition("/")[0] + "/" + name
        finally:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _from_the_stack() -> str:
    subprocess.run([sys.executable, "-m", "stack", "services", "up", "--test"], cwd=REPO, check=True)
    words = subprocess.run(
        [sys.executable, "-m", "stack", "env", "--test"], cwd=REPO, capture_output=True, text=True, check=True
    ).stdout
    lines = [line.removeprefix("export ") for line in words.splitlines()]
    for name, _, value in (line.partition("=") for line in lines):
        os.environ.setdefault(name, value.strip("'\""))
    return os.environ["DATABASE_URL"]


def look_inside(url: str) -> None:
    os.environ["DATABASE_URL"] = url
    os.environ["DJANGO_SETTINGS_MODULE"] = "hall.config.settings.test"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def load_shipped() -> int:
    from django.core.management import call_command
    from django.db import connection

    from matters.models import Matter

    call_command("import_catalogue", str(REPO / "matters" / "data" / "catalogue.jsonl"))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return Matter.objects.count()


def measure(many: int, limit: float) -> None:
    """Each kind of question as a request for hints, whole: middleware, search, reasons, rendering."""
    print(
        f"\n{many} matters: hints as a fragment, {REPEATS} times each, in one process (load {os.getloadavg()[0]:.1f})",
        flush=True,
    )
    print(f"{'':26}{'p50 ms':>9}{'p95 ms':>9}{'statements':>12}{'found':>7}   first")
    taken: list[float] = []
    for name, words in QUESTIONS.items():
        taken += show(name, "/matters/hints/", {"q": words})
    p50, p95 = at(taken, 0.5), at(taken, 0.95)
    verdict = "within" if p95 <= limit else "OVER"
    print(f"{'all hints':26}{p50:9.1f}{p95:9.1f}   {verdict} {limit:.0f} ms at p95")
    for name, query in LISTS.items():
        show(name, "/matters/", query)


def show(name: str, path: str, query: dict[str, str]) -> list[float]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="127.0.0.1", headers={"HX-Request": "true"})
    client.get(path, query)
    connection.queries_log.clear()
    with CaptureQueriesContext(connection) as statements:
        client.get(path, query)
    many = len(statements)
    taken = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        client.get(path, query)
        taken.append((time.perf_counter() - begun) * 1000)
    found, first = seen(client, path, query)
    print(f"{name:26}{at(taken, 0.5):9.1f}{at(taken, 0.95):9.1f}{many:12}{found:7}   {first}", flush=True)
    return taken


def seen(client: Any, path: str, query: dict[str, str]) -> tuple[int, str]:
    """How many were found, and the first of them with its reason."""
    if path.endswith("hints/"):
        hints = client.get(path, query, headers={"HX-Request": ""}).json()["hints"]
        return len(hints), f"{hints[0]['name'][:26]}  {hints[0]['why'][:30]}" if hints else ""
    told = re.search(r"共 (\d+) 个事项", client.get(path, query).content.decode())
    return int(told[1]) if told else 0, ""


def at(taken: list[float], share: float) -> float:
    ordered = sorted(taken)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


if __name__ == "__main__":
    sys.exit(main())
