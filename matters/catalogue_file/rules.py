"""The rules across fields of one line. Each returns what is wrong and what to do, by field."""

from collections.abc import Callable, Iterable, Iterator
from types import SimpleNamespace
from typing import Any

from matters import codes
from matters.catalogue_file.standard_rules import STANDARD_RULES, WHOLE_RULES, fee_and_plan_rules
from matters.catch_all import Excepted, catch_all_clauses
from matters.catch_all.places import Spot, of_questions, spots
from matters.limits import longer_than_law, not_comparable

Row = dict[str, Any]
Fault = tuple[str, str, str]
PERMIT_STEPS = ("受理", "审核", "审批", "办结", "送达")


def code_rules(row: Row) -> Iterator[Fault]:
    basic, implementation = row["basic_code"], row["implementation_code"]
    checks = (
        ("basic_code", codes.basic_code_fault(basic)),
        ("implementation_code", codes.implementation_code_fault(implementation, basic, row["level"])),
        ("handling_code", codes.handling_code_fault(row["handling_code"], implementation)),
    )
    for field, fault in checks:
        if fault:
            yield field, fault, "请按编码规则核对"
    if codes.type_of(basic) != row["matter_type"]:
        yield "matter_type", f"与基本编码中的类型 {codes.type_of(basic)} 不一致", "请改为同一类型"


def limit_rules(row: Row) -> Iterator[Fault]:
    instant, promised = row["case_kind"] == "instant", row["promised_limit"]
    if instant != (promised == 0):
        yield "promised_limit", "即办件的承诺时限应为 0，承诺件应大于 0", "请改时限或办件类型"
    if (row["statutory_limit"] is None) != (row["statutory_unit"] == "none"):
        yield "statutory_unit", "有法定时限就要写单位，没有法定时限单位写 none", "请补全"
    if promised and row["promised_unit"] == "none":
        yield "promised_unit", "承诺时限缺少单位", "请写工作日、自然日或月"
    if longer_than_law(promised, row["promised_unit"], row["statutory_limit"], row["statutory_unit"]):
        yield "promised_limit", "承诺时限长于法定时限", f"请改为不超过法定的 {row['statutory_limit']}"
    elif not_comparable(promised, row["promised_unit"], row["statutory_limit"], row["statutory_unit"]):
        yield "promised_unit", "承诺时限与法定时限单位不同，换算后可能长于法定时限", "请改用法定时限的单位，或写得更短"


def service_rules(row: Row) -> Iterator[Fault]:
    fee = row["fee"]
    if fee["charged"] and not (fee["standard"].strip() and fee["basis"].strip()):
        yield "fee", "收费事项要写收费标准和收费依据", "请补全；不收费的，是否收费写“否”"
    if row["online_depth"] == "4" and row["visits"] != 0:
        yield "visits", "全程网办（网办深度 4）的到现场次数应为 0", "请改次数或网办深度"
    if row["one_window"] and not row["stationed"]:
        yield "one_window", "一窗受理的事项应先进驻大厅", "请改是否进驻大厅，或是否一窗受理"
    if row["consult_phone"] == row["supervise_phone"]:
        yield "supervise_phone", "监督投诉电话与咨询电话相同", "请写另一个号码"
    named = {word for step in row["process"] for word in PERMIT_STEPS if word in step["step"]}
    missing = [step for step in PERMIT_STEPS if step not in named]
    if row["matter_type"] == "01" and missing:
        yield "process", f"行政许可的办理流程缺少{'、'.join(missing)}", "请补全五个环节"


def material_rules(row: Row) -> Iterator[Fault]:
    names = [material["name"] for material in row["materials"]]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield "materials", f"材料“{name}”列了两次", "请合并"
    for index, material in enumerate(row["materials"], 1):
        field = f"materials[{index}]"
        if material["may_be_late"] != (material["late_days"] > 0):
            yield f"{field}.late_days", "可容缺的材料要写补交期限，不可容缺的写 0", "请补全"
        if material["necessity"] == "conditional" and not material["condition"].strip():
            yield f"{field}.condition", "情形必要的材料要写明何种情形需要", "请补全"


def wording_rules(row: Row, exceptions: Iterable[Excepted] = ()) -> Iterator[Fault]:
    """No catch-all clause in any text that could hide one."""
    version = SimpleNamespace(**{**row, "result_name": row["result"]["name"]})
    yield from _worded(spots(version, [SimpleNamespace(**one) for one in row["materials"]]), row["code"], exceptions)


def question_wording(row: Row, exceptions: Iterable[Excepted] = ()) -> Iterator[Fault]:
    """The same of guided questions that stand in a file of their own."""
    yield from _worded(of_questions(row["questions"]), row["code"], exceptions)


def _worded(texts: Iterable[Spot], code: str, exceptions: Iterable[Excepted]) -> Iterator[Fault]:
    for spot in texts:
        for clause in catch_all_clauses(spot.text, exceptions, place=spot.place, matter_code=code):
            yield spot.field, f"“{spot.text}”中的{clause}", ""


RULES: tuple[Callable[[Row], Iterator[Fault]], ...] = (
    code_rules, limit_rules, service_rules, material_rules, *STANDARD_RULES,
)  # fmt: skip

# What the database itself would refuse: asked when a draft is saved; all others when it is handed in.
HELD_BY_THE_DATABASE = (limit_rules, service_rules, material_rules, fee_and_plan_rules)

# What the text of a draft is judged by; its codes stand on the matter and were judged when it came in.
OF_A_DRAFT = (*(rule for rule in RULES if rule is not code_rules), *WHOLE_RULES)
