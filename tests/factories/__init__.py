"""Things to test with: small, valid, and named like real ones. All persons are invented."""

from datetime import timedelta
from itertools import count
from typing import Any

import factory
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from factory.django import DjangoModelFactory

from hall.kernel import clock
from hall.models import Department, Hall, Party, StaffMember, Window
from hall.roles import Role
from matters.models import BasicItem, Material, Matter, MatterVersion
from matters.states import VersionState
from queueing.models import Queue, WindowQueue

RESIDENT_IDS = ["11010519491231002X", "110101199003070011", "110102198512010529"]


class Serial:
    """Numbers what a test makes up; each test counts anew."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.restart()

    def restart(self) -> None:
        self._numbers = count(self.first)

    def __next__(self) -> int:
        return next(self._numbers)


FIRST = 2030  # four digits in each test, and numbers of people whom `VISITORS` do not meet
VISITORS = Serial(3030)
TICKETS = Serial(1)


def count_anew() -> None:
    """What a test makes up has the same numbers on every run, whichever tests ran before it."""
    for made_up in DjangoModelFactory.__subclasses__():
        made_up.reset_sequence(FIRST)
    VISITORS.restart()
    TICKETS.restart()


def resident_id(serial: int) -> str:
    """A resident id number with a right check digit, invented."""
    body = f"110105{1950 + serial % 50}{1 + serial % 12:02d}{1 + serial % 28:02d}{serial % 1000:03d}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


class HallFactory(DjangoModelFactory[Hall]):
    class Meta:
        model = Hall

    code = factory.Sequence(lambda n: f"hall-{n}")
    name = factory.Sequence(lambda n: f"第{n}政务服务中心")
    short_name = factory.Sequence(lambda n: f"政务中心{n}")
    level = "city"
    area_code = "110000"
    address = "通州区留庄路1号（演示）"
    phone = "010-55000000"
    open_around_the_clock = True


class DepartmentFactory(DjangoModelFactory[Department]):
    class Meta:
        model = Department

    code = factory.Sequence(lambda n: f"dept-{n}")
    short_name = factory.Sequence(lambda n: f"市第{n}局")
    full_name = factory.Sequence(lambda n: f"北京市第{n}局")
    central_code = "31"
    credit_code = factory.Sequence(lambda n: f"11110000{n:09d}X"[:18])
    phone = factory.Sequence(lambda n: f"010-5500{n:04d}")
    supervision_phone = factory.Sequence(lambda n: f"010-5599{n:04d}")


class StaffFactory(DjangoModelFactory[StaffMember]):
    class Meta:
        model = StaffMember
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"staff{n}")
    name = factory.Sequence(lambda n: f"王晓{n}")
    password = factory.django.Password("hall-demo-1")
    hall = factory.SubFactory(HallFactory)
    roles = [Role.WINDOW_CLERK]


class WindowFactory(DjangoModelFactory[Window]):
    class Meta:
        model = Window

    hall = factory.SubFactory(HallFactory)
    code = factory.Sequence(lambda n: f"{n % 900 + 1:02d}")
    kind = "comprehensive"
    zone = "一层东区"


class PartyFactory(DjangoModelFactory[Party]):
    class Meta:
        model = Party

    kind = "person"
    name = factory.Sequence(lambda n: f"李明{n}")
    id_type = "resident"
    id_number = factory.Sequence(resident_id)
    phone = factory.Sequence(lambda n: f"138{n:08d}")


class BasicItemFactory(DjangoModelFactory[BasicItem]):
    class Meta:
        model = BasicItem

    code = factory.Sequence(lambda n: f"110131{n % 1000:03d}{n // 1000:03d}")
    name = factory.Sequence(lambda n: f"食品经营许可{n}")
    matter_type = "01"


class MatterFactory(DjangoModelFactory[Matter]):
    class Meta:
        model = Matter

    basic_item = factory.SubFactory(BasicItemFactory)
    department = factory.SubFactory(DepartmentFactory)
    implementation_code = factory.LazyAttribute(lambda m: f"{m.department.credit_code}2{m.basic_item.code}")
    code = factory.LazyAttribute(lambda m: m.implementation_code)
    name = factory.Sequence(lambda n: f"食品经营许可（首次申请）{n}")
    matter_type = "01"
    is_stationed = True
    is_one_window = True
    search_text = factory.LazyAttribute(lambda m: m.name)


class VersionFactory(DjangoModelFactory[MatterVersion]):
    class Meta:
        model = MatterVersion

    matter = factory.SubFactory(MatterFactory)
    number = 1
    state = VersionState.PUBLISHED
    in_force = factory.LazyFunction(lambda: DateTimeTZRange(clock.now() - timedelta(days=4000), None))
    case_kind = "promised"
    statutory_limit = 20
    statutory_unit = "working_day"
    promised_limit = 10
    promised_unit = "working_day"
    legal_basis = [{"law": "《中华人民共和国食品安全法》", "article": "第三十五条"}]
    conditions = ["有与经营品种、数量相适应的场所"]
    process = [{"step": step, "days": 1, "by": "审批部门"} for step in ("受理", "审核", "审批", "办结", "送达")]
    fee = {"charged": False, "standard": "", "basis": ""}
    result_kind = "certificate"
    result_name = "食品经营许可证"
    visit_reason = "窗口核验申请材料原件"
    channels = ["window", "web"]
    faq = [{"question": "多久能办好？", "answer": "受理后 10 个工作日内。"}]
    consult_phone = "010-55000001"
    supervise_phone = "010-55990001"
    fingerprint = factory.Sequence(lambda n: f"{n:064x}")


class MaterialFactory(DjangoModelFactory[Material]):
    class Meta:
        model = Material

    version = factory.SubFactory(VersionFactory)
    order = factory.Sequence(lambda n: n % 30000)
    name = factory.Sequence(lambda n: f"食品经营许可申请书{n}")
    kind = "form"
    medium = "either"
    originals = 1
    source = "applicant"
    necessity = "required"
    acceptance_standard = "法定代表人签字，加盖公章"


def a_published_matter(*, materials: int = 2, **version: Any) -> MatterVersion:
    """A matter with its standard in force and `materials` required materials."""
    made = VersionFactory(**version)
    for order in range(1, materials + 1):
        MaterialFactory(version=made, order=order)
    return made


class QueueFactory(DjangoModelFactory[Queue]):
    class Meta:
        model = Queue

    hall = factory.SubFactory(HallFactory)
    code = "comprehensive"
    name = "综合受理"
    kind = "comprehensive"
    prefix = "A"
    call_interval = 0


class WindowQueueFactory(DjangoModelFactory[WindowQueue]):
    class Meta:
        model = WindowQueue

    window = factory.SubFactory(WindowFactory)
    queue = factory.SubFactory(QueueFactory, hall=factory.SelfAttribute("..window.hall"))
