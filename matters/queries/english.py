"""Reading the English texts of matters."""

import time

from matters.models import EnglishText, Matter

KEPT_SECONDS = 60.0
_kept: tuple[float, dict[str, EnglishText]] | None = None


def english_texts() -> dict[str, EnglishText]:
    """The English texts by code; kept for a minute in each process, so that a page asks the database once."""
    global _kept
    if _kept is None or time.monotonic() - _kept[0] > KEPT_SECONDS:
        rows = EnglishText.objects.select_related("matter")
        _kept = (time.monotonic(), {row.matter.code: row for row in rows})
    return _kept[1]


def forget_english_texts() -> None:
    """Have the next question read the table again."""
    global _kept
    _kept = None


def english_of(matter: Matter) -> EnglishText | None:
    """The English text of one matter, where there is one."""
    return english_texts().get(matter.code)
