"""Words kept ready for each occasion, before a hall writes its own; and filling in what they leave open. Pure.

`{name}` stands for a value; an unknown name stays as it is and is named when a template is saved.
"""

import re
from collections.abc import Mapping

from complaints.complaint_states import Occasion as O  # noqa: N817

VALUES = {
    "number": "编号",
    "kind": "类型",
    "matter": "事项",
    "department": "部门",
    "due": "期限",
    "hall": "大厅名称",
    "phone": "大厅电话",
    "reason": "理由",
}
LONGEST_REPLY = 2000
_CLOSING = "如对答复不满意，可凭编号{number}要求重新办理一次，或拨打{phone}、12345。"

TEMPLATES: tuple[tuple[str, str, str], ...] = (
    (O.RECEIVED, "登记回执", "您好，您的{kind}已登记，编号{number}，我们最迟{due}答复您。凭编号和手机号或证件号码后四位（或查询码）可随时查看办理情况。"),
    (O.PROLONGED, "延期告知", "您好，您反映的问题（编号{number}）因{reason}，需要延长办理时间，最迟{due}答复您。请谅解。"),
    (O.ANSWERED, "属实并已改正", "您好，您反映的问题（编号{number}）经核实属实。我们已经……，并向您道歉。" + _CLOSING),
    (O.ANSWERED, "清单外材料：已纠正", "您好，您反映的“{matter}”被要求清单以外材料的问题（编号{number}）经核实属实。该材料不在公布的清单上，窗口不得收取，已要求{department}立即纠正；请凭清单上的材料到任意综合窗口办理。" + _CLOSING),
    (O.ANSWERED, "不属实并作说明", "您好，您反映的问题（编号{number}）经核实，情况是……。依据是……。" + _CLOSING),
    (O.ANSWERED, "咨询答复", "您好，您咨询的“{matter}”答复如下：……。具体材料和时限以公布的办事指南为准。" + _CLOSING),
    (O.ANSWERED, "采纳建议", "您好，感谢您的建议（编号{number}）。我们采纳并将……，预计……完成。"),
    (O.OTHER_WAY, "告知其他途径", "您好，您反映的问题（编号{number}）不属于大厅投诉建议的办理范围。{reason}我们已将您的反映留存备查。"),
    (O.REOPENED, "重新办理告知", "您好，您对编号{number}的答复不满意，我们已重新办理，最迟{due}再次答复您。"),
    (O.CLOSED, "办结告知", "您好，编号{number}的{kind}已办结归档。感谢您对{hall}的监督。"),
    (O.TOLD, "办成反馈", "您好，您在“办不成事”反映窗口登记的事（编号{number}）已经解决：……。请于……到……办理。"),
    (O.TOLD, "说明原因", "您好，您登记的“办不成事”（编号{number}）经核查，目前不能办理的原因是……；您可以……。"),
    (O.EXCLUDED, "不属受理范围", "您好，您登记的事（编号{number}）不属于“办不成事”反映窗口的受理范围。{reason}"),
)  # fmt: skip


def fill(words: str, values: Mapping[str, object], *, leave_open: bool = True) -> str:
    """The words with their values; what is not given stays to be filled in by hand, or goes when nobody is asked."""
    given = {key: str(value) for key, value in values.items() if value not in (None, "")}
    return re.sub(r"\{(\w+)\}", lambda found: given.get(found[1], found[0] if leave_open else ""), words)


def left_open(words: str) -> str:
    """What a template left for the writer to say and nobody has said yet; empty when there is none."""
    found = re.search(r"\{\w+\}|…{2}", words)
    return found[0] if found else ""


def unknown_values(words: str) -> list[str]:
    """Names in braces that stand for nothing."""
    return [name for name in re.findall(r"\{(\w*)\}", words) if name not in VALUES]
