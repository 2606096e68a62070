"""Errors of the house: five kinds, each concrete error named in its app.

A concrete error sets `code` (stable, `app.what_happened`) and `message` (a Chinese sentence that tells the reader
what to do next; `{names}` are filled from the data given when raising).
"""

from typing import Any, ClassVar

from django.db import DataError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NUL_MARKS = ("NUL (0x00)", "\\u0000")


class DomainError(Exception):
    """A rule of the hall said no. Carries a stable code, data and words for the reader."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "hall.rule_broken"
    message: ClassVar[str | Promise] = _("办理规则不允许这样操作，请核对后重试。")

    def __init__(self, **data: Any) -> None:
        self.data = data
        super().__init__(self.code)

    @property
    def words(self) -> str:
        """The message with its data filled in, in the reader's language."""
        return str(self.message).format(**self.data)

    def __str__(self) -> str:
        return self.words


class NotFound(DomainError):
    """404: no such thing, or not within this person's reach (the two look the same)."""

    status = 404
    code = "hall.not_found"
    message: ClassVar[str | Promise] = _("没有找到，请核对编号后重试。")


class NotPermitted(DomainError):
    """403: this person may not do this."""

    status = 403
    code = "hall.not_permitted"
    message: ClassVar[str | Promise] = _("您没有权限办理此操作；如确需办理，请联系大厅管理员开通。")


class StateConflict(DomainError):
    """409: the thing is no longer in a state that allows this."""

    status = 409
    code = "hall.state_conflict"
    message: ClassVar[str | Promise] = _("“{subject}”当前为“{state}”，不能{verb}；请刷新页面查看最新情况。")


class RuleBroken(DomainError):
    """422: the input breaks a rule; `fields` may name the fields."""

    status = 422


class Unreadable(RuleBroken):
    """400: a character no text of ours can hold (NUL, half a surrogate pair)."""

    status = 400
    code = "hall.unreadable"
    message: ClassVar[str | Promise] = _("地址或填写的内容中有无法识别的字符，请去掉后重试。")

    @staticmethod
    def is_behind(failure: Exception) -> bool:
        """Whether such a character is why storing or searching failed."""
        if isinstance(failure, UnicodeEncodeError):
            return "surrogates" in failure.reason
        return isinstance(failure, (ValueError, DataError)) and any(mark in str(failure) for mark in NUL_MARKS)


class OutsideFailure(DomainError):
    """503: something outside (database, broker, provider) did not answer; nothing was lost."""

    status = 503
    code = "hall.outside_failure"
    message: ClassVar[str | Promise] = _("系统暂时连接不上，您的内容没有丢失，请稍后重试。")
