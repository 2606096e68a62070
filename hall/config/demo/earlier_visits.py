"""People who were here before: what they said and handed in is offered again, and their licences are found."""

from datetime import date, timedelta

from applications.models import Application, HeldLicence
from applications.verbs import intake
from applications.verbs.consenting import Reused, record_reuse, take_consent
from hall.config.demo.handing_in import concluded, handed_in, noted, scanned, somebody
from hall.config.demo.matters_shown import LOCKS, PHOTO, PLACE, PREMISES, SHOP, STALL, TEACHER
from hall.config.demo.scan_sheets import photographed, portrait
from hall.kernel import clock
from hall.models import Hall, Party, StaffMember

KNOWN, HALF_WAY, REGULAR = (1, "欧阳慕白"), (2, "拓跋若兰"), (3, "慕容清晏")
TEACHING = {"content": "认定高级中学语文教师资格", "place": PLACE, "collect": "window"}
TRADING = {"content": "设立个体工商户，经营五金零售、钥匙配制", "place": SHOP, "collect": "electronic"}
People = dict[str, StaffMember]


def load_earlier_visits(hall: Hall, people: People) -> None:
    """Two who are offered what they gave before, and one who used it again today."""
    clerk = people["ck07"]
    _teacher(hall, somebody(*KNOWN), clerk, 46)
    _trader(hall, somebody(*KNOWN), clerk, 120)
    _teacher(hall, somebody(*HALF_WAY), clerk, 18)
    _licences(somebody(*KNOWN), somebody(*HALF_WAY))
    _used_again(hall, somebody(*REGULAR), clerk)


def _lease() -> bytes:
    lines = ("出租方：北京留庄物业管理有限公司（演示）", f"地址：{SHOP}", "用途：商业经营", "期限：三年")
    return photographed("房屋租赁合同", *lines)


def _teacher(hall: Hall, party: Party, clerk: StaffMember, days: int) -> None:
    application = handed_in(hall, TEACHER, party, clerk, form=TEACHING)
    scanned(application, PHOTO, "证件照（演示）.jpg", portrait(), clerk)
    health = photographed(
        "教师资格认定体检合格证明", f"姓名：{party.name}", "体检结论：合格", "北京市通州区演示体检中心（盖章）"
    )
    scanned(application, "教师资格认定体检合格证明", "体检合格证明（演示）.jpg", health, clerk)
    noted(concluded(application, days, clerk), typed=3, carried=0)


def _trader(hall: Hall, party: Party, clerk: StaffMember, days: int) -> Application:
    application = handed_in(hall, STALL, party, clerk, form=TRADING)
    scanned(application, PREMISES, "房屋租赁合同（演示）.jpg", _lease(), clerk)
    application = concluded(application, days, clerk)
    noted(application, typed=3, carried=0)
    return application


def _licences(known: Party, half_way: Party) -> None:
    """What the local store of electronic licences holds: in force, run out, and for some names nothing."""
    today = clock.today()
    police, schools = "北京市公安局公安交通管理局", "教育部学生服务与素质发展中心"
    rows: list[tuple[Party, str, str, date, date | None]] = [
        (known, "机动车驾驶证", police, today - timedelta(1400), today + timedelta(790)),
        (known, "无犯罪记录核查", "北京市公安局", today - timedelta(120), today - timedelta(30)),
        (half_way, "高等学校学历学位证书", schools, today - timedelta(1600), None),
        (half_way, "普通话水平测试等级", "北京市语言文字测试中心", today - timedelta(900), None),
    ]
    HeldLicence.objects.bulk_create(
        HeldLicence(party=party, name=name, number=f"演示{place:04d}", issuer=issuer, issued_on=on, valid_until=until)
        for place, (party, name, issuer, on, until) in enumerate(rows, 1)
    )


def _used_again(hall: Hall, party: Party, clerk: StaffMember) -> None:
    """With a consent of today's visit, on record with what was taken over from which day."""
    before = _trader(hall, party, clerk, 60)
    visit = f"{clock.today():%Y%m%d}-A900"
    take_consent(hall=hall, party=party, visit=visit, way="signed", by=clerk)
    form = {"content": "开锁业备案，从业人员 3 人", "place": SHOP, "collect": "electronic"}
    application = handed_in(hall, LOCKS, party, clerk, form=form, visit=visit)
    scanned(application, PREMISES, "房屋租赁合同（演示）.jpg", _lease(), clerk)
    premises = application.materials.filter(material__name=PREMISES).first()
    used = [Reused(before, field="place"), Reused(before, field="collect")]
    if premises is not None:
        used.append(Reused(before, material_id=premises.material_id, files=1))
    record_reuse(application, used, clerk)
    noted(application, typed=1, carried=2)
    intake.accept(hall=hall, number=application.number, by=clerk)
