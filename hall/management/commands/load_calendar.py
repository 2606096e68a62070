"""manage.py load_calendar"""

from typing import Any

from django.core.management.base import BaseCommand

from hall.permissions import system_person
from hall.verbs.calendar import load_calendar


class Command(BaseCommand):
    help = "载入工作日历：2004–2026 年官方放假安排，2027–2028 年暂定。可重复执行。"

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_calendar(by=system_person("setup"))
        self.stdout.write(f"工作日历：新增 {loaded.added} 天，{loaded.made_official} 天由暂定改为正式。")
