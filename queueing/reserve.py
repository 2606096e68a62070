"""When to put a reserve window (弹性窗口) into service, and when to take it out: functions of values."""

from collections.abc import Sequence
from dataclasses import dataclass

PEOPLE_EACH = 5
LONG_MINUTES = 20
CALM_MINUTES = 15
OPEN, CLOSE = "open", "close"


@dataclass(frozen=True)
class Proposal:
    """What is proposed and the figures that lead to it."""

    act: str
    words: str


def proposal(
    waiting: int, windows: int, estimate: int, lately: Sequence[int], in_service: int, free: int
) -> Proposal | None:
    """Propose for one queue: `lately` are the numbers of waiting people over the last quarter of an hour, `in_service` and
    `free` the reserve windows that are open for it and those that could be."""
    each = waiting / max(windows, 1)
    if waiting and (each > PEOPLE_EACH or estimate > LONG_MINUTES or not windows):
        if not free:
            return None
        why = f"每窗 {each:.1f} 人在等" if each > PEOPLE_EACH else f"约等 {estimate} 分钟"
        return Proposal(OPEN, f"{why if windows else '没有开放窗口'}，建议启用弹性窗口（余 {free} 个）")
    calm = lately and all(people <= PEOPLE_EACH * max(windows - 1, 1) for people in lately)
    if in_service and calm and estimate <= LONG_MINUTES:
        return Proposal(CLOSE, f"{CALM_MINUTES} 分钟来最多 {max(lately)} 人在等，可停用弹性窗口")
    return None
