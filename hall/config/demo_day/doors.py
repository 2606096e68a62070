"""The doors of the hall: its REST API, with a token for each person and machine."""

import asyncio
import secrets
from collections.abc import Mapping
from typing import Any

import httpx

from hall.config.demo_day.words import Diary

AWAY = (502, 503, 504)
LONGEST_WAIT = 15.0


class Refused(Exception):
    """The hall said no, in words."""

    def __init__(self, status: int, code: str, detail: str, data: Mapping[str, Any]) -> None:
        super().__init__(f"{status} {code}：{detail}")
        self.status, self.code, self.data = status, code, data


class Doors:
    """Sends requests; waits while the hall is away; logs in again when a token has ended."""

    def __init__(self, address: str, passwords: Mapping[str, str], diary: Diary) -> None:
        self.passwords, self.diary = passwords, diary
        limits = httpx.Limits(max_connections=6, max_keepalive_connections=6, keepalive_expiry=4)
        base = f"{address.rstrip('/')}/api/v1/"
        self.client = httpx.AsyncClient(base_url=base, timeout=20, limits=limits, trust_env=False)
        self.tokens: dict[str, str] = {}
        self.one_login = asyncio.Lock()
        self.is_away = False

    async def close(self) -> None:
        await self.client.aclose()

    async def get(self, path: str, *, by: str = "", **query: Any) -> Any:
        return await self._through("GET", path, by, params=query)

    async def post(self, path: str, *, by: str = "", **body: Any) -> Any:
        """Do a verb. Sent again with the same key when the answer got lost. Raises Refused."""
        return await self._through("POST", path, by, json=body, headers={"Idempotency-Key": secrets.token_urlsafe(12)})

    async def _through(self, method: str, path: str, by: str, **more: Any) -> Any:
        wait, logins = 1.0, 0
        while True:
            answer = await self._try(method, path, by, more)
            if answer is not None and answer.status_code == 401 and by and logins < 2:
                self.tokens.pop(by, None)
                logins += 1
                continue
            if answer is not None and answer.status_code != 429 and answer.status_code not in AWAY:
                return self._opened(method, path, answer)
            wait = await self._patience(wait, answer)

    async def _try(self, method: str, path: str, by: str, more: dict[str, Any]) -> httpx.Response | None:
        """The answer, or None while nobody answers."""
        try:
            headers = {**more.get("headers", {}), **await self._token(by)}
            return await self.client.request(method, path, **{**more, "headers": headers})
        except httpx.TransportError:
            return None

    async def _token(self, by: str) -> dict[str, str]:
        if not by:
            return {}
        async with self.one_login:
            while by not in self.tokens:
                answer = await self.client.post("token/", json={"username": by, "password": self.passwords[by]})
                if answer.status_code == 429:
                    await asyncio.sleep(float(answer.headers.get("Retry-After", 5)))
                elif answer.status_code in AWAY:
                    raise httpx.ConnectError("登录暂无应答")
                elif answer.is_success:
                    self.tokens[by] = answer.json()["token"]
                else:
                    raise Refused(answer.status_code, *_problem(answer))
        return {"Authorization": f"Token {self.tokens[by]}"}

    def _opened(self, method: str, path: str, answer: httpx.Response) -> Any:
        if self.is_away:
            self.is_away = False
            self.diary.say("大厅有应答了，继续。")
        if answer.is_success:
            return answer.json() if answer.content else {}
        problem = _problem(answer)
        if answer.status_code >= 500:
            self.diary.tell("5xx", f"!! {method} {path} → {answer.status_code}")
        raise Refused(answer.status_code, *problem)

    async def _patience(self, wait: float, answer: httpx.Response | None) -> float:
        if answer is not None and answer.status_code == 429:
            wait = float(answer.headers.get("Retry-After", wait))
            self.diary.note("请求被限速")
        elif not self.is_away:
            self.is_away = True
            self.diary.tell("大厅暂无应答", "大厅暂无应答，等它回来……")
        await asyncio.sleep(min(wait, LONGEST_WAIT))
        return min(wait * 1.6, LONGEST_WAIT)


def _problem(answer: httpx.Response) -> tuple[str, str, Mapping[str, Any]]:
    try:
        body = answer.json()
    except ValueError:
        return "", answer.reason_phrase, {}
    return str(body.get("code", "")), str(body.get("detail", "")), body.get("data") or body.get("fields") or {}
