"""One row by one plain statement, for the busiest tables (ADR 0009).

Composing a statement costs the ORM more than it costs PostgreSQL to run it, and a queue's row is locked meanwhile. Here its
text is composed once for each model. For models without history and without signals.
"""

from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)


def append(row: models.Model, *, unless: str = "") -> bool:
    """Insert this new row and set its key. With `unless`, a column that is unique: False when its value was there before."""
    fields = _fields(type(row))
    with connection.cursor() as cursor:
        cursor.execute(_insert(type(row), unless), [_value(row, field, is_new=True) for field in fields])
        made = cursor.fetchone()
    if made is None:
        return False
    row.pk, row._state.adding, row._state.db = made[0], False, connection.alias
    return True


def row_of(model: type[M], key: Any, *, lock: bool = False) -> M | None:
    """The row with this key, locked on demand; None when there is none."""
    return next(iter(model._default_manager.raw(_select(model, lock), [key])), None)


def rewrite(row: models.Model, *names: str) -> None:
    """Update these fields of a row that is locked."""
    values = [_value(row, field, is_new=False) for field in _fields(type(row)) if field.name in names]
    with connection.cursor() as cursor:
        cursor.execute(_update(type(row), names), [*values, row.pk])


def _value(row: models.Model, field: Any, *, is_new: bool) -> Any:
    return field.get_db_prep_save(field.pre_save(row, is_new), connection)


@lru_cache
def _fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.local_concrete_fields if not field.primary_key]


@lru_cache
def _select(model: type[models.Model], lock: bool) -> str:
    table, key = _quoted(model._meta.db_table), _quoted(model._meta.pk.column)
    return f"SELECT * FROM {table} WHERE {key} = %s" + (" FOR UPDATE" if lock else "")  # noqa: S608


@lru_cache
def _insert(model: type[models.Model], unless: str) -> str:
    columns = ", ".join(_quoted(field.column) for field in _fields(model))
    places = ", ".join(["%s"] * len(_fields(model)))
    conflict = f" ON CONFLICT ({_quoted(unless)}) DO NOTHING" if unless else ""
    table, key = _quoted(model._meta.db_table), _quoted(model._meta.pk.column)
    return f"INSERT INTO {table} ({columns}) VALUES ({places}){conflict} RETURNING {key}"  # noqa: S608


@lru_cache
def _update(model: type[models.Model], names: tuple[str, ...]) -> str:
    columns = [_quoted(field.column) for field in _fields(model) if field.name in names]
    changes = ", ".join(f"{column} = %s" for column in columns)
    return f"UPDATE {_quoted(model._meta.db_table)} SET {changes} WHERE {_quoted(model._meta.pk.column)} = %s"  # noqa: S608


def _quoted(name: Any) -> str:
    return str(connection.ops.quote_name(name))
