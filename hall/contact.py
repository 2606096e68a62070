"""Names and telephone numbers as people give them: cleaned, never "corrected"."""

import re
import unicodedata

from hall.errors import InvalidName, InvalidPhone


def cleaned_name(name: str) -> str:
    """The name as written, trimmed. Rare characters, dots and letters stay exactly as they are. Raises InvalidName."""
    value = re.sub(r"[ \u3000\t]+", " ", name).strip()
    if not 1 <= len(value) <= 200 or any(unicodedata.category(char) in {"Cc", "Cs"} for char in value):
        raise InvalidName(field="name")
    return value


def cleaned_phone(phone: str) -> str:
    """Digits, with a leading + from abroad; empty stays empty. Raises InvalidPhone."""
    value = re.sub(r"[\s\-‐－—()]", "", unicodedata.normalize("NFKC", phone))
    value = re.sub(r"^(?:\+86|0086)(?=1[3-9]\d{9}$)", "", value)
    if not value:
        return ""
    if not re.fullmatch(r"1[3-9][0-9]{9}|0[0-9]{9,11}|\+[0-9]{7,15}", value):
        raise InvalidPhone(field="phone")
    return value
