"""When a log-in at a window looks forgotten: functions of values, no tables and no clock."""

from datetime import datetime, timedelta

IDLE_AFTER_CLOSING = timedelta(minutes=30)
IDLE_WHILE_PEOPLE_WAIT = timedelta(minutes=60)
LONGEST_SHIFT = timedelta(hours=12)


def looks_left(opened_at: datetime, last_act: datetime, now: datetime, *, hall_is_shut: bool) -> str:
    """Why the clerk seems to have gone home without logging out; nothing while there is no sign of it."""
    idle = now - last_act
    if hall_is_shut and idle >= IDLE_AFTER_CLOSING:
        return f"大厅已下班，窗口 {_minutes(idle)} 分钟没有操作"
    if now - opened_at >= LONGEST_SHIFT and idle >= IDLE_WHILE_PEOPLE_WAIT:
        return f"开窗已超过 12 小时，窗口 {_minutes(idle)} 分钟没有操作"
    return ""


def stands_idle(last_act: datetime, now: datetime, *, people_wait: bool) -> str:
    """Why an open window needs a look although the hall serves: people wait and nobody is called."""
    idle = now - last_act
    return f"有人等候，窗口 {_minutes(idle)} 分钟没有叫号" if people_wait and idle >= IDLE_WHILE_PEOPLE_WAIT else ""


def is_overdue(resume_by: datetime | None, now: datetime) -> str:
    """Why a paused window needs a look: it should have been open again."""
    return f"暂停已超过预定时间 {_minutes(now - resume_by)} 分钟" if resume_by and resume_by < now else ""


def _minutes(length: timedelta) -> int:
    return max(int(length.total_seconds() // 60), 0)
