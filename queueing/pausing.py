"""Why a window pauses and by when it should be open again: functions of values."""

from datetime import datetime, time, timedelta

REASONS = {"午餐": 45, "会议": 60, "系统故障": 30, "交接班": 15, "短暂离开": 10}
OTHER_MINUTES = 30


def resume_by(reason: str, now: datetime, lunch: tuple[time, time] | None) -> datetime:
    """The planned end of the window's lunch when it is lunch time; otherwise what the reason usually takes."""
    if reason == "午餐" and lunch is not None:
        begins, ends = (datetime.combine(now.date(), moment, now.tzinfo) for moment in lunch)
        if begins - timedelta(minutes=30) <= now < ends:
            return ends
    return now + timedelta(minutes=REASONS.get(reason, OTHER_MINUTES))
