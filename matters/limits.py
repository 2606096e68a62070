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
