"""What a window's tile on the manager's board says: functions of values."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LONG_CALL, LONG_SERVICE, LONG_IDLE = timedelta(minutes=3), timedelta(minutes=40), timedelta(minutes=3)
FORGOTTEN = timedelta(minutes=45)
LABELS = {
    "serving": "办理中",
    "called": "已叫号",
    "idle": "空闲",
    "waiting": "空着，有人等",
    "paused": "暂停",
    "overdue": "暂停超时",
    "forgotten": "疑似忘记退出",
    "closed": "关闭",
    "reserve": "备用，未启用",
}
TONES = {"waiting": "warn", "paused": "warn", "overdue": "bad", "forgotten": "bad", "idle": "good", "called": "call"}


@dataclass(frozen=True)
class Said:
    """The state of a window in a word, since when, and how bad it is."""

    state: str
    words: str
    tone: str = ""
    minutes: int | None = None

    @property
    def label(self) -> str:
        return LABELS[self.state]


def at_window(
    *,
    now: datetime,
    state: str,
    held: str,
    held_since: datetime | None,
    idle_since: datetime | None,
    paused_at: datetime | None = None,
    resume_by: datetime | None = None,
    is_reserve: bool = False,
    people_wait: bool = False,
) -> Said:
    """One window now. `held` is the state of the ticket there, blank when nobody is served; `people_wait` tells whether
    somebody waits whom this window could call."""
    if held:
        since = now - (held_since or now)
        long = since >= (LONG_CALL if held == "called" else LONG_SERVICE)
        name, word = ("called", "已叫") if held == "called" else ("serving", "办理")
        return Said(name, f"{word} {minutes(since)}分", "warn" if long else TONES.get(name, ""), minutes(since))
    if state == "paused":
        late = resume_by is not None and now > resume_by
        name = "overdue" if late else "paused"
        rested = minutes(now - (paused_at or now))
        return Said(name, f"{'超时' if late else '暂停'} {rested}分", TONES[name], rested)
    if state == "open":
        return _idle(now - (idle_since or now), people_wait=people_wait)
    return Said("reserve", "备用", "grey") if is_reserve else Said("closed", "关闭", "grey")


def _idle(since: timedelta, *, people_wait: bool) -> Said:
    if since >= FORGOTTEN:
        return Said("forgotten", f"久空 {minutes(since)}分", TONES["forgotten"], minutes(since))
    if people_wait and since >= LONG_IDLE:
        return Said("waiting", f"未叫 {minutes(since)}分", TONES["waiting"], minutes(since))
    return Said("idle", f"空闲 {minutes(since)}分", TONES["idle"], minutes(since))


def minutes(length: timedelta) -> int:
    """Whole minutes, never less than none."""
    return max(int(length.total_seconds() // 60), 0)


def at_percent(values: list[int], percent: int) -> int | None:
    """The value that `percent` of the values do not pass (nearest rank); None without values."""
    if not values:
        return None
    return sorted(values)[max(-(-len(values) * percent // 100) - 1, 0)]
