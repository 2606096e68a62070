"""Bringing every encrypted value under the newest key, batch by batch, while reading and writing go on.

A value says which key seals it, so old and new ones live side by side until all are done. The rows are changed without
their models: a new key is no change of the content, and leaves neither history nor new update times behind.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Field

from hall.kernel import crypto
from hall.kernel.fields import EncryptedField

BATCH = 500
Key = int | str | UUID
Row = tuple[Any, ...]  # the key, then the encrypted values


@dataclass(frozen=True)
class Sealed:
    """A table with encrypted columns."""

    table: str
    key: str
    columns: tuple[str, ...]


def sealed_tables() -> list[Sealed]:
    """Every table with encrypted columns, its histories too."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        fields = [field for field in model._meta.concrete_fields if isinstance(field, EncryptedField)]
        if fields and model._meta.pk is not None and not model._meta.proxy:
            columns = tuple(_column(field) for field in fields)
            found.append(Sealed(model._meta.db_table, _column(model._meta.pk), columns))
    return found


def _column(field: "Field[Any, Any]") -> str:
    assert field.column is not None, "a concrete field has a column"
    return field.column


def newest_key() -> str:
    """The name of the key that seals what is written now."""
    return str(next(iter(settings.FIELD_KEYS)))


def waiting(sealed: Sealed) -> int:
    """How many rows still hold a value under an older key."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {_name(sealed.table)} WHERE {_is_old(sealed)}", _prefix(sealed))  # noqa: S608
        return int(cursor.fetchone()[0])


def reseal(sealed: Sealed) -> Iterator[int]:
    """Seal a table anew, a transaction for each batch; gives how many rows each took."""
    after: Key | None = None
    while True:
        with transaction.atomic():
            rows = _next(sealed, after)
            _write(sealed, rows)
        if not rows:
            return
        after = rows[-1][0]
        yield len(rows)


def _next(sealed: Sealed, after: Key | None) -> list[Row]:
    columns = ", ".join(map(_name, (sealed.key, *sealed.columns)))
    behind = f"AND {_name(sealed.key)} > %s" if after is not None else ""
    statement = (
        f"SELECT {columns} FROM {_name(sealed.table)} WHERE ({_is_old(sealed)}) {behind} "  # noqa: S608
        f"ORDER BY {_name(sealed.key)} LIMIT {BATCH} FOR NO KEY UPDATE"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*_prefix(sealed), *([after] if after is not None else [])])
        return list(cursor.fetchall())


def _write(sealed: Sealed, rows: list[Row]) -> None:
    assigned = ", ".join(f"{_name(column)} = %s" for column in sealed.columns)
    statement = f"UPDATE {_name(sealed.table)} SET {assigned} WHERE {_name(sealed.key)} = %s"  # noqa: S608
    with connection.cursor() as cursor:
        for key, *values in rows:
            cursor.execute(statement, [*(_anew(value) for value in values), key])


def _anew(value: object) -> str | None:
    return None if value is None else crypto.encrypt(crypto.decrypt(str(value)))


def _is_old(sealed: Sealed) -> str:
    return " OR ".join(f"({_name(c)} <> '' AND NOT starts_with({_name(c)}, %s))" for c in sealed.columns)


def _prefix(sealed: Sealed) -> list[str]:
    return [f"{newest_key()}:"] * len(sealed.columns)


def _name(name: str) -> str:
    return connection.ops.quote_name(name)
