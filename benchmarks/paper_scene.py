"""A document as they are: a receipt with twelve materials, long names, rare characters; it needs no database."""

from typing import Any

from applications.models import Application, Document, DocumentKind
from hall.kernel import clock
from hall.models import Department, StaffMember

COMMON: dict[str, Any] = {
    "title": "申请材料收件凭证",
    "issuer": "北京市规划和自然资源委员会",
    "hall": "北京市政务服务中心通州分中心",
    "hall_address": "北京市通州区新华东街11号院1号楼",
    "hall_phone": "010-12345678",
    "application": "BJ261121-00037-4",
    "matter": "建设工程规划许可证核发（新建、改建、扩建房屋建筑工程）",
    "applicant": "北京𫠠𰻝餐饮管理有限责任公司",
    "applicant_kind": "organisation",
    "agent": "阿卜杜热合曼·玉素甫江",
    "situation": "首次申请",
    "standard": {"version": 3, "fingerprint": "9F3A-77C1"},
    "consult_phone": "010-88886666",
    "supervise_phone": "010-12345",
    "date": "2026-11-22",
    "notice_due": "2026-11-27",
    "answers": [],
}


def a_document() -> Document:
    """Unsaved."""
    name = "使用土地的有关证明文件（国有土地使用证、划拨决定书或者出让合同）"
    materials = [
        {"name": f"{name}之{place}", "kind": "原件和复印件", "originals": 1, "copies": 2, "status": "有"}
        for place in range(1, 13)
    ]
    department = Department(code="ghzrzyw", full_name=COMMON["issuer"], credit_code="11110000MB0000000X")
    return Document(
        application=Application(department=department),
        kind=DocumentKind.RECEIPT,
        number="（京）规划自然资源许收〔2026〕第00017号",
        content={**COMMON, "materials": materials},
        issued_at=clock.now(),
        issued_by=StaffMember(name="王晓"),
        verification_code="7KQ2M9XWPTHD4RBVY3GJN8FCEA",
    )
