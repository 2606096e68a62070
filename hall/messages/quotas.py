"""How many messages one phone and one hall get. Pure functions of values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Quotas:
    """The most in an hour and a day for one phone, and in a day for one hall; 0 is no limit."""

    phone_hour: int
    phone_day: int
    hall_day: int


@dataclass(frozen=True)
class Sent:
    """What has gone out already."""

    phone_hour: int
    phone_day: int
    hall_day: int


def refusal(quotas: Quotas, sent: Sent) -> str:
    """Why the next message is held back, in words; nothing when it may go."""
    if 0 < quotas.phone_hour <= sent.phone_hour:
        return f"此手机1小时内已发{sent.phone_hour}条，达到限额，没有再发"
    if 0 < quotas.phone_day <= sent.phone_day:
        return f"此手机当天已发{sent.phone_day}条，达到限额，没有再发"
    if 0 < quotas.hall_day <= sent.hall_day:
        return f"本大厅当天已发{sent.hall_day}条，达到限额，没有再发"
    return ""
