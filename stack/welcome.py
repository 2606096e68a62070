"""Waits until the hall says it is ready, then tells the newcomer where to go."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable

from stack.say import say

FIRST_STEPS = """\
先试试 / try first
  取号机   {address}/kiosk/        点三个事项，取一个号 (take one number)
  叫号屏   {address}/display/      大厅屏幕 (hall display)
  窗口     {address}/workbench/    用窗口人员账户登录，按一个键叫号 (call the next number)
  短信     {address}/dev/messages/ 演示短信都在这里 (text messages)
  接口     {address}/api/v1/docs/  (API)"""


def parts_not_ready(address: str) -> list[str] | None:
    """[] when every part is well, the names of those that are not; None while nothing answers."""
    try:
        with urllib.request.urlopen(f"{address}/health/ready/", timeout=3) as answer:
            return _missing(answer.read())
    except urllib.error.HTTPError as refused:
        return _missing(refused.read()) or ["网页"]
    except (OSError, ValueError):
        return None


def _missing(body: bytes) -> list[str]:
    checks = json.loads(body or b"{}").get("checks", {})
    return [name for name, state in checks.items() if not state.get("ok")]


def wait(address: str, cancelled: Callable[[], bool] = lambda: False, patience: float = 120) -> bool:
    """True when ready. What takes long is named."""
    begun = told = time.monotonic()
    while (missing := parts_not_ready(address)) != []:
        now = time.monotonic()
        if cancelled() or now - begun > patience:
            return False
        if now - told > 20:
            told = now
            say(f"… 还在等待：{'、'.join(missing or ['网页'])}", "still waiting")
        time.sleep(0.2)
    return True


def banner(address: str, accounts: str, seconds: float) -> str:
    rule = "─" * 72
    return "\n".join((
        rule,
        f"大厅已开放：{address}/      （用时 {seconds:.0f} 秒；按 Ctrl-C 停止，数据保留在 .data/）",
        f"The hall is open: {address}/   Ctrl-C stops it; data stay in .data/",
        "", accounts.rstrip() or "演示账户：manage.py demo_accounts", "",
        FIRST_STEPS.format(address=address), rule,
    ))  # fmt: skip
