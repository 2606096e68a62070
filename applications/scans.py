"""Checking scans by content: each file is opened by a small process of its own, and kept only as that process wrote it.

A file that fails raises FileRefused with words that say what to do.
"""

import json
import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from applications.errors import FileRefused
from applications.scan_words import WHY
from applications.scanning import MAX_BYTES, SECONDS

OPENER = ["-m", "applications.scanning"]
ROOT = Path(__file__).resolve().parents[1]
PATIENCE = SECONDS + 5  # seconds by the clock on the wall, when the machine is busy
ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf", "application/ofd": ".ofd"}
LONGEST_NAME = 100
KNOWN_ENDING = re.compile(
    r"\.(?:jpe?g|jfif|png|gif|bmp|webp|hei[cf]|tiff?|pdf|ofd|svgz?|[sp]?html?|xml|js|mjs|php\d?|jsp|aspx?|cgi|py|sh|bat|cmd"
    r"|com|exe|scr|msi|lnk|vbs|ps1|jar|apk|docm?|docx|xlsm?|xlsx|pptx?|zip|rar|7z)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Scan:
    """A file as it is kept."""

    name: str
    content_type: str
    data: bytes


def checked(name: str, data: bytes) -> Scan:
    """The file as it may be kept. Raises FileRefused."""
    name = plain_name(name)
    if not data or len(data) > MAX_BYTES:
        raise FileRefused(name=name, why=WHY["too_large" if data else "empty"])
    said, kept = opened_apart(data)
    if "unfit" in said:
        raise FileRefused(name=name, why=WHY[said["unfit"]])
    return Scan(named(name, ENDINGS[said["content_type"]]), said["content_type"], kept)


def opened_apart(data: bytes) -> tuple[dict[str, str], bytes]:
    """What the process of its own says of the file; whatever breaks it or holds it up is too heavy.

    It gets no environment of ours: neither keys nor the database are within its reach.
    """
    surroundings = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1"}
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, *OPENER],
            input=data,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            cwd=ROOT,
            env=surroundings,
        )
    except subprocess.TimeoutExpired:
        return {"unfit": "too_heavy"}, b""
    if done.returncode:
        return {"unfit": "too_heavy"}, b""
    head, _, kept = done.stdout.partition(b"\n")
    return json.loads(head), kept


def plain_name(name: str) -> str:
    """The person's own file name as harmless text: no path, no control or direction characters, 100 at most."""
    last = re.split(r"[\\/]", name)[-1]
    kept = "".join(char for char in last if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co"}).strip(" .")
    return kept[-LONGEST_NAME:] or "未命名"


def named(name: str, ending: str) -> str:
    """The name with the ending of what the file really is: `合同.pdf.exe` that holds a picture becomes `合同.jpg`."""
    while (stem := KNOWN_ENDING.sub("", name)) != name:
        name = stem.rstrip(" .")
    return (name or "未命名")[-(LONGEST_NAME - len(ending)) :] + ending
