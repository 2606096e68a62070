"""manage.py run_demo_day [--speed N] [--people N] [--windows N] [--seed N] [--hall CODE]"""

import json
import os
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hall.config import env
from hall.config.demo.accounts import accounts, kept_password, refuse_unless_demonstration
from hall.kernel import clock
from queueing.models import Queue

CALL_INTERVAL = 20  # seconds, as a queue has it from the start
NEEDED = ("username", "roles", "window")


class Command(BaseCommand):
    help = "让演示人物到大厅办事：取号、等候、叫号、受理、审批、领证、评价（仅演示环境）。Ctrl-C 停止。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--speed", type=float, default=1.0, help="快多少倍，默认 1")
        parser.add_argument("--people", type=int, default=0, help="来多少人后结束；0 为一直来")
        parser.add_argument("--windows", type=int, default=8, help="开几个综合窗口，从 05 起，默认 8")
        parser.add_argument("--seed", type=int, default=None, help="同一个种子，同样的人")
        parser.add_argument("--hall", default="tongzhou", help="大厅编码")

    def handle(self, **options: Any) -> None:
        refuse_unless_demonstration()
        wanted = {name: options[name] for name in ("speed", "people", "windows", "seed", "hall")}
        if wanted["speed"] <= 0 or wanted["people"] < 0 or wanted["windows"] < 1:
            raise CommandError("--speed 应大于 0，--people 不小于 0，--windows 至少为 1。")
        people = [_brief(account) for account in accounts() if account["hall"] == wanted["hall"]]
        if not people or not kept_password():
            raise CommandError("还没有演示账户：请先运行 manage.py load_demo_hall。")
        self._shorten_intervals(wanted["hall"], wanted["speed"])
        here = {
            "address": env.text("WEB_ADDRESS", "http://127.0.0.1:8000"),
            "password": kept_password(),
            "today": clock.today().isoformat(),
            "memory": str(Path(settings.DATA_DIR) / "demo_day.json"),
        }
        become_the_people({**wanted, **here, "accounts": people})

    def _shorten_intervals(self, hall_code: str, speed: float) -> None:
        """Where the day runs faster, calls may follow each other faster, too."""
        seconds = int(CALL_INTERVAL / max(speed, 1.0))
        Queue.objects.filter(hall__code=hall_code).update(call_interval=seconds)


def _brief(account: dict[str, Any]) -> dict[str, Any]:
    return {**{name: account[name] for name in NEEDED}, "department": account["department_code"]}


def become_the_people(order: dict[str, Any]) -> None:
    """Go on as a small process that needs no Django; its order waits on standard input."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as paper:
        json.dump(order, paper)
        paper.seek(0)
        os.dup2(paper.fileno(), 0)
    os.execv(sys.executable, [sys.executable, "-m", "hall.config.demo_day"])  # noqa: S606
