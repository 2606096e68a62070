"""A provider reached by HTTP: signed JSON, five seconds of patience, every answer mapped to what it means for us.

POST {url}                 {"reference", "phone", "text"}  Idempotency-Key: reference
  200/201/202  {"id": "…"}          taken (also for a repeated reference)
  400/404/422  {"reason": "…"}      never: bad number, forbidden words
  401/403/429/503                   not taken now
GET  {url}?reference=…     200 {"id", "status"} · 404 never seen · 405/501 cannot be asked
"""

import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from django.conf import settings

from hall.messages.gateway import Accepted, CannotBeAsked, NotSent, Refused, Unclear
from hall.messages.signing import signed_headers

NEVER = {400, 404, 410, 422}
NOT_NOW = {401, 403, 408, 425, 429, 503}
NOT_ASKABLE = {405, 501}


@dataclass(frozen=True)
class Account:
    """Where a provider is reached, and what proves who speaks."""

    name: str
    label: str
    url: str
    key: str
    secret: str


def accounts() -> list[Account]:
    """The preferred provider (SMS_HTTP_…), then the one to fall back on (SMS_SECOND_…), if there is one."""
    first = Account("http", "通道一", settings.SMS_HTTP_URL, settings.SMS_HTTP_KEY, settings.SMS_HTTP_SECRET)
    second = Account("http-2", "通道二", settings.SMS_SECOND_URL, settings.SMS_SECOND_KEY, settings.SMS_SECOND_SECRET)
    return [first, second] if second.url else [first]


class HttpGateway:
    """Sends through one such account; without one, through the preferred."""

    def __init__(self, account: Account | None = None) -> None:
        self.account = account or accounts()[0]
        self.name, self.label = self.account.name, self.account.label

    @classmethod
    def channels(cls) -> "list[HttpGateway]":
        return [cls(account) for account in accounts()]

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
        url = self.account.url + query
        path = urlsplit(url).path + query
        proof = signed_headers(self.account.key, self.account.secret, method, path, body, time.time())
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
