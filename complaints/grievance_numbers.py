"""Numbers of complaints (TS), of the 办不成事 desk (BC) and of improvement tickets (GJ): gap-free, hard to mistype."""

import re
from datetime import date

from applications.numbers import area_letters, check_digit
from hall.numbers import next_number

COMPLAINT, CASE, IMPROVEMENT = "TS", "BC", "GJ"
SHAPE = re.compile(r"((?:TS|BC|GJ)[A-Z]{2}\d{6})(\d{5})(\d)")


def grievance_number(prefix: str, area_code: str, day: date) -> str:
    """The next number of an area and day, such as TSBJ261122-00012-4; within the transaction of the thing numbered."""
    letters = f"{prefix}{area_letters(area_code)}"
    serial = next_number(f"grievance:{letters}:{day:%Y%m%d}")
    body = f"{letters}{day:%y%m%d}{serial:05d}"
    return f"{body[:10]}-{body[10:]}-{check_digit(body)}"


def normal_grievance_number(typed: str) -> str:
    """The number as stored, from what a person typed; as typed when it is not one."""
    plain = re.sub(r"[\s\-‐－—]", "", typed).upper()
    match = SHAPE.fullmatch(plain)
    return "-".join(match.groups()) if match else plain[:24]
