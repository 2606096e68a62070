"""manage.py export_ratings HALL YYYY-MM [--without-person]"""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from complaints.periods import last_months
from complaints.queries.rating_records import records_of
from hall import steps
from hall.errors import HallNotFound
from hall.kernel import clock
from hall.permissions import system_person
from hall.queries.halls import hall_by_code


class Command(BaseCommand):
    help = "按国家好差评推送字段导出一个月的评价，每行一条 JSON；含评价人信息，只供上报，导出会留痕。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("hall")
        parser.add_argument("month")
        parser.add_argument("--without-person", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        month = next((one for one in last_months(clock.today(), 36) if one.key == options["month"]), None)
        if month is None:
            raise CommandError("月份应写成 YYYY-MM，且在最近三年内。")
        try:
            hall = hall_by_code(options["hall"])
        except HallNotFound as unknown:
            raise CommandError(unknown.words) from unknown
        with_person = not options["without_person"]
        count = 0
        for one in records_of(hall, month, with_person=with_person):
            self.stdout.write(json.dumps(one, ensure_ascii=False))
            count += 1
        data: dict[str, Any] = {"month": month.key, "count": count, "with_person": with_person}
        steps.record(hall, "export_ratings", system_person("exchange"), **data)
