"""Rebuild a day of the queue from its steps and hold it against the tables."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hall.kernel import clock
from hall.models import Hall
from hall.queries.halls import hall_by_code
from queueing.queries.rebuilding import Comparison, compared

SHOWN = 20


class Command(BaseCommand):
    help = "由办理步骤重建某日的叫号全过程，并与号码、服务、窗口登录各表逐项核对"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--hall", default="", help="大厅编码；不给时为全部大厅")
        parser.add_argument("--day", default="", help="日期，如 2026-09-21；不给时为今天")

    def handle(self, *args: Any, **options: Any) -> None:
        day = _day(options["day"])
        halls = [hall_by_code(options["hall"])] if options["hall"] else list(Hall.objects.all())
        found = [compared(hall, day) for hall in halls]
        for one in found:
            self._tell(one)
        if not all(one.is_equal for one in found):
            raise CommandError("重建的一天与存储的不一致：请保全数据库并报告安全管理员。")

    def _tell(self, one: Comparison) -> None:
        counted = f"{one.tickets} 个号、{one.services} 次窗口服务、{one.shifts} 次窗口登录，由 {one.steps} 条步骤重建"
        said = "逐项一致" if one.is_equal else f"有 {len(one.differences)} 处不一致"
        style = self.style.SUCCESS if one.is_equal else self.style.ERROR
        self.stdout.write(style(f"{one.hall.name} {one.day:%Y-%m-%d}：{counted}，{said}。"))
        for difference in one.differences[:SHOWN]:
            self.stdout.write(f"  {difference.what}　{difference.words}")


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given) if given else clock.today()
    except ValueError:
        raise CommandError(f"日期“{given}”看不懂，请写成 2026-09-21 这样。") from None
