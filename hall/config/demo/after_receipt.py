"""What comes after receipt at the comprehensive window: notices, a second one asked for, photos sent in, late materials."""

from datetime import timedelta

from applications.completeness import Tick
from applications.models import Application
from applications.states import MaterialStatus
from applications.verbs import intake, resubmitting
from applications.verbs.codes import citizen
from applications.verbs.ending import end_late
from applications.verbs.files import Upload
from applications.verbs.second_notice import answer_second_notice, ask_second_notice
from hall.config.demo.casework import backdated
from hall.config.demo.handing_in import handed_in, noted, reachable, somebody
from hall.config.demo.matters_shown import BOOKS, FOOD, PLACE, SHOP, TEACHER
from hall.config.demo.scan_sheets import photographed
from hall.identity import credit_check_digit
from hall.kernel import clock
from hall.models import Hall, Party, StaffMember
from hall.permissions import system_person

HEALTH, PHOTO = "教师资格认定体检合格证明", "近期免冠证件照"
COMPANY, COMPANY_CODE = "北京留庄小满餐饮管理有限公司（演示）", "91110112MA01DE901"
LATE = "食品安全管理人员培训考核证明"
GRANT = "照片夹在体检证明后面，第一次没有看到，情况属实；同意再次告知，窗口本周学习一次性告知规定。"
REFUSE = "标准只要求近期、免冠、正面、白底，没有规定尺寸；超出标准的不得再要求，请按现有材料受理。"
ASKED = {
    11: "补交的体检证明里夹着两年前的证件照，收件时只看了体检结论。",
    12: "第一次收件时照片夹在体检证明后面，没有看到拍摄日期。",
    13: "打印出来才发现照片尺寸略小，第一次在屏幕上没有看清。",
}
WRONG = {
    11: "照片是两年前的，须提交近六个月内的照片",
    12: "照片背面的日期是两年前，须提交近六个月内的照片",
    13: "照片尺寸略小，请重新提交",
}
People = dict[str, StaffMember]


def load_after_receipt(hall: Hall, people: People) -> None:
    """Three requests for a second notice, two sets of photos, two late materials."""
    for serial, answer in ((11, None), (12, True), (13, False)):
        _second_notice(hall, people, serial, answer)
    clerk = people["ck07"]
    _sent_in(hall, 14, TEACHER, {HEALTH: "体检证明没有医疗机构盖章，请盖章后重新提交"}, clerk)
    wrong = {"经营场所示意图": "缺少消防通道和面积标注", "出版物进货渠道和内容管理制度": "只有目录，缺正文"}
    _sent_in(hall, 15, BOOKS, wrong, clerk)
    _late(hall, company(), clerk, due_in=1)
    _late(hall, company("902", "北京留庄大满餐饮管理有限公司（演示）"), clerk, due_in=-1)


def company(serial: str = "901", name: str = COMPANY) -> Party:
    """An invented company with a code whose check character is right."""
    first = f"{COMPANY_CODE[:-3]}{serial}"
    return reachable(name, "credit_code", first + credit_check_digit(first), f"1370009{serial:0>4}")


def _second_notice(hall: Hall, people: People, serial: int, granted: bool | None) -> None:
    """Corrected once, and then the window finds what the first notice did not name."""
    names = {11: "赫连云舟", 12: "公孙望舒", 13: "诸葛景行"}
    clerk = people["ck12" if serial == 13 else "ck07"]
    party, form = somebody(serial, names[serial]), {"content": "认定高级中学数学教师资格", "place": PLACE}
    application = handed_in(hall, TEACHER, party, clerk, form=form, wrong={HEALTH: "体检证明缺少胸透结论"})
    application = backdated(application, 2)
    noted(application, typed=2, carried=1 if serial == 12 else 0, again=1 if serial == 11 else 0)
    number = application.number
    intake.request_correction(hall=hall, number=number, by=clerk)
    pks = dict(application.materials.values_list("material__name", "material_id"))
    intake.resubmit(hall=hall, number=number, ticks=[Tick(pks[HEALTH], MaterialStatus.HAVE)], by=clerk)
    found = Tick(pks[PHOTO], MaterialStatus.MISSING, WRONG[serial])
    intake.tick(hall=hall, number=number, ticks=[found], by=clerk)
    asked = ask_second_notice(hall=hall, number=number, words=ASKED[serial], by=clerk)
    if granted is None:
        return
    reason = GRANT if granted else REFUSE
    answer_second_notice(hall=hall, request_id=asked.pk, granted=granted, reason=reason, by=people["supervisor"])
    if not granted:
        intake.tick(hall=hall, number=number, ticks=[Tick(pks[PHOTO], MaterialStatus.HAVE)], by=clerk)
        intake.accept(hall=hall, number=number, by=clerk)


def _sent_in(hall: Hall, serial: int, code: str, wrong: dict[str, str], clerk: StaffMember) -> None:
    """Asked for once; the photos were sent in from the phone and wait for a window."""
    party = somebody(serial, {14: "完颜安然", 15: "端木书瑶"}[serial])
    form = {"content": "演示申请", "place": SHOP}
    application = backdated(handed_in(hall, code, party, clerk, form=form, wrong=wrong), 3)
    noted(application, typed=2, carried=0)
    intake.request_correction(hall=hall, number=application.number, by=clerk)
    for row in application.materials.filter(status=MaterialStatus.MISSING).select_related("material"):
        photo = photographed(row.material.name, f"申请人：{party.name}", "按告知书要求补正。", "已盖章")
        resubmitting.add_photo(
            hall=hall,
            number=application.number,
            material_id=row.material_id,
            upload=Upload("手机照片（演示）.jpg", photo),
            by=citizen(),
        )
    resubmitting.send_in(hall=hall, number=application.number, by=citizen())


def _late(hall: Hall, party: Party, clerk: StaffMember, *, due_in: int) -> Application:
    """Accepted with a material to follow (容缺): due tomorrow, or run out yesterday and ended by the rule."""
    form = {"content": "热食类食品制售", "place": SHOP, "collect": "window"}
    application = handed_in(hall, FOOD, party, clerk, form=form, marked={LATE: MaterialStatus.LATE})
    noted(application, typed=3, carried=0)
    intake.accept(hall=hall, number=application.number, by=clerk)
    application.materials.filter(status=MaterialStatus.LATE).update(due=clock.today() + timedelta(days=due_in))
    application = backdated(application, 4)
    if due_in < 0:
        end_late(application_id=application.pk, by=system_person("deadlines"))
    return application
