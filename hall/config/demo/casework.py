"""The inbox of one department of the demonstration: applications in every light and step, with scans and questions."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet

from applications.completeness import Tick
from applications.deadlines import notice_due
from applications.models import Application, Phrase
from applications.scan_pages import page_picture
from applications.states import MaterialStatus
from applications.verbs import consulting, desk, intake, procedures, reviewing
from applications.verbs.accepting import count_anew
from applications.verbs.files import Upload, add_file
from hall.config.demo.rated_people import resident_id
from hall.config.demo.scan_sheets import lease, request_form
from hall.kernel import clock
from hall.kernel.errors import DomainError
from hall.models import Hall, Party, StaffMember
from hall.permissions import system_person
from hall.queries.calendar import working_calendar
from hall.verbs.parties import register_party
from matters.models import CaseKind, Matter, MatterVersion
from matters.queries.catalogue import tick_list, version_in_force

SHOWN, ASKED = "scjgj", "ghzrzyw"
NAMES = [
    "欧阳静怡",
    "司马文博",
    "王志远",
    "李若溪",
    "张明轩",
    "刘佳怡",
    "陈俊杰",
    "杨思涵",
    "赵雨桐",
    "黄子墨",
    "周欣然",
    "吴浩然",
    "买买提·阿不都拉",
    "孙国栋",
]
AGO = (0, 1, 2, 3, 5, 8, 9, 10, 12, 14, 18, 24)


def load_casework(hall: Hall) -> None:
    """Once: nothing without a catalogue or when the department's people already have phrases."""
    staff = StaffMember.objects.filter(hall=hall).select_related("department", "hall")
    people = {person.username: person for person in staff}
    chief, second = people.get(f"sp_{SHOWN}"), people.get(f"sp_{SHOWN}_b")
    if chief is None or second is None or "ck07" not in people or Phrase.objects.filter(owner=None).exists():
        return
    versions = _versions()
    if len(versions) < 3:
        return
    _phrases(chief, second)
    cases = [_case(hall, versions[n % len(versions)], n, people["ck07"]) for n in range(len(AGO))]
    _further(cases, chief, second, people)
    _corrected(hall, versions[0], people["ck07"])
    for n in (20, 21):
        _received(hall, versions[n % len(versions)], n, people["ck07"], ago=n - 19)


def _versions() -> list[MatterVersion]:
    """A few promised matters of the department, each with a tick list."""
    rows = Matter.objects.filter(department__code=SHOWN, versions__case_kind=CaseKind.PROMISED).distinct()
    return sorted(_standing(rows), key=lambda one: "食品经营许可" not in one.matter.name)[:6]


def _standing(matters: QuerySet[Matter]) -> Iterator[MatterVersion]:
    """The promised standards in force of the first matters, those with a tick list."""
    for matter in matters.order_by("code")[:30]:
        try:
            version = version_in_force(matter)
        except DomainError:
            continue
        if version.case_kind == CaseKind.PROMISED and version.materials.exists():
            yield version


def moment_ago(days: int, hour: int = 10) -> datetime:
    """That hour, so many working days ago; now for today."""
    day = clock.today()
    for _ in range(days):
        day -= timedelta(days=1)
        while not working_calendar().is_working_day(day):
            day -= timedelta(days=1)
    return datetime.combine(day, time(hour, 12), clock.BEIJING) if days else clock.now()


def backdated(row: Application, days: int) -> Application:
    """Received and accepted so many working days ago: the catalogue begins today, so the verbs act today."""
    row.refresh_from_db()
    row.received_at = moment_ago(days, 9)
    row.notice_due = notice_due(row.received_at.date(), working_calendar())
    if row.accepted_at is not None:
        row.accepted_at = row.step_since = moment_ago(days)
        count_anew(row)
    row.save()
    return row


def _person(serial: int) -> Party:
    return register_party(
        name=NAMES[serial % len(NAMES)], id_type="resident", id_number=resident_id(500 + serial),
        phone=f"1390000{500 + serial:04d}", by=system_person("setup"),
    )  # fmt: skip


def _received(hall: Hall, version: MatterVersion, serial: int, clerk: StaffMember, *, ago: int = 0) -> Application:
    usual = {"required": MaterialStatus.HAVE}
    ticks = [Tick(one.pk, usual.get(one.necessity, MaterialStatus.NOT_NEEDED)) for one in tick_list(version)]
    row = intake.receive(
        hall=hall, matter_code=version.matter.code, applicant=_person(serial), ticks=ticks,
        form={"经营场所": "通州区留庄路1号院3号楼101", "经营项目": "热食类食品制售、冷食类食品制售"}, tells=False, by=clerk,
    )  # fmt: skip
    return backdated(row, ago) if ago else row


