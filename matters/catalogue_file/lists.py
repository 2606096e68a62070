"""Lists of matters written beside the catalogue: one JSON file for each list in the folder `lists/`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FOLDER = "lists"


@dataclass(frozen=True)
class ListFile:
    """One version of a list as a file has it."""

    kind: str
    number: int
    since: date
    source: str
    codes: tuple[str, ...]


def read_lists(folder: Path) -> Iterator[ListFile]:
    """The lists of a folder, by name of file; a folder that is not there has none."""
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8-sig"))
        yield ListFile(row["kind"], row["number"], date.fromisoformat(row["since"]), row["source"], tuple(row["codes"]))
