"""What the fields of an application form are called on paper and screen."""

from applications.areas import area_name

LABELS = {
    "content": "申请内容",
    "area": "所在区",
    "place": "住址、经营（生产）场所或办理地点",
    "collect": "结果领取方式",
    "note": "备注",
}
COLLECT = (("window", "出件窗口领取"), ("agent_window", "经办人代领"), ("electronic", "电子证照，不取纸质"))


def spoken(form: dict[str, object]) -> list[tuple[str, str]]:
    """Label and value of each field that was filled in, in the reader's words; unknown fields keep their own name."""
    chosen = dict(COLLECT)
    filled = ((str(key), str(value)) for key, value in form.items() if value not in ("", None))
    said = {"collect": lambda value: chosen.get(value, value), "area": area_name}
    return [(LABELS.get(key, key), said.get(key, str)(value)) for key, value in filled]
