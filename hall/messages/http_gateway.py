"""A provider reached by HTTP: signed JSON, five seconds of patience, every answer mapped to what it means for us.

POST {SMS_HTTP_URL}                 {"reference", "phone", "text"}  Idempotency-Key: reference
  200/201/202  {"id": "…"}          taken (also for a repeated reference)
  400/404/422  {"reason": "…"}      never: bad number, forbidden words
  401/403/429/503                   not taken now
GET  {SMS_HTTP_URL}?reference=…     200 {"id", "status"} · 404 never seen · 405/501 cannot be asked
"""

import json
import time
from typing import Any, ClassVar
from urllib.parse import urlencode, urlsplit

import httpx
from django.conf import settings

from hall.messages.gateway import Accepted, CannotBeAsked, NotSent, Refused, Unclear
from hall.messages.signing import signed_headers

NEVER = {400, 404, 410, 422}
NOT_NOW = {401, 403, 408, 425, 429, 503}
NOT_ASKABLE = {405, 501}


class HttpGateway:
    """Sends through the provider named by SMS_HTTP_URL, SMS_HTTP_KEY and SMS_HTTP_SECRET."""

    name: ClassVar[str] = "http"

    def send(self, reference: str, phone: str, text: str) -> Accepted:
        body = json.dumps({"reference": reference, "phone": phone, "text": text}, ensure_ascii=False).encode()
        answer = self._ask("POST", "", body, {"Content-Type": "application/json", "Idempotency-Key": reference})
        if answer.status_code in NEVER:
            raise Refused(reason=_reason(answer))
        if answer.status_code in NOT_NOW:
            raise NotSent()
        return _accepted(answer)

    def find(self, reference: str) -> Accepted | None:
        answer = self._ask("GET", "?" + urlencode({"reference": reference}), b"", {})
        if answer.status_code in NOT_ASKABLE:
            raise CannotBeAsked()
        return None if answer.status_code == 404 else _accepted(answer)

    def _ask(self, method: str, query: str, body: bytes, headers: dict[str, str]) -> httpx.Response:
        url = settings.SMS_HTTP_URL + query
        path = urlsplit(url).path + query
        proof = signed_headers(settings.SMS_HTTP_KEY, settings.SMS_HTTP_SECRET, method, path, body, time.time())
        try:
            return httpx.request(
                method, url, content=body, headers={**headers, **proof}, timeout=settings.SMS_TIMEOUT_SECONDS
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol) as failure:
            raise NotSent() from failure
        except httpx.HTTPError as failure:
            raise Unclear() from failure


def _accepted(answer: httpx.Response) -> Accepted:
    content = _json(answer)
    if answer.status_code not in {200, 201, 202} or not content.get("id"):
        raise Unclear()
    return Accepted(str(content["id"]), is_delivered=content.get("status") == "delivered")


def _reason(answer: httpx.Response) -> str:
    return str(_json(answer).get("reason") or f"HTTP {answer.status_code}")[:120]


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        content = answer.json()
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}
