"""What a tile of the overview says: pure functions of values."""

from dataclasses import dataclass

LONG_WAIT, VERY_LONG_WAIT = 20, 40
LONG_SERVICE, LONG_CALL = 30, 3
WINDOW_WORDS = {"open": "空闲", "paused": "暂停", "closed": "关闭"}


@dataclass(frozen=True)
class Said:
    """Words and how bad it is: "", "good", "warn", "bad" or "grey"."""

    words: str
    tone: str = ""


@dataclass(frozen=True)
class Tile:
    """One window as it is now."""

    code: str
    kind: str
    clerk: str
    number: str
    said: Said


def wait(minutes: int | None) -> Said:
    """The longest wait of a queue; None when nobody waits."""
    if minutes is None:
        return Said("无人等候", "good")
    tone = "bad" if minutes >= VERY_LONG_WAIT else "warn" if minutes >= LONG_WAIT else "good"
    return Said(f"最长 {minutes} 分钟", tone)


def at_window(state: str, pause_reason: str, ticket_state: str, minutes: int) -> Said:
    """What goes on at a window: its person, or why there is none."""
    if ticket_state == "called":
        return Said(f"已叫号 {minutes} 分钟", "warn" if minutes >= LONG_CALL else "")
    if ticket_state:
        return Said(f"办理 {minutes} 分钟", "warn" if minutes >= LONG_SERVICE else "")
    if state == "paused":
        return Said(f"暂停：{pause_reason}" if pause_reason else "暂停", "warn")
    return Said(WINDOW_WORDS.get(state, state), "good" if state == "open" else "grey")
