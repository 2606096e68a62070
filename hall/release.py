"""Which release this is: screens that run for weeks load themselves anew when it changes."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings

SHOWN = ("templates", "static")
SUFFIXES = {".html", ".js", ".css"}


@lru_cache(maxsize=1)
def release() -> str:
    """What the deployment calls it (RELEASE), or else a digest of the pages and scripts it brings."""
    return settings.RELEASE or _digest(Path(settings.BASE_DIR))


def _digest(root: Path) -> str:
    found = hashlib.sha256()
    for folder in SHOWN:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in SUFFIXES:
                found.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return found.hexdigest()[:12]
