"""Who goes first, and why: a reason code on the ticket, granted by rule and never by a hidden menu."""

from datetime import date

from hall.errors import InvalidIdentityNumber
from hall.identity import birth_date
from queueing.errors import PriorityNotGranted, UnknownPriority
from queueing.models import PriorityReason

ELDERLY_FROM = 60


def age_on(day: date, born: date) -> int:
    """Full years of age."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def granted(asked: str, id_type: str, id_number: str, today: date) -> str:
    """The priority asked for, if the rules grant it. Age is read from the number where it carries one."""
    if asked not in PriorityReason.values or asked == PriorityReason.RETURNING:  # a voucher grants that one, no word
        raise UnknownPriority()
    if asked == PriorityReason.ELDERLY:
        born = birth_date(id_type, id_number)
        if born is not None and age_on(today, born) < ELDERLY_FROM:
            raise PriorityNotGranted()
    return asked


def by_age(id_type: str, number: str, today: date) -> str:
    """The priority a read card grants by itself: the elderly's, by the date of birth in its number."""
    try:
        born = birth_date(id_type, number)
    except InvalidIdentityNumber:
        return ""
    return str(PriorityReason.ELDERLY) if born is not None and age_on(today, born) >= ELDERLY_FROM else ""
