"""Rules of automatic approval and promises of the demonstration: sixteen matters, five excluded ones, cases in each state."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from applications.completeness import Tick
from applications.models import Application, PromiseRule, RuleSet, Verification
from applications.states import MaterialStatus
from applications.verbs import automatic, deciding, excluding, intake, releasing, reviewing, verifying
from hall.config.demo.rated_people import resident_id
from hall.identity import credit_check_digit
from hall.kernel import clock
from hall.kernel.errors import DomainError
from hall.models import Hall, Party, StaffMember
from hall.permissions import system_person
from hall.verbs.parties import register_party
from matters.models import Matter
from matters.queries.catalogue import tick_list, version_in_force

RULES = Path(__file__).resolve().parents[3] / "applications" / "data" / "instant_rules.json"
BASIS = "《北京市优化营商环境条例》第三十三条"
EXCLUDED = {
    "11110000MB9522147X211012500200001": ("public_safety", "《危险化学品安全管理条例》"),
    "11110000MB9522147X2110125013000": ("public_safety", "《易制毒化学品管理条例》"),
    "11110000MB9546026F200017600200001": ("secrets", "《中华人民共和国保守国家秘密法》"),
    "11110000MB9512440H211011600500001": ("ecology", "《中华人民共和国固体废物污染环境防治法》"),
    "11110000MB9520408F211012300200001": ("life", "《医疗机构管理条例》"),
}
VERIFIED = {
    "11110000MB9526623Q211013101700001": (30, "online"),
    "11110000MB9526623Q211013101600001": (30, "online"),
    "11110000MB9526623Q211013100100001": (20, "on_site"),
    "1111000000002888XF2112009002000": (60, "on_site"),
}
STALL, LIBRARY, SCHOOL = (
    "11110000MB9526623Q211013101700001", "11110000MB9519036Y2112022002000", "11110000MB950274472112005001000"
)  # fmt: skip
FOOD = "11110000MB9526623Q211013100100001"


def load_instant(hall: Hall) -> None:
    """Rules where a matter has none, and once the cases; nothing without a catalogue."""
    people = {person.username: person for person in StaffMember.objects.filter(hall=hall).select_related("department")}
    if not {"editor_bureau", "reviewer", "ck07", "supervisor"} <= people.keys():
        return
    _rules(people["editor_bureau"], people["reviewer"])
    _promise_rules(people["supervisor"])
    if not Verification.objects.of(hall).exists() and Matter.objects.filter(code=STALL).exists():
        _cases(hall, people)


def _rules(editor: StaffMember, reviewer: StaffMember) -> None:
    """One person drafts, another publishes, as everywhere."""
    year = clock.today().year
    known = set(RuleSet.objects.values_list("matter__code", flat=True))
    for place, row in enumerate(json.loads(RULES.read_text(encoding="utf-8")), 1):
        matter = Matter.objects.select_related("department").filter(code=row["code"]).first()
        if matter is None or row["code"] in known:
            continue
        document = f"{matter.department.short_name}秒批授权〔{year}〕{place}号（演示）"
        given = {name: row[name] for name in ("conditions", "opinion", "sample_percent")}
        given |= {"document": document, "valid_until": clock.today() + timedelta(days=365)}
        try:
            draft = automatic.draft_rules(matter_code=row["code"], note="按公布的受理条件逐条编制", by=editor, **given)
        except DomainError:  # a catalogue that has changed since: its people write new rules
            continue
        automatic.publish_rules(rules_id=draft.pk, words="已逐条核对标准", by=reviewer)


def _promise_rules(supervisor: StaffMember) -> None:
    known = set(PromiseRule.objects.values_list("matter__code", flat=True))
    there = set(Matter.objects.filter(code__in=[*EXCLUDED, *VERIFIED]).values_list("code", flat=True)) - known
    for code in sorted(there):
        field, basis = EXCLUDED.get(code, ("", ""))
        days, method = VERIFIED.get(code, (60, "written"))
        excluding.set_promise_rule(
            matter_code=code, excluded=field, basis=basis, verify_days=days, method=method, by=supervisor
        )


def _cases(hall: Hall, people: dict[str, StaffMember]) -> None:
    """Decisions of the rules to review, promises to verify (one overdue, one being mended, one false), one 容缺.

    All received today, since the demonstration's catalogue has no past; the days of verification are set apart.
    """
    clerk, approver = people["ck07"], people["sp_scjgj"]
    for code, serial in ((LIBRARY, 301), (LIBRARY, 302), (SCHOOL, 303)):
        _taken(hall, code, _person(serial), clerk)
    _taken(hall, LIBRARY, _person(304, "110103201505069002"), clerk)
    for serial, days in ((311, 27), (312, 6), (313, -4), (314, 10)):
        task = _promised(hall, people, serial).verification
        task.due = clock.today() + timedelta(days=days)
        task.save()
    _remedy(task.application, approver)
    _false(_promised(hall, people, 315), approver)
    _late(hall, _company(316), clerk)


def _person(serial: int, id_number: str = "") -> Party:
    names = {301: "顾清源", 302: "欧阳若溪", 303: "沈知夏", 304: "方小满", 311: "魏国栋", 312: "蒋素珍", 313: "蔡立新",
             314: "贾春梅", 315: "夏文博"}  # fmt: skip
    number = id_number or resident_id(serial)
    return register_party(
        name=names.get(serial, "陆海涛"), id_type="resident", id_number=number, phone=f"1380000{serial:04d}",
        override_reason="演示数据" if id_number else "", by=system_person("setup"),
    )  # fmt: skip


def _company(serial: int) -> Party:
    first = f"91110112MA01DE{serial}"[:17]
    return register_party(
        name="北京留庄路食堂餐饮管理有限公司", id_type="credit_code", id_number=first + credit_check_digit(first),
        phone=f"1380000{serial:04d}", by=system_person("setup"),
    )  # fmt: skip


def _taken(hall: Hall, code: str, party: Party, clerk: StaffMember, **ticked: str) -> Application:
    """Received and accepted with these ticks by material name; the rest is there, what is conditional is not needed."""
    version = version_in_force(Matter.objects.get(code=code))
    ticks = [Tick(one.pk, ticked.get(one.name) or _usual(one)) for one in tick_list(version)]
    received = intake.receive(hall=hall, matter_code=code, applicant=party, ticks=ticks, form={}, tells=False, by=clerk)
    return intake.accept(hall=hall, number=received.number, by=clerk)


def _usual(material: Any) -> str:
    if material.necessity == "conditional":
        return MaterialStatus.NOT_NEEDED
    return MaterialStatus.SHARED if material.shared_licence else MaterialStatus.HAVE


def _promised(hall: Hall, people: dict[str, StaffMember], serial: int) -> Application:
    """A stall set up on a promise of its place, decided and sent out by those who may."""
    ticked = {"经营场所使用证明": MaterialStatus.PROMISED}
    application = _taken(hall, STALL, _person(serial), people["ck07"], **ticked)
    number = application.number
    if application.step == "review":
        reviewing.review(number=number, granted=True, opinion="已作出承诺，建议准予", by=people["sp_scjgj_b"])
    reason = "申请人已作出书面承诺，准予登记"
    decided = deciding.decide(number=number, granted=True, reason=reason, by=people["sp_scjgj"])
    decision = decided.decision
    decision.release_at = decision.decided_at  # the ten minutes for undoing are skipped
    decision.save()
    releasing.release(application_id=decided.pk, by=system_person("release"))
    return Application.objects.select_related("verification").get(pk=decided.pk)


def _remedy(application: Application, approver: StaffMember) -> None:
    verifying.order_remedy(
        number=application.number,
        finding="实地核查，场所属实，但占用了消防通道",
        remedy="清除通道内的货架，恢复畅通后报核查人员复查",
        remedy_due=clock.today() + timedelta(days=15),
        by=approver,
    )


def _false(application: Application, approver: StaffMember) -> None:
    verifying.revoke_for_promise(
        number=application.number,
        is_false=True,
        finding="登记地址为已拆除的平房，申请人承诺的经营场所并不存在",
        legal_basis=BASIS,
        heard="已电话告知并听取陈述，申请人承认未到现场看过，没有其他申辩",
        by=approver,
    )


def _late(hall: Hall, party: Party, clerk: StaffMember) -> None:
    late = [m.name for m in tick_list(version_in_force(Matter.objects.get(code=FOOD))) if m.may_be_late][:1]
    _taken(hall, FOOD, party, clerk, **dict.fromkeys(late, MaterialStatus.LATE))
