"""What a filled-in form may hold: short texts and plain values that every page and paper can show."""

from collections.abc import Mapping
from typing import Any

LONGEST, MOST = 2000, 100


def unfit(form: Mapping[str, Any]) -> list[str]:
    """The fields whose value cannot be kept, by name; a form with too many fields names none and is `["…"]`."""
    if len(form) > MOST:
        return ["…"]
    return [shown(name) for name, value in form.items() if not (is_text(name, 100) and is_plain(value))]


def is_plain(value: Any) -> bool:
    """Text, a number, yes or no, or nothing."""
    return value is None or isinstance(value, bool | int | float) or is_text(value, LONGEST)


def is_text(value: Any, length: int) -> bool:
    """Text of at most this length without characters that no database or page can take."""
    return isinstance(value, str) and len(value) <= length and "\0" not in value and not has_surrogates(value)


def has_surrogates(value: str) -> bool:
    """Whether it holds halves of characters, which cannot be written in UTF-8."""
    return any("\ud800" <= character <= "\udfff" for character in value)


def shown(name: Any) -> str:
    """A field's name as far as it can be shown."""
    return str(name)[:30].replace("\0", "").encode("utf-8", "replace").decode()
