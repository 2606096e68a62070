"""manage.py load_demo_hall"""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from hall.config.demo.accounts import kept_password, make_password, refuse_unless_demonstration
from hall.config.demo.allocation import load_allocation
from hall.config.demo.appointments import load_appointments
from hall.config.demo.casework import load_casework
from hall.config.demo.clocks import load_clocks
from hall.config.demo.counter import load_counter
from hall.config.demo.exceptions import load_exceptions
from hall.config.demo.grievances import load_grievances
from hall.config.demo.instant import load_instant
from hall.config.demo.people import load_people
from hall.config.demo.places import load_places
from hall.config.demo.printers import load_printers
from hall.config.demo.ratings import load_ratings
from hall.config.demo.results import load_results
from hall.config.demo.signing import load_signing
from hall.config.demo.waits import load_waits
from hall.permissions import system_person
from hall.verbs.calendar import load_calendar
from hall.verbs.departments import load_departments
from matters.verbs.baselines import load_baseline


class Command(BaseCommand):
    help = "载入演示大厅：大厅、窗口、队列、服务时间、工作日历、人员与设备。可重复执行，不改动已有内容。"

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unless_demonstration()
        load_departments()
        load_calendar(by=system_person("setup"))
        load_baseline(by=system_person("import"))
        city, district = load_places()
        password = kept_password()
        made = load_people(city, district, password or make_password(), renew=not password)
        load_signing(city)
        load_allocation(city)
        load_grievances(city)
        load_ratings(city)
        load_appointments(city, district)
        load_exceptions(city)
        load_waits(city)
        load_printers(city)
        load_clocks(city)
        load_instant(city)
        load_casework(city)
        load_results(city)
        load_counter(city)
        self.stdout.write(f"演示大厅已就绪：{city.name}（{city.code}）、{district.name}；新增账号 {made} 个。")
