"""Sealed files by their digest: the same bytes are one file, and a changed file no longer has its name."""

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings

from applications.papers.errors import PaperDamaged, PaperNotKept


def keep(data: bytes) -> str:
    """Keep the bytes, whole or not at all; returns their SHA-256. Raises PaperNotKept when the disk takes nothing."""
    digest = hashlib.sha256(data).hexdigest()
    try:
        _write(path_of(digest), data)
    except OSError as full:
        raise PaperNotKept(why=os.strerror(full.errno or 0)) from full
    return digest


def _write(path: Path, data: bytes) -> None:
    if path.exists():
        os.utime(path)  # young again: its row is still to come, and the sweeper goes by age
        return
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    draft = path.with_name(f".{secrets.token_hex(8)}")
    try:
        with open(draft, "xb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def kept(digest: str) -> bytes:
    """The bytes with this SHA-256. Raises PaperDamaged when they are gone or no longer the same."""
    path = path_of(digest)
    data = path.read_bytes() if path.exists() else b""
    if hashlib.sha256(data).hexdigest() != digest:
        raise PaperDamaged()
    return data


def forget(digest: str) -> None:
    """Remove bytes that no document names."""
    path_of(digest).unlink(missing_ok=True)


def path_of(digest: str) -> Path:
    """Where the bytes of a digest lie, outside the web root."""
    return Path(settings.MEDIA_ROOT) / "documents" / digest[:2] / f"{digest}.pdf"
