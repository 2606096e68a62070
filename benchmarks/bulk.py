"""Five years of a city, loaded in bulk: applications like a few real ones, and a sealed record of every step.

A handful of applications is made through the verbs; each is then copied many times by one statement, with its own number,
applicant, dates and state. The record is written by COPY with its chain worked out on the way, as the sealer would.
All persons are invented.
"""

import hashlib
import io
import json
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰春梅建国志红文斌宇浩欣怡子涵梓轩雨泽"
VERBS = [
    ("receive", "", "received"), ("upload", "", ""), ("upload", "", ""), ("tick", "", ""), ("print", "", ""),
    ("accept", "received", "accepted"), ("print", "", ""), ("review", "", ""), ("grant", "accepted", "granted"),
    ("release_result", "granted", "awaiting_collection"), ("print", "", ""), ("reveal", "", ""), ("shelve", "", ""),
    ("hand_over", "awaiting_collection", "delivered"), ("print", "", ""), ("archive", "delivered", "archived"),
]  # fmt: skip
FIELDS = "id, hall_id, subject_type, subject_id, subject_number, verb, before, after, by_id, at, reason, data, position, hash"


def copies(model: Any, row: Any, source: str, **other: str) -> int:
    """Copy a row once for each row of `source` (aliased s); `other` gives SQL for the columns that differ."""
    from django.db import connection

    columns = [field.column for field in model._meta.concrete_fields if field.column != "id" or "id" in other]
    given = {name: words for name, words in other.items()}
    values = ", ".join(given.get(column, f't."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} t CROSS JOIN ({source}) s WHERE t.id = {row.pk}"
        )
        return int(cursor.rowcount)


def parties(template: Any, count: int) -> tuple[int, int]:
    """So many invented people; the first and the last key."""
    from hall.models import Party

    first = _next_id(Party)
    name = (
        f"substr('{SURNAMES}', 1 + s.n % {len(SURNAMES)}, 1) || substr('{GIVEN}', 1 + (s.n / 7) % {len(GIVEN)}, 1)"
        f" || substr('{GIVEN}', 1 + (s.n / 311) % {len(GIVEN)}, 1)"
    )
    copies(
        Party, template, f"SELECT generate_series(0, {count - 1}) n",
        id=f"{first} + s.n", name=name, id_index=f"md5('id' || ({first} + s.n))", phone_index=f"md5('phone' || ({first} + s.n))",
    )  # fmt: skip
    _set_next(Party, first + count)
    return first, first + count - 1


def applications(template: Any, count: int, *, people: tuple[int, int], years: float, state: str, mark: str) -> int:
    """Copies of an application spread over the past years, the latest last; gives the first key."""
    from applications.models import Application

    first, span = _next_id(Application), int(years * 365 * 86_400)
    when = f"now() - make_interval(secs => {span}::float8 * ({count} - s.n) / {count})"
    day = f"({when})::date"
    other = {
        "id": f"{first} + s.n",
        "number": f"'{mark}' || lpad(s.n::text, 10, '0')",
        "project_number": f"'{mark}P' || lpad(s.n::text, 10, '0')",
        "applicant_id": f"{people[0]} + (s.n::bigint * 7919) % {people[1] - people[0] + 1}",
        "state": f"'{state}'",
        "received_at": when,
        "accepted_at": f"{when} + interval '3 minutes'",
        "notice_due": f"{day} + 7",
        "promise_due": f"{day} + 14",
        "legal_due": f"{day} + 28",
    }
    if state in {"archived", "delivered"}:
        other["closed_at"] = f"{when} + interval '9 days'"
    copies(Application, template, f"SELECT generate_series(0, {count - 1}) n", **other)
    _set_next(Application, first + count)
    return first


def belonging(model: Any, template: Any, first: int, count: int, *, link: str, **other: str) -> None:
    """One copy for each of those applications of what belongs to the template's (a decision, a result, materials)."""
    copies(model, template, f"SELECT generate_series(0, {count - 1}) n", **{link: f"{first} + s.n", **other})


def record(hall_id: int, by: Sequence[int], first: int, count: int, steps: int) -> int:
    """So many sealed steps after those there are, in turn about these applications; returns the last position."""
    from django.db import connection

    from hall import steps as sealing
    from hall.models import Step

    while sealing.seal():
        pass
    last = Step.objects.exclude(position=None).order_by("-position").first()
    position, previous = (last.position or 0, last.hash) if last else (0, sealing.GENESIS)
    lines = _lines(hall_id, by, first, count, _next_id(Step), position, previous)
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(f"COPY hall_step ({FIELDS}) FROM STDIN", _File(islice(lines, steps)))
    _set_next(Step, _next_id(Step) + steps)
    return position + steps


def _lines(
    hall_id: int, by: Sequence[int], first: int, count: int, key: int, position: int, previous: str
) -> Iterator[str]:
    chance, begun = random.Random(7), datetime.now(UTC).replace(microsecond=0) - timedelta(days=5 * 365)
    subject = 0
    while True:
        application, number = first + subject % count, f"BULK{subject % count:09d}"
        moment = begun + timedelta(seconds=subject % count * 200)
        for verb, before, after in VERBS:
            moment += timedelta(minutes=chance.randint(1, 600))
            position, who = position + 1, by[subject % len(by)]
            words = [
                previous, key, hall_id, "applications.application", application, number, verb, before, after, who,
                moment.timestamp(), "", {},
            ]  # fmt: skip
            previous = hashlib.sha256(json.dumps(words, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
            yield (
                f"{key}\t{hall_id}\tapplications.application\t{application}\t{number}\t{verb}\t{before}\t{after}\t{who}\t"
                f"{moment.isoformat()}\t\t{{}}\t{position}\t{previous}\n"
            )
            key += 1
        subject += 1


class _File(io.TextIOBase):
    """Lines as a file that COPY reads."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines, self.rest = lines, ""

    def read(self, size: int = -1) -> str:  # type: ignore[override]
        parts, length = [self.rest], len(self.rest)
        for line in self.lines:
            parts.append(line)
            length += len(line)
            if length >= size > 0:
                break
        whole = "".join(parts)
        self.rest = whole[size:] if size > 0 else ""
        return whole[:size] if size > 0 else whole


def _next_id(model: Any) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COALESCE(MAX(id), 0) + 1 FROM {model._meta.db_table}")
        return int(cursor.fetchone()[0])


def _set_next(model: Any, key: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [model._meta.db_table, key])
