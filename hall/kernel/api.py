"""REST: problem details (RFC 9457) for every error, default permission, pagination, the base class of a verb."""

import logging
from typing import Any

from django.db import OperationalError
from rest_framework import exceptions, pagination
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.views import exception_handler as drf_handler

from hall.kernel.access import PUBLIC
from hall.kernel.errors import DomainError, OutsideFailure, Unreadable
from hall.kernel.who_may import WhoMay

logger = logging.getLogger(__name__)


def problem(status: int, code: str, detail: str, **extra: Any) -> Response:
    """One error in the shape of RFC 9457."""
    body = {"type": "about:blank", "status": status, "code": code, "detail": detail, **extra}
    return Response(body, status=status, content_type="application/problem+json")


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's EXCEPTION_HANDLER: domain errors, invalid input and refusals all become problem details."""
    if isinstance(exc, OperationalError):
        logger.error("database_not_answering", exc_info=exc)
        exc = OutsideFailure()
    if Unreadable.is_behind(exc):
        exc = Unreadable()
    if isinstance(exc, DomainError):
        data = {key: value for key, value in exc.data.items() if isinstance(value, (str, int, float, list, dict))}
        return problem(exc.status, exc.code, exc.words, data=data)
    response = drf_handler(exc, context)
    if response is None:
        return None
    if isinstance(exc, exceptions.ValidationError):
        return problem(
            400, "hall.invalid_input", "提交的内容有误，请按 fields 中的提示修改后重试。", fields=response.data
        )
    code = getattr(exc, "default_code", "error")
    answer = problem(response.status_code, f"hall.{code}", str(getattr(exc, "detail", exc)))
    for header in ("WWW-Authenticate", "Retry-After"):
        if header in response.headers:
            answer.headers[header] = response.headers[header]
    return answer


class Pages(pagination.PageNumberPagination):
    """Pages of 50, at most 200."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


class HallView(APIView):
    """Base of every API class: states `who_may`."""

    who_may: tuple[str, ...] = ()
    permission_classes = [WhoMay]

    @property
    def is_public(self) -> bool:
        return PUBLIC in self.who_may
