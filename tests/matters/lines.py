"""Lines of a catalogue file to test with."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

CREDIT_CODE = "11110000000026892E"
MATERIAL = {
    "name": "食品经营许可申请书", "kind": "form", "medium": "either", "originals": 1, "copies": 0, "source": "applicant",
    "issuer": "", "necessity": "required", "condition": "", "may_be_late": False, "late_days": 0,
    "may_be_promised": False, "shared_licence": "", "acceptance_standard": "法定代表人签字，加盖公章", "note": "",
}  # fmt: skip
LINE = {
    "basic_code": "110131001000", "implementation_code": f"{CREDIT_CODE}2110131001000", "handling_code": "",
    "name": "食品经营许可（首次申请）", "main_item": "食品经营许可", "department": "scjgj", "matter_type": "01", "level": "2",
    "applicants": ["enterprise"], "legal_basis": [{"law": "《中华人民共和国食品安全法》", "article": "第三十五条"}],
    "conditions": ["有与经营品种、数量相适应的食品加工、贮存和用餐场所"],
    "materials": [MATERIAL, {**MATERIAL, "name": "经营场所平面布局图", "shared_licence": ""}],
    "process": [{"step": step, "days": 1, "by": "市市场监管局"} for step in ("受理", "审核", "审批", "办结", "送达")],
    "statutory_limit": 20, "statutory_unit": "working_day", "promised_limit": 7, "promised_unit": "working_day",
    "limit_note": "", "case_kind": "promised", "fee": {"charged": False, "standard": "", "basis": ""},
    "result": {"kind": "certificate", "name": "食品经营许可证", "valid_years": 5}, "stationed": True, "one_window": True,
    "visits": 1, "online_depth": "3", "aliases": ["开饭店"], "themes": ["商贸流通"], "frequent": True,
    "consult_phone": "010-82691213", "supervise_phone": "010-82691919",
}  # fmt: skip


def a_line(serial: int = 1, **changes: Any) -> dict[str, Any]:
    """A right line; `serial` makes code and name unique."""
    basic = f"110131{serial:03d}000"
    line = {**deepcopy(LINE), "basic_code": basic, "implementation_code": f"{CREDIT_CODE}2{basic}"}
    line["name"] = f"食品经营许可（首次申请）{serial}"
    return {**line, **changes}


def a_file(folder: Path, *lines: dict[str, Any] | str) -> Path:
    """A catalogue file of these lines."""
    path = folder / "catalogue.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path
