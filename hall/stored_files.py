"""Stored files that no row names, and their end.

A file is stored before its row is committed, and goes after its row is gone. A process that dies in between leaves a file
that nobody may open and nobody would find. What no row has named for an hour is removed.

Under each folder names begin with random hex digits (`materials/3fa2/…`, `documents/3f/…`): one look takes a 256th of them.
"""

import logging
import os
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import FileField, Model

from hall.kernel import clock

logger = logging.getLogger(__name__)

FOLDERS = ("catalogue", "complaints", "intake", "materials", "proofs")
GRACE = timedelta(hours=1)
BATCH, PORTIONS = 500, 256
_by_digest: dict[str, tuple[type[Model], str]] = {}


def kept_by_digest(folder: str, model: type[Model], column: str) -> None:
    """Files of this folder are called by their digest, which stands in this column."""
    _by_digest[folder] = (model, column)


def turn() -> str:
    """How the names begin that are looked at in this minute; in 256 minutes all have had their turn."""
    return f"{int(clock.now().timestamp()) // 60 % PORTIONS:02x}"


def sweep(beginning: str = "") -> int:
    """Remove the files whose names begin so and that no row has named for an hour; returns how many.

    Nothing is removed from a folder of which the database names no file at all: it is then not the one that belongs to
    the files, or is still being restored.
    """
    removed = 0
    for folder in (*FOLDERS, *_by_digest):
        names = _old(folder, beginning)
        while batch := list(islice(names, BATCH)):
            unnamed = set(batch) - _named(folder, batch)
            if unnamed and _knows(folder):
                removed += sum(_remove(name) for name in unnamed)
    if removed:
        logger.info("files_without_row_removed", extra={"files": removed})
    return removed


def _old(folder: str, beginning: str) -> Iterator[str]:
    """Files older than an hour, by their names in the storage. Links lead elsewhere and are neither followed nor removed."""
    root = Path(settings.MEDIA_ROOT)
    for entry in _entries(root / folder):
        if not entry.name.startswith(beginning):
            continue
        within = _entries(entry) if entry.is_dir(follow_symlinks=False) else [entry]
        yield from (str(Path(file.path).relative_to(root)) for file in within if _is_old(file))


def _entries(place: "os.PathLike[str]") -> "list[os.DirEntry[str]]":
    try:
        with os.scandir(place) as found:
            return list(found)
    except FileNotFoundError:
        return []


def _is_old(file: "os.DirEntry[str]") -> bool:
    try:
        return file.is_file(follow_symlinks=False) and _is_past(file.stat(follow_symlinks=False).st_mtime)
    except FileNotFoundError:
        return False


def _is_past(written: float) -> bool:
    return written < (clock.now() - GRACE).timestamp()


def _named(folder: str, names: list[str]) -> set[str]:
    """Those that a row names. Asked in one statement: a scan changes hands from one table to another in one moment."""
    wanted = {Path(name).stem if folder in _by_digest else name: name for name in names}
    columns = [_by_digest[folder]] if folder in _by_digest else _columns()
    rows = [
        model._base_manager.filter(**{f"{column}__in": list(wanted)}).order_by().values_list(column)
        for model, column in columns
    ]
    return {wanted[value] for (value,) in rows[0].union(*rows[1:], all=True)}


def _knows(folder: str) -> bool:
    """Whether any row names any file of this folder."""
    if folder in _by_digest:
        model, column = _by_digest[folder]
        return model._base_manager.exclude(**{column: ""}).exists()
    return any(
        model._base_manager.filter(**{f"{column}__startswith": f"{folder}/"}).exists() for model, column in _columns()
    )


def _columns() -> list[tuple[type[Model], str]]:
    """Every column of every table that names a stored file."""
    return [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, FileField)
    ]


def _remove(name: str) -> int:
    """One file, unless it was written again in this moment."""
    path = Path(settings.MEDIA_ROOT) / name
    try:
        if not _is_past(path.stat().st_mtime):
            return 0
        path.unlink()
    except FileNotFoundError:
        return 0
    return 1
