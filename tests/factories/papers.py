"""Documents of every kind as they would be stored, without a database: for drawing and looking at them."""

from datetime import datetime
from typing import Any

from applications.models import Document, DocumentKind
from applications.numbers import DOCUMENT_WORDS
from hall.kernel import clock
from hall.models import StaffMember

MATERIALS = [
    {"name": name, "kind": "原件和复印件", "originals": 1, "copies": 2, "status": "有", "due": "2026-12-07",
     "problem": "未加盖公章，请盖章后重交", "standard": "比例尺 1:500，加盖设计单位出图章和申请人公章"}
    for name in ("建设工程规划许可证申请表", "使用土地的有关证明文件（国有土地使用证、划拨决定书或者出让合同）", "总平面图")
]  # fmt: skip
COMMON: dict[str, Any] = {
    "issuer": "北京市规划和自然资源委员会",
    "hall": "北京市政务服务中心通州分中心",
    "hall_address": "北京市通州区新华东街11号院1号楼",
    "hall_phone": "010-12345678",
    "application": "BJ261121-00037-4",
    "matter": "建设工程规划许可证核发（房屋建筑工程）",
    "applicant": "北京龘靐餐饮管理有限责任公司",
    "applicant_kind": "organisation",
    "agent": "阿卜杜热合曼·玉素甫江",
    "situation": "首次申请",
    "standard": {"version": 3, "fingerprint": "9F3A77C1"},
    "consult_phone": "010-88886666",
    "supervise_phone": "010-12345",
    "date": "2026-11-22",
    "remedies": [
        "如不服本决定，可以自收到之日起六十日内向北京市人民政府申请行政复议；",
        "也可以自收到之日起六个月内依法向有管辖权的人民法院提起行政诉讼。",
    ],
    "materials": MATERIALS,
    "missing": MATERIALS,
    "late": MATERIALS[:1],
    "text": ["所填写的信息真实、准确；", "愿意承担不实承诺的法律责任。"],
    "record": ["主持人：现在开始听证。", "申请人：……", "利害关系人：……"],
    "reason": "经审查，总平面图与控制性详细规划确定的建筑高度不符",
    "legal_basis": "《中华人民共和国城乡规划法》第四十条第二款",
    "standard_line": "符合控制性详细规划和规划条件",
    "about": "拟建建筑对 9 号院 3 号楼日照的影响",
    "asked_by": "9 号院业主委员会", "asked_on": "2026-11-24", "held_at": "2026年12月8日 9:30",
    "place": "302 会议室", "chair": "赵文博", "present": "双方代理人", "ask_until": "2026-11-27",
    "notice_due": "2026-11-27", "correction_due": "2026-12-07", "consequence": "逾期未补正的，视为撤回申请。",
    "accepted_on": "2026-11-22", "promise_due": "2026-12-04", "legal_due": "2026-12-18", "before": "2026-12-04",
    "working_days": 10, "procedure": "听证", "began_on": "2026-11-24", "expected_days": 20, "ended": "已撤回",
    "result_name": "建设工程规划许可证", "result_number": "（京）规划自然资源许证〔2026〕第00003号",
    "valid_until": "2031-11-21", "delivery_due": "2026-12-04", "received_on": "2026-11-22", "method": "窗口领取",
    "collector_name": "阿卜杜热合曼·玉素甫江", "collector_kind_label": "经办人", "handed_at": "2026-11-30T10:05",
    "verify_days": 60, "finding": "现场与承诺不符", "remedy": "补齐消防设施", "remedy_due": "2026-12-20",
    "decided_on": "2026-11-01", "revoked_document": "（京）规划自然资源许准〔2026〕第00001号", "ground": "虚假承诺",
    "heard": "未提出", "recorded": True, "fee": "不收费", "window": "12",
}  # fmt: skip


FILLINGS: dict[str, dict[str, Any]] = {
    "ordinary": {},
    "long": {
        "applicant": "中国（北京）自由贸易试验区国际商务服务片区高端装备与人工智能联合创新产业投资管理中心（有限合伙）",
        "matter": "医疗机构设置审批（含港澳台投资者在内地设立的独资医疗机构、中外合资合作医疗机构）变更登记（跨区迁址）",
        "reason": "经审查，总平面图与控制性详细规划确定的建筑高度、建筑退线和停车泊位均不相符；" * 8,
        "materials": MATERIALS * 9, "missing": MATERIALS * 9, "late": MATERIALS * 2,
        "record": [f"发言人{place}：（宣读书面意见第 {place} 部分，略）" for place in range(1, 61)],
    },
    "rare": {
        "applicant": "𫠠𰻝龘㛃·阿卜杜热合曼·玉素甫江·买买提艾力", "agent": "José María García Márquez",
        "collector_name": "Nguyễn Thị Minh Khai", "chair": "欧阳𫖯娜", "present": "𠮷𡈼𪚥、卡、O’Connor",
        "reason": "申请书上的姓名“𬴂𬶋”与身份证件“骐𬶋”不一致 <b>&amp;</b> {{ 1 }}",
    },
}  # fmt: skip


def fifty() -> list[Document]:
    """Every kind, ordinarily filled, long and with rare characters, until there are fifty."""
    made = [a_document(kind, how=how) for how in FILLINGS for kind in DocumentKind.values]
    for serial, document in enumerate(made[:50], 1):
        document.number = document.number.replace("00017", f"{serial:05d}")
    return made[:50]


def a_document(kind: str, serial: int = 17, *, how: str = "ordinary") -> Document:
    """Unsaved, with everything any kind may say, filled in one of three ways."""
    title = str(DocumentKind(kind).label)
    return Document(
        kind=kind,
        number=f"（京）规划自然资源许{DOCUMENT_WORDS[kind]}〔2026〕第{serial:05d}号",
        content={**COMMON, "title": title, **FILLINGS[how]},
        issued_at=datetime(2026, 11, 22, 10, tzinfo=clock.BEIJING),
        issued_by=StaffMember(name="王晓"),
        verification_code="7KQ2M9XWPTHD4RBVY3GJN8FCEA",
    )