def _case(hall: Hall, version: MatterVersion, n: int, clerk: StaffMember) -> Application:
    row = intake.accept(hall=hall, number=_received(hall, version, n, clerk).number, by=clerk)
    return backdated(row, AGO[n])


def _scan(hall: Hall, row: Application, clerk: StaffMember, name: str, data: bytes) -> None:
    material = row.materials.filter(status=MaterialStatus.HAVE).order_by("material__order").first()
    if material is not None:
        upload = Upload(name, data)
        add_file(hall=hall, number=row.number, material_id=material.material_id, upload=upload, by=clerk)


def _further(cases: list[Application], chief: StaffMember, second: StaffMember, people: dict[str, StaffMember]) -> None:
    """Some reviewed, one stopped by a hearing, one undone in time, questions to and from another department."""
    for row in cases[3:7]:
        row.refresh_from_db()
        if row.step == "review":
            reviewing.review(
                number=row.number, granted=row != cases[5], legal_basis="《食品经营许可和备案管理办法》第十三条",
                opinion="材料齐全，现场核查布局与图纸一致，建议准予。" if row != cases[5] else "冷食间面积不足，建议不予。", by=second,
            )  # fmt: skip
    procedures.begin_procedure(
        number=cases[9].number, kind="hearing", reason="相邻业主申请听证", expected_days=20, by=chief
    )
    cases[9].procedures.update(began_on=moment_ago(AGO[9] - 2).date())
    other = people.get(f"sp_{ASKED}")
    if other is None:
        return
    given: dict[str, Any] = {"department": ASKED, "working_days": 5, "by": second}
    asked = consulting.ask_department(number=cases[7].number, question="该场所规划用途是否允许开展餐饮经营？", **given)
    consulting.answer_consultation(
        consultation_id=asked.pk, leaning="agrees", answer="该地块规划用途为商业，可以开展餐饮经营。", by=other
    )
    consulting.ask_department(number=cases[8].number, question="请核实不动产权证记载的用途和面积。", **given)
    _question_to_us(other, people["ck07"])


def _question_to_us(other: StaffMember, clerk: StaffMember) -> None:
    """What another department asks the department that is shown."""
    theirs = Matter.objects.filter(department=other.department_id, versions__case_kind=CaseKind.PROMISED).distinct()
    version = next(_standing(theirs), None)
    if version is None or other.hall is None:
        return
    row = intake.accept(hall=other.hall, number=_received(other.hall, version, 13, clerk).number, by=clerk)
    consulting.ask_department(
        number=row.number, department=SHOWN, working_days=3, by=other,
        question="申请人是否持有有效的食品经营许可？请提出意见。",
    )  # fmt: skip


def _corrected(hall: Hall, version: MatterVersion, clerk: StaffMember) -> None:
    """Handed in without a seal, sent back once, handed in again: two versions to compare."""
    row = _received(hall, version, 12, clerk)
    first = row.materials.filter(status=MaterialStatus.HAVE).order_by("material__order").first()
    if first is None:
        return
    _scan(hall, row, clerk, "申请书.jpg", page_picture(request_form(sealed=False), 1))
    _scan(hall, row, clerk, "租赁合同.pdf", lease())
    wrong = Tick(first.material_id, MaterialStatus.MISSING, "申请书没有盖章，请盖章后重新提交")
    intake.tick(hall=hall, number=row.number, ticks=[wrong], by=clerk)
    intake.request_correction(hall=hall, number=row.number, by=clerk)
    good = Tick(first.material_id, MaterialStatus.HAVE)
    intake.resubmit(hall=hall, number=row.number, ticks=[good], by=clerk)
    _scan(hall, row, clerk, "申请书（已盖章）.jpg", page_picture(request_form(sealed=True), 1))
    intake.accept(hall=hall, number=row.number, by=clerk)


def _phrases(chief: StaffMember, second: StaffMember) -> None:
    """Words the department shares, and a filter one person keeps."""
    for use, words in (
        ("grant", "经审查，申请材料齐全、符合法定形式，经营场所与布局符合要求，准予许可。"),
        ("grant", "延续申请，许可条件没有变化，准予延续。"),
        ("deny", "经现场核查，经营场所与申请不一致，不具备与经营品种相适应的条件："),
        ("return", "申请书没有盖章，请加盖公章后重新提交。"),
        ("ask", "请就该场所规划用途是否允许开展餐饮经营提出意见。"),
    ):
        desk.keep_phrase(use=use, words=words, for_all=True, by=chief)
    desk.keep_filter(name="三天内到期", wanted={"hands": "all", "within": "3"}, by=second)
    desk.keep_filter(name="等意见的", wanted={"hands": "all", "mark": "asked"}, by=second)
