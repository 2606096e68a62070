"""Secrets of this one machine: made once, kept in .data/secrets.env, readable by their owner only."""

import base64
import os
import secrets
from pathlib import Path


def read(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    lines = (line.strip() for line in file.read_text().splitlines())
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name: value for name, value in pairs}


def write(file: Path, values: dict[str, str]) -> None:
    """Whole or not at all: a power cut never leaves half a secrets file."""
    draft = file.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        out.writelines(f"{name}={value}\n" for name, value in values.items())
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def fresh() -> dict[str, str]:
    return {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "FIELD_KEYS": f"k1:{_key()}",
        "INDEX_KEY": _key(),
        "POSTGRES_ADMIN_PASSWORD": secrets.token_hex(24),
        "DATABASE_PASSWORD": secrets.token_hex(24),
        "REDIS_PASSWORD": secrets.token_hex(24),
    }


def kept(file: Path) -> dict[str, str]:
    """The secrets of this stack. What is there stays; what a newer release needs besides is added."""
    have = read(file)
    missing = {name: value for name, value in fresh().items() if name not in have}
    if missing:
        write(file, {**have, **missing})
    return {**have, **missing}


if __name__ == "__main__":  # `python3 -m stack.keys`: lines for the .env of a production installation
    print("\n".join(f"{name}={value}" for name, value in fresh().items()))
