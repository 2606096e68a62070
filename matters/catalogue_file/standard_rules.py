"""Rules across fields that came with the full table of fields (domain 1.5, 1.6).

A line of a file may leave these fields out or empty: a rule speaks only of what is said. What may not be empty in a
draft stands in `whole_rules`. Each rule yields the field, what is wrong and what to write.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

Row = dict[str, Any]
Fault = tuple[str, str, str]
TELEPHONE = re.compile(r"^(0\d{2,3}-\d{7,8}(-\d{1,6})?|1[0-9]{4}|(400|800)-?\d{3}-?\d{4})$")
ENTRUSTED = {"entrusted_above", "entrusted_peer"}
FOR_COMPANIES_ONLY = {"投资审批"}
COUNTS = {"original": ("originals",), "copy": ("copies",), "original_and_copy": ("originals", "copies"), "form": ("originals",)}  # fmt: skip
COUNT_WORDS = {"originals": "原件份数", "copies": "复印件份数"}


def authority_rules(row: Row) -> Iterator[Fault]:
    """Who decides, and for whom."""
    entrusted = row.get("authority_kind") == "entrusted" or row.get("power_source") in ENTRUSTED
    if entrusted and not row.get("entrusted_by", "").strip():
        yield "entrusted_by", "受委托组织或权力来源为委托的，要写明委托部门", "请填写委托部门"
    if "person" in row["applicants"] and len(row["applicants"]) == 1 and FOR_COMPANIES_ONLY & set(row["themes"]):
        yield "themes", "服务对象只有自然人，主题却是法人主题（投资审批）", "请改主题或服务对象"
    if (row["result"]["kind"] == "none") != (not row["result"]["name"].strip()):
        yield "result", "有办理结果就要写结果名称，结果类型为“无”时名称留空", "请补全结果名称或改结果类型"
    if row.get("hall_codes") and not row["stationed"]:
        yield "hall_codes", "没有进驻大厅的事项不能写进驻的大厅", "请改为进驻，或清空大厅"


def visit_rules(row: Row) -> Iterator[Fault]:
    """Coming to the hall, applying over the net, by post, by appointment."""
    channels = row.get("channels")
    if channels and row["visits"] == 0 and row["online_depth"] == "1" and "post" not in channels:
        yield "channels", "到现场 0 次而不能网办的，办理形式应包括快递申请", "请选快递申请，或改到现场次数"
    if channels and row["online_depth"] in {"3", "4"} and not {"web", "mobile"} & set(channels):
        yield (
            "channels",
            f"网办深度为 {row['online_depth']} 级，办理形式应包括网上或移动端办理",
            "请选网上办理，或改网办深度",
        )
    if row.get("daily_appointments") and not row.get("takes_appointments"):
        yield "daily_appointments", "不能预约的事项不写每天可预约量", "请选可预约，或清空可预约量"


def fee_and_plan_rules(row: Row) -> Iterator[Fault]:
    """Fees beyond standard and basis, and planned days."""
    fee = row["fee"]
    if not fee["charged"] and fee.get("pay_online"):
        yield "fee", "不收费的事项不能网上缴费", "请改为收费，或取消网上缴费"
    start, end = row.get("planned_from"), row.get("planned_until")
    if start and end and end <= start:
        yield "planned_until", "计划取消日期应晚于计划生效日期", "请改日期"


def telephone_rules(row: Row) -> Iterator[Fault]:
    """Telephones with area code."""
    for field, label in (("consult_phone", "咨询电话"), ("supervise_phone", "监督投诉电话")):
        if not TELEPHONE.match(row[field]):
            yield field, f"{label}“{row[field]}”不是带区号的号码", "请写成 010-12345678 的样子"


def paper_rules(row: Row) -> Iterator[Fault]:
    """Numbers, exemptions and legal grounds of each material."""
    for index, material in enumerate(row["materials"], 1):
        for fault in _material_faults(material):
            yield f"materials[{index}].{fault[0]}", f"材料“{material['name']}”{fault[1]}", fault[2]


def _material_faults(material: Row) -> Iterator[Fault]:
    for count in COUNTS.get(material["kind"], ()):
        if not material[count]:
            yield count, f"的{COUNT_WORDS[count]}为 0，与材料类型不符", "请写份数，或改材料类型"
    if material.get("promise_template") and not material["may_be_promised"]:
        yield "promise_template", "不可告知承诺，却写了承诺书模板", "请选可告知承诺，或清空模板"
    if material.get("exemption") and bool(material["exemption"] == "licence") != bool(material["shared_licence"]):
        yield "exemption", "的免提交方式为电子证照调用时要写共享证照，写了共享证照就选电子证照调用", "请两处一致"
    if material["medium"] == "electronic" and material.get("paper_size"):
        yield "paper_size", "只收电子材料，不写纸质规格", "请清空规格，或改材料形式"


def whole_rules(row: Row) -> Iterator[Fault]:
    """What a draft may not leave empty when it is handed in."""
    if row["visits"] > 0 and not row["visit_reason"].strip():
        yield "visit_reason", f"到现场 {row['visits']} 次，要写明必须到现场的原因", "请填写原因，或把次数改为 0"
    if not row["channels"]:
        yield "channels", "没有办理形式", "请至少选一种办理形式"
    if not row["stationed"] and not (row["place"].strip() and row["hours"].strip()):
        yield "place", "没有进驻大厅的事项要写办理地点和办理时间", "请填写办理地点和时间"
    if row["fee"]["charged"] and not row["fee"]["item"].strip():
        yield "fee", "收费事项要写收费项目", "请填写收费项目名称"
    if row["matter_type"] == "01" and not row["faq"]:
        yield "faq", "行政许可至少要有一条常见问题", "请写一条问答"


def whole_list_rules(row: Row) -> Iterator[Fault]:
    """Conditions and materials are there, and each says what it must."""
    if not row["conditions"]:
        yield "conditions", "没有受理条件", "请逐条填写"
    if not row["materials"]:
        yield "materials", "没有申请材料", "请逐份填写"
    for index, material in enumerate(row["materials"], 1):
        if material["name"].endswith("证明") and not material["legal_basis"].strip():
            what = f"材料“{material['name']}”是证明，要写明法律依据"
            yield f"materials[{index}].legal_basis", what, "请填写法律依据，没有依据的证明不能要求"
        if material["shared_licence"] and not material["exemption"]:
            what = f"材料“{material['name']}”写了共享证照，免提交方式却为空"
            yield f"materials[{index}].exemption", what, "请选电子证照调用"


STANDARD_RULES: tuple[Callable[[Row], Iterator[Fault]], ...] = (
    authority_rules, visit_rules, fee_and_plan_rules, telephone_rules, paper_rules,
)  # fmt: skip
WHOLE_RULES = (whole_rules, whole_list_rules)
