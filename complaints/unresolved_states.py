"""States of the 办不成事 desk's cases and of the improvement tickets they bring forth."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hall.kernel.moves import Move


class CaseState(models.TextChoices):
    """受理 → 分类 → 转办 → 办结 → 反馈 → 核查 → 备案."""

    TAKEN_DOWN = "taken_down", _("已登记")
    CLASSIFIED = "classified", _("已分类")
    FORWARDED = "forwarded", _("已转办，待签收")
    BEING_SOLVED = "being_solved", _("责任单位办理中")
    SOLVED = "solved", _("已解决，待反馈")
    TOLD = "told", _("已反馈，待核查")
    VERIFIED = "verified", _("已核查，待备案")
    FILED = "filed", _("已备案")
    EXCLUDED = "excluded", _("不属受理范围，已说明")


C = CaseState
OPEN_CASES = (C.TAKEN_DOWN, C.CLASSIFIED, C.FORWARDED, C.BEING_SOLVED, C.SOLVED)

CASE_MOVES = {
    "classify": Move({C.TAKEN_DOWN, C.CLASSIFIED}, C.CLASSIFIED, "分类"),
    "exclude": Move({C.TAKEN_DOWN, C.CLASSIFIED}, C.EXCLUDED, "说明不属受理范围"),
    "forward_case": Move({C.CLASSIFIED}, C.FORWARDED, "转办责任单位"),
    "take_case": Move({C.FORWARDED}, C.BEING_SOLVED, "责任单位签收"),
    "send_case_back": Move({C.FORWARDED, C.BEING_SOLVED}, C.CLASSIFIED, "责任单位退回"),
    "solve": Move({C.CLASSIFIED, C.BEING_SOLVED}, C.SOLVED, "解决"),
    "tell_person": Move({C.SOLVED}, C.TOLD, "反馈办事人"),
    "verify": Move({C.TOLD}, C.VERIFIED, "核查已解决"),
    "find_unsolved": Move({C.TOLD}, C.CLASSIFIED, "核查未解决，重新办理"),
    "put_on_file": Move({C.VERIFIED}, C.FILED, "备案"),
    "find_case_overdue": Move(set(OPEN_CASES), None, "办不成事记为超期"),
}


class CaseKind(models.TextChoices):
    """What could not be done."""

    NOT_ACCEPTED = "not_accepted", _("符合条件却没有受理")
    NOT_APPROVED = "not_approved", _("符合条件却办不下来")
    SYSTEM = "system", _("系统打不开、填不了")
    BETWEEN = "between", _("几个部门互相推")
    STYLE = "style", _("工作态度和作风")
    OTHER = "other", _("其他办不成的事")


class Tier(models.TextChoices):
    """How much time it gets; the days stand in the hall's limits."""

    SIMPLE = "desk_simple", _("简单（即办）")
    COMPLEX = "desk_complex", _("复杂")
    SPECIAL = "desk_special", _("特殊疑难")


class Exclusion(models.TextChoices):
    """What the desk does not take on, each with its explanation."""

    INCOMPLETE = "incomplete", _("材料没有备齐")
    OWN_REASON = "own_reason", _("申请人自身原因")
    LEGAL = "legal", _("涉法涉诉涉访")
    AGAINST_POLICY = "against_policy", _("不符合法律政策")


class ImprovementState(models.TextChoices):
    """An improvement ticket (举一反三改进单)."""

    OPEN = "open", "待签收"
    IN_PROGRESS = "in_progress", "改进中"
    DONE = "done", "已完成，待确认"
    CONFIRMED = "confirmed", "已确认改进"
    DECLINED = "declined", "不采纳"


M = ImprovementState
OPEN_IMPROVEMENTS = (M.OPEN, M.IN_PROGRESS, M.DONE)

IMPROVEMENT_MOVES = {
    "take_improvement": Move({M.OPEN}, M.IN_PROGRESS, "签收改进单"),
    "report_progress": Move({M.IN_PROGRESS}, None, "报告改进进展"),
    "finish_improvement": Move({M.IN_PROGRESS}, M.DONE, "完成改进"),
    "confirm_improvement": Move({M.DONE}, M.CONFIRMED, "确认改进"),
    "send_improvement_back": Move({M.DONE}, M.IN_PROGRESS, "退回继续改进"),
    "decline_improvement": Move({M.OPEN}, M.DECLINED, "不采纳改进单"),
    "find_improvement_overdue": Move(set(OPEN_IMPROVEMENTS), None, "改进单记为超期"),
}


class ImprovementUnit(models.TextChoices):
    """Who is to improve."""

    PLATFORM = "platform", "政务服务平台"
    DEPARTMENT = "department", "部门"
