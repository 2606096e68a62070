"""When a result can be fetched, until when the way may be changed, how old it is. Pure functions: no tables, no clock."""

from datetime import date, datetime, time, timedelta

from applications.deadlines import Calendar

POST_RUN = time(16)  # the post and the lockers are served in the afternoon
CERTIFICATE_DAYS, PAPER_DAYS = 3, 1  # working days after the decision: our promise; the law gives ten for serving
REMIND_AFTER = (3, 7, 15, 30)  # natural days
AGES = ((60, "60 天以上"), (30, "30 天以上"), (15, "15 天以上"), (7, "7 天以上"))
RETURN_AFTER = 60
LONG_ON_THE_WAY = 7


def promised_days(*, is_instant: bool, is_certificate: bool) -> int:
    """Working days from the decision until the result can be fetched; 0 is the same day."""
    if is_instant:
        return 0
    return CERTIFICATE_DAYS if is_certificate else PAPER_DAYS


def issue_due(decided: date, days: int, calendar: Calendar) -> date:
    """Until when we promise that the result can be fetched."""
    return calendar.add_working_days(decided, days) if days else decided


def cut_off(available: datetime, calendar: Calendar) -> datetime:
    """Until when the way may be changed: the post's next run on a working day."""
    day = available.date()
    if calendar.is_working_day(day) and available.time() < POST_RUN:
        return datetime.combine(day, POST_RUN, available.tzinfo)
    return datetime.combine(calendar.add_working_days(day, 1), POST_RUN, available.tzinfo)


def age_of(available: date, today: date) -> str:
    """The group of the ageing list a waiting result belongs to; blank while it is fresh."""
    days = (today - available).days
    return next((label for least, label in AGES if days >= least), "")


def reminders_due(available: date, today: date, sent: set[int]) -> int | None:
    """The reminder that is to be sent now: the latest one that is due, once; earlier ones missed are not made up for."""
    due = [days for days in REMIND_AFTER if (today - available).days >= days]
    return due[-1] if due and due[-1] not in sent else None


def expires(put_in: datetime, hours: int) -> datetime:
    """Until when a locker keeps a result."""
    return put_in + timedelta(hours=hours)
