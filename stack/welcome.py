"""Waits until the hall says it is ready, then tells the newcomer where to go."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable

from stack.say import say

FIRST_STEPS = """\
先试试 / try first
  1 取号    {address}/halls/tongzhou/kiosk/    选三个事项，取一个号 (pick three matters, take one number)
  2 大屏    {address}/halls/tongzhou/display/  号码和窗口显示在这里 (the hall display)
  3 叫号    {address}/workbench/               以 ck01 登录，选 01 号窗口，按一个键 (log in as ck01, call next)
  4 审批    {address}/inbox/                   以 sp_ 开头的账户登录 (decide as an approver)
  5 进度    {address}/status/                  用办件编号和证件号后四位查询 (look up an application)
  短信      {address}/dev/messages/            演示短信都在这里 (text messages)
  接口      {address}/api/v1/docs/             (API)"""


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
