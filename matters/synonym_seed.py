"""The synonyms that ship with the catalogue: a table where one line holds words and what all of them mean."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SEED = Path(__file__).parent / "data" / "synonyms.csv"


@dataclass(frozen=True)
class SeedLine:
    """One word and one thing it stands for."""

    kind: str
    word: str
    means: str
    place: int


def seed_lines(path: Path = SEED) -> Iterator[SeedLine]:
    """Each word of the table with each of its meanings, in order; a life event's first word stands for the others."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            words, meanings = row["words"].split("|"), row["means"].split("|")
            for number, word in enumerate(words):
                led_to = [words[0]] if row["kind"] == "event" and number else meanings
                kind = "everyday" if row["kind"] == "event" and number else row["kind"]
                for place, means in enumerate(led_to, 1):
                    yield SeedLine(kind, word, means, place)
