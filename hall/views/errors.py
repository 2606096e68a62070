"""Refusals that come from outside our verbs, in words."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _

from hall.kernel.errors import DomainError
from hall.kernel.web import error_page


class StaleForm(DomainError):
    status = 403
    code = "hall.stale_form"
    message = _("页面已过期，为了安全没有提交；请返回上一页刷新后重试，您填写的内容仍在。")


class TooManyLogins(DomainError):
    status = 429
    code = "hall.too_many_logins"
    message = _("密码连续输错 5 次，该账号在此处已锁定 30 分钟；请稍后再试，或联系系统管理员。")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(request, StaleForm())


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Too many wrong passwords: words for people, problem details for programs."""
    error = TooManyLogins()
    answer = problem_page(error) if request.path.startswith("/api/") else error_page(request, error)
    answer.headers["Retry-After"] = str(int(settings.AXES_COOLOFF_TIME * 3600))
    return answer


def problem_page(error: DomainError) -> HttpResponse:
    """A refusal as problem details, outside the REST views."""
    body = {"type": "about:blank", "status": error.status, "code": error.code, "detail": error.words, "data": {}}
    return JsonResponse(body, status=error.status, content_type="application/problem+json")
