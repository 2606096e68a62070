"""What was already done, so that a later start skips it. A stamp is written only after success."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from stack.places import REPO, Places


def fingerprint(files: Iterable[Path], *words: str) -> str:
    """Of names and contents: a file that appears, goes or changes gives another fingerprint."""
    total = hashlib.sha256("\0".join(words).encode())
    for file in sorted(set(files)):
        total.update(f"\0{file.relative_to(REPO)}\0".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def files(*patterns: str) -> list[Path]:
    found = (path for pattern in patterns for path in REPO.glob(pattern))
    return [path for path in found if path.is_file() and path.suffix not in (".pyc", ".mo")]


class Stamps:
    def __init__(self, places: Places):
        self.folder = places.stamps

    def is_done(self, name: str, fingerprint: str) -> bool:
        file = self.folder / name
        return file.exists() and file.read_text() == fingerprint

    def done(self, name: str, fingerprint: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder / f".{name}"
        draft.write_text(fingerprint)
        draft.replace(self.folder / name)
