"""Codes of matters (事项编码), generation of 2018: basic 12, implementation 31, handling item 33 characters."""

import re

from stdnum.cn import uscc

BASIC = re.compile(r"^\d{12}$")
IMPLEMENTATION = re.compile(r"^[0-9A-Z]{18}[1-7]\d{12}$")
HANDLING = re.compile(r"^[0-9A-Z]{18}[1-7]\d{14}$")
OLD_BASIC = re.compile(r"^\d{10}$")
OLD_IMPLEMENTATION = re.compile(r"^[0-9A-Z]{24}$")
BY_OFFICE_TYPES = {"02": "行政处罚", "03": "行政强制", "04": "行政征收", "06": "行政检查"}


def type_of(basic_code: str) -> str:
    """The matter type that a basic code carries in its third and fourth digits."""
    return basic_code[2:4]


def main_of(basic_code: str) -> str:
    """The basic code of the main item a basic code belongs to: the same code with sub-item 000."""
    return basic_code[:9] + "000"


def generation_of(code: str) -> str:
    """Of which scheme a code is by its form: 2016 (10 and 24 characters), 2018 (12, 31, 33), or neither."""
    if OLD_BASIC.match(code) or OLD_IMPLEMENTATION.match(code):
        return "2016"
    return "2018" if any(form.match(code) for form in (BASIC, IMPLEMENTATION, HANDLING)) else ""


def _of_2016(code: str) -> str:
    if generation_of(code) != "2016":
        return ""
    return f"这是 2016 版的 {len(code)} 位编码，不能与现行编码混用；旧码请写在 2016 版编码一栏，此处写 2018 版编码"


def basic_code_fault(basic_code: str) -> str:
    """What is wrong with a 12-digit basic code, or nothing."""
    if not BASIC.match(basic_code):
        return _of_2016(basic_code) or "基本编码应为 12 位数字（两位地区、两位类型、两位部门、三位主项、三位子项）"
    return ""


def implementation_code_fault(implementation_code: str, basic_code: str, level: str) -> str:
    """What is wrong with a 31-character implementation code: form, credit code check digit, consistency."""
    if not IMPLEMENTATION.match(implementation_code):
        return (
            _of_2016(implementation_code) or "实施编码应为 31 位：统一社会信用代码 18 位、行使层级 1 位、基本编码 12 位"
        )
    if not uscc.is_valid(implementation_code[:18]):
        return f"实施编码前 18 位 {implementation_code[:18]} 不是有效的统一社会信用代码（校验位不符）"
    if implementation_code[18] != level[:1]:
        return f"实施编码第 19 位是 {implementation_code[18]}，与行使层级 {level} 不一致"
    if implementation_code[19:] != basic_code:
        return "实施编码后 12 位与基本编码不一致"
    return ""


def handling_code_fault(handling_code: str, implementation_code: str) -> str:
    """What is wrong with a 33-character handling item code; none is allowed."""
    if not handling_code:
        return ""
    if not HANDLING.match(handling_code):
        return "业务办理项编码应为 33 位：实施编码 31 位加两位序号"
    if not handling_code.startswith(implementation_code):
        return "业务办理项编码前 31 位与实施编码不一致"
    return ""
