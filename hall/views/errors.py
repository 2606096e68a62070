"""Refusals that come from outside our verbs, in words."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.defaults import page_not_found, server_error

from hall.kernel.errors import DomainError, NotFound
from hall.kernel.web import is_for_programs, problem_page, refusal


class StaleForm(DomainError):
    status = 403
    code = "hall.stale_form"
    message = _("页面已过期，为了安全没有提交；请返回上一页刷新后重试，您填写的内容仍在。")


class TooManyLogins(DomainError):
    status = 429
    code = "hall.too_many_logins"
    message = _("密码连续输错 5 次，该账号在此处已锁定 30 分钟；请稍后再试，或联系系统管理员。")


class OurFailure(DomainError):
    status = 500
    code = "hall.failure"
    message = _("系统暂时出错，您的内容没有丢失；请稍后重试，多次出错请告诉系统管理员出错的时间。")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refusal(request, StaleForm())


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Too many wrong passwords: words for people, problem details for programs."""
    error = TooManyLogins()
    answer = refusal(request, error)
    answer.headers["Retry-After"] = str(int(settings.AXES_COOLOFF_TIME * 3600))
    return answer


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that is none."""
    return problem_page(NotFound()) if is_for_programs(request) else page_not_found(request, exception)


def failure(request: HttpRequest) -> HttpResponse:
    """A mistake of ours; the log has it."""
    return problem_page(OurFailure()) if is_for_programs(request) else server_error(request)
