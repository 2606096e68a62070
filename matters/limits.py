"""Time limits (时限) compared and put into words; a limit keeps its unit, never assumed to be working days."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

AT_LEAST = {"working_day": 1, "natural_day": 1, "month": 28}
AT_MOST = {"natural_day": 1, "month": 31}


def longer_than_law(promised: int, promised_unit: str, statutory: int | None, statutory_unit: str) -> bool:
    """Whether a promise is certainly longer than the law allows; units that cannot be compared pass."""
    if statutory is None or promised == 0:
        return False
    if promised_unit == statutory_unit:
        return promised > statutory
    if promised_unit not in AT_LEAST or statutory_unit not in AT_MOST:
        return False
    return promised * AT_LEAST[promised_unit] > statutory * AT_MOST[statutory_unit]


def not_comparable(promised: int, promised_unit: str, statutory: int | None, statutory_unit: str) -> bool:
    """Whether a promise in another unit might, in ordinary weeks, end after the law's limit."""
    if statutory is None or promised == 0 or promised_unit == statutory_unit:
        return False
    return _longest_days(promised, promised_unit) > _shortest_days(statutory, statutory_unit)


def _longest_days(amount: int, unit: str) -> int:
    weeks = -(-amount // 5)
    days = {"working_day": amount + 2 * weeks, "natural_day": amount, "month": 31 * amount, "hour": -(-amount // 24)}
    return days.get(unit, 0)


def _shortest_days(amount: int, unit: str) -> int:
    days = {
        "working_day": amount + 2 * (amount // 5),
        "natural_day": amount,
        "month": 28 * amount,
        "hour": amount // 24,
    }
    return days.get(unit, 0)


def in_words(amount: int | None, unit: str) -> str:
    """A limit as people read it: 当场办结, 10 个工作日, 3 个月, 无法定时限."""
    if amount is None or (unit == "none" and amount):
        return _("无规定时限")
    if amount == 0:
        return _("当场办结")
    if unit == "month":
        return ngettext("%d 个月", "%d 个月", amount) % amount
    if unit == "natural_day":
        return ngettext("%d 个自然日", "%d 个自然日", amount) % amount
    if unit == "hour":
        return ngettext("%d 小时", "%d 小时", amount) % amount
    return ngettext("%d 个工作日", "%d 个工作日", amount) % amount
