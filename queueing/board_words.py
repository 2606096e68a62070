"""What a screen says when there is no call to show; a function of values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from hall.queries.service_hours import when_words

MORNING_ENDS = 11


@dataclass(frozen=True)
class Notice:
    """A large message, when it goes on, and what to do until then."""

    kind: str
    title: str
    detail: str
    next: str = ""


@dataclass(frozen=True)
class Hours:
    """What a screen needs to know of the service hours."""

    is_open: bool
    now: datetime
    next_opening: datetime | None
    words: str


def notice_for(
    *, hours: Hours, calls: int, open_windows: int, paused_windows: int, pause_reasons: Sequence[str] = (),
    resume_by: datetime | None = None,
) -> Notice | None:  # fmt: skip
    """The message of a screen, or None while there are calls to look at."""
    if open_windows == 0 and paused_windows > 0:
        return _paused(hours, pause_reasons, resume_by)
    if open_windows == 0 and not hours.is_open:
        return _not_open(hours)
    if open_windows == 0:
        return Notice("preparing", _("窗口准备中"), _("工作人员开窗后立即开始叫号，请先取号、就座。"))
    if calls == 0:
        return Notice("quiet", _("请留意叫号"), _("现在还没有叫号；叫到您时，屏幕和短信会写明窗口。"))
    return None


def _paused(hours: Hours, reasons: Sequence[str], resume_by: datetime | None) -> Notice:
    title = _("窗口暂停叫号")
    if len(reasons) == 1:
        title = _("窗口暂停：{reason}").format(reason=reasons[0])
    at = resume_by if resume_by and resume_by > hours.now else None
    if at is None and not hours.is_open:
        at = hours.next_opening
    next_words = _("预计 {when} 恢复").format(when=_when(at, hours)) if at else _("恢复时间请看本屏或问导办人员")
    return Notice("paused", title, _("请在座位上稍候，恢复后按原来的顺序叫号。"), next_words)


def _not_open(hours: Hours) -> Notice:
    following = hours.next_opening
    if following is None:
        return Notice("closed", _("现在不对外服务"), hours.words)
    when = _when(following, hours)
    if following.date() != hours.now.date():
        detail = _("今天不再叫号；急事请找导办人员，或拨打大厅电话。")
        return Notice("closed", _("现在不对外服务"), detail, _("下次开放 {when}").format(when=when))
    if hours.now.hour >= MORNING_ENDS:
        detail = _("已取的号继续有效，恢复后按原来的顺序叫号。")
        return Notice("lunch", _("午间休息"), detail, _("{when} 恢复叫号").format(when=when))
    detail = _("开放前半小时开始取号，请先取号、就座。")
    return Notice("before", _("还没有开始服务"), detail, _("{when} 开始叫号").format(when=when))


def _when(moment: datetime | None, hours: Hours) -> str:
    if moment is None:
        return ""
    local = moment.astimezone(hours.now.tzinfo)
    return f"{local:%H:%M}" if local.date() == hours.now.date() else when_words(local, hours.now)
