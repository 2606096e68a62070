"""What a screen says when there is no call to show; a function of values."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Notice:
    """A large message and what comes next."""

    kind: str
    title: str
    detail: str


def notice_for(
    *, is_open: bool, opening_words: str, calls: int, open_windows: int, paused_windows: int
) -> Notice | None:
    """The message of a screen, or None while there are calls to look at."""
    if open_windows == 0 and paused_windows > 0:
        return Notice("paused", _("窗口暂停叫号"), _("请在座位上稍候，恢复后按原来的顺序叫号。"))
    if open_windows == 0 and not is_open:
        return Notice("closed", _("现在不对外服务"), opening_words)
    if open_windows == 0:
        return Notice("preparing", _("窗口准备中"), _("工作人员开窗后立即开始叫号，请先取号、就座。"))
    if calls == 0:
        return Notice("quiet", _("请留意叫号"), _("现在还没有叫号；叫到您时，屏幕和短信会写明窗口。"))
    return None
