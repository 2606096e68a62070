"""Reading the English texts of matters."""

import time

from matters.models import EnglishText, Matter

KEPT_SECONDS = 60.0
_kept: tuple[float, dict[str, str]] | None = None


def english_names() -> dict[str, str]:
    """English names by code; kept for a minute in each process, so that a list asks the database once."""
    global _kept
    if _kept is None or time.monotonic() - _kept[0] > KEPT_SECONDS:
        _kept = (time.monotonic(), dict(EnglishText.objects.values_list("matter__code", "name")))
    return _kept[1]


def forget_english_names() -> None:
    """Have the next question read the table again."""
    global _kept
    _kept = None


def english_of(matter: Matter) -> EnglishText | None:
    """The English text of one matter, where there is one."""
    return EnglishText.objects.filter(matter=matter).first()
