"""The scanner's folder: what a window's scanner saves under `SCANNER_DIR/<hall>/<window>/` is taken from there.

Only files that are finished (not touched for a moment) and younger than the call of the person at the window: a page
left there before belongs to somebody else and stays where it is.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from applications.verbs.files import READ_BYTES

SETTLED_SECONDS = 1.5
MOST_AT_ONCE = 20


@dataclass(frozen=True)
class Found:
    """A finished file in a window's folder."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    def read(self) -> bytes:
        """Its content, never more than is needed to know that it is too large."""
        with self.path.open("rb") as file:
            return file.read(READ_BYTES)

    def taken(self) -> None:
        """It is kept elsewhere now."""
        self.path.unlink(missing_ok=True)

    def refused(self, words: str) -> None:
        """Put it aside with the reason beside it."""
        aside = self.path.parent / "未收"
        aside.mkdir(exist_ok=True)
        self.path.replace(aside / self.name)
        (aside / f"{self.name}.txt").write_text(words, encoding="utf-8")


def windows_with_files() -> list[tuple[str, str]]:
    """Hall and window codes whose folder holds anything."""
    root = Path(settings.SCANNER_DIR)
    if not root.is_dir():
        return []
    return [(place.parent.name, place.name) for place in sorted(root.glob("*/*")) if any(_files(place))]


def finished(hall_code: str, window_code: str, since: datetime) -> list[Found]:
    """The finished files of a window that came after `since`, oldest first."""
    place = Path(settings.SCANNER_DIR) / hall_code / window_code
    fresh = [
        (path.stat().st_mtime, path)
        for path in _files(place)
        if datetime.fromtimestamp(path.stat().st_mtime, UTC) >= since
    ]
    settled = time.time() - SETTLED_SECONDS
    return [Found(path) for moment, path in sorted(fresh) if moment <= settled][:MOST_AT_ONCE]


def _files(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield from (path for path in place.iterdir() if path.is_file() and not path.name.startswith("."))
