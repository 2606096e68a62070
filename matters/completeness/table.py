"""The table of what a complete standard says, with weights; a line is a fact, never a judgement of its words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from matters.completeness import facts, papers

Row = dict[str, Any]


@dataclass(frozen=True)
class Requirement:
    """One thing a complete standard says. `lacks` names each place where it is missing; required things count."""

    field: str
    label: str
    weight: int
    lacks: Callable[[Row], Iterator[str]]
    is_required: bool = True


REQUIRED = (
    Requirement("codes", "基本编码、实施编码", 2, facts.without("basic_code", "implementation_code")),
    Requirement("name", "事项名称", 2, facts.without("name")),
    Requirement("matter_type", "事项类型、行使层级", 1, facts.without("matter_type", "level")),
    Requirement("authority", "权力来源、实施主体性质", 1, facts.without("power_source", "authority_kind")),
    Requirement("applicants", "服务对象", 2, facts.without("applicants")),
    Requirement("themes", "主题分类", 1, facts.without("themes")),
    Requirement("legal_basis", "设定依据", 4, facts.law),
    Requirement("conditions", "受理条件（至少两条）", 4, facts.conditions),
    Requirement("limits", "法定与承诺时限及单位", 3, facts.limits),
    Requirement("process", "办理流程：环节、天数、经办", 3, facts.process),
    Requirement("fee", "是否收费、项目、标准和依据", 2, facts.fee),
    Requirement("result", "结果类型、名称和样本", 2, facts.result),
    Requirement("channels", "办理形式", 2, facts.without("channels")),
    Requirement("visits", "到现场次数及必须到现场的原因", 2, facts.visits),
    Requirement("online", "网办深度及网办地址", 1, facts.online),
    Requirement("place", "办理地点和时间", 2, facts.without("place", "hours")),
    Requirement("consulting", "咨询方式和电话", 1, facts.without("consult_ways", "consult_phone")),
    Requirement("supervising", "另设的监督投诉电话", 1, facts.supervising),
    Requirement("faq", "常见问题（行政许可至少一条）", 1, facts.faq),
    Requirement("remedies", "行政许可的复议机关和诉讼法院", 1, facts.remedies),
    Requirement("materials", "申请材料清单", 4, facts.without("materials")),
    Requirement("standards", "每份材料的受理标准", 4, papers.standards),
    Requirement("numbers", "每份材料的类型、形式和份数", 3, papers.numbers),
    Requirement("issuers", "非自备材料的出具机构", 2, papers.issuers),
    Requirement("cases", "情形必要材料的适用情形", 2, papers.cases),
    Requirement("exemptions", "免提交方式与容缺、承诺的期限和模板", 2, papers.exemptions),
    Requirement("grounds", "证明材料的法律依据", 2, papers.grounds),
)
WISHED = (
    Requirement("aliases", "通俗说法", 1, facts.aliases, is_required=False),
    Requirement("questions", "高频事项的情形引导", 1, facts.questions, is_required=False),
)
