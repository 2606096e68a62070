"""Identity numbers: what a number of each kind of document must look like (GB 11643, GB 32100).

Only the check-digit arithmetic comes from a library: its whole validators refuse some valid numbers.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import NoReturn

from stdnum.iso7064 import mod_11_2

from hall.errors import InvalidIdentityNumber
from hall.kernel import clock

HMT_REGIONS = ("81", "82", "83")
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = [3**place % 31 for place in range(17)]


def cleaned(number: str) -> str:
    """The number as it is compared and stored: half-width, upper case, without spaces, dashes and brackets."""
    return re.sub(r"[\s\-‐－—()]", "", unicodedata.normalize("NFKC", number)).upper()


def normalised(id_type: str, number: str, *, today: date | None = None) -> str:
    """The stored form of a valid number. Raises InvalidIdentityNumber naming the problem."""
    value = cleaned(number)
    if not value:
        _refuse("missing")
    rule = RULES.get(str(id_type))
    if rule is None:
        _refuse("unknown_type")
    rule(value, today or clock.today())
    return value


def birth_date(id_type: str, number: str) -> date | None:
    """The date of birth a valid number carries, or None when its kind carries none."""
    value = normalised(id_type, number)
    return _date_in(value) if str(id_type) in BORN_IN_NUMBER and len(value) == 18 else None


def credit_check_digit(first17: str) -> str:
    """The 18th character of a unified social credit code (GB 32100)."""
    places = (CREDIT_ALPHABET.index(char) for char in first17)
    total = sum(place * weight for place, weight in zip(places, CREDIT_WEIGHTS, strict=True))
    return CREDIT_ALPHABET[-total % 31]


def _refuse(problem: str) -> NoReturn:
    raise InvalidIdentityNumber(problem)


def _date_in(value: str) -> date | None:
    try:
        return date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    except ValueError:
        return None


def _citizen_shape(value: str, today: date) -> None:
    """Eighteen characters with a real date of birth and the check digit of GB 11643; any region."""
    if len(value) != 18:
        _refuse("length")
    if not re.fullmatch(r"[0-9]{17}[0-9X]", value):
        _refuse("characters")
    if mod_11_2.calc_check_digit(value[:17]) != value[17]:
        _refuse("check_digit")
    born = _date_in(value)
    if born is None:
        _refuse("birth_date")
    if born > today:
        _refuse("born_in_future")


def _resident(value: str, today: date) -> None:
    if re.fullmatch(r"[0-9]{15}", value):
        _refuse("first_generation")
    _citizen_shape(value, today)
    if value.startswith(HMT_REGIONS):
        _refuse("is_hmt_residence")
    if value.startswith("9"):
        _refuse("is_foreign_permanent")


def _hmt_residence(value: str, today: date) -> None:
    _citizen_shape(value, today)
    if not value.startswith(HMT_REGIONS):
        _refuse("not_hmt_residence")


def _foreign_permanent(value: str, today: date) -> None:
    if re.fullmatch(r"[A-Z]{3}[0-9]{12}", value):  # the card before 2023
        return
    if not value.startswith("9"):
        _refuse("not_foreign_permanent")
    _citizen_shape(value, today)


def _passport(value: str, today: date) -> None:
    if not re.fullmatch(r"[A-Z0-9]{5,20}", value):
        _refuse("passport")


def _travel_permit(value: str, today: date) -> None:
    if not re.fullmatch(r"[HM][0-9]{8}(?:[0-9]{2})?|[0-9]{8}|[0-9]{10}[A-Z]?", value):
        _refuse("travel_permit")


def _credit_code(value: str, today: date) -> None:
    if len(value) != 18:
        _refuse("length")
    if any(char not in CREDIT_ALPHABET for char in value):
        _refuse("characters")
    if credit_check_digit(value[:17]) != value[17]:
        _refuse("check_digit")


BORN_IN_NUMBER = {"resident", "hmt_residence", "foreign_permanent"}
RULES: dict[str, Callable[[str, date], None]] = {
    "resident": _resident,
    "hmt_residence": _hmt_residence,
    "foreign_permanent": _foreign_permanent,
    "passport": _passport,
    "travel_permit": _travel_permit,
    "credit_code": _credit_code,
}
