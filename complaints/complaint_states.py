"""States of complaints and suggestions, and the words they are sorted by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hall.kernel.moves import Move


class ComplaintState(models.TextChoices):
    """Where a complaint stands. Who holds it is kept apart: an offer does not take it off the holder's hands."""

    REGISTERED = "registered", _("已登记，待签收")
    OFFERED = "offered", _("转办中，待对方签收")
    IN_HAND = "in_hand", _("办理中")
    ANSWERED = "answered", _("已答复")
    CLOSED = "closed", _("已办结")
    OTHER_WAY = "other_way", _("已告知其他途径")


S = ComplaintState
OPEN_COMPLAINTS = (S.REGISTERED, S.OFFERED, S.IN_HAND)

COMPLAINT_MOVES = {
    "take_up": Move({S.REGISTERED, S.OFFERED}, S.IN_HAND, "签收"),
    "offer": Move({S.REGISTERED, S.IN_HAND}, S.OFFERED, "转办"),
    "hand_back": Move({S.OFFERED}, S.REGISTERED, "退回转办"),
    "prolong": Move(set(OPEN_COMPLAINTS), None, "延长办理期限"),
    "answer": Move(set(OPEN_COMPLAINTS), S.ANSWERED, "答复"),
    "show_other_way": Move(set(OPEN_COMPLAINTS), S.OTHER_WAY, "告知其他途径"),
    "close_complaint": Move({S.ANSWERED}, S.CLOSED, "办结归档"),
    "reopen": Move({S.ANSWERED, S.CLOSED}, S.REGISTERED, "重新办理"),
    "find_overdue": Move(set(OPEN_COMPLAINTS), None, "记为超期"),
}


class ComplaintKind(models.TextChoices):
    """What the person wants (《北京市接诉即办工作条例》第二条)."""

    COMPLAINT = "complaint", _("投诉")
    SUGGESTION = "suggestion", _("建议")
    CONSULTATION = "consultation", _("咨询")
    HELP = "help", _("求助")
    REPORT = "report", _("举报")


class Category(models.TextChoices):
    """What it is about."""

    NOT_LISTED = "not_listed", _("要求清单以外的材料")
    VAGUE = "vague", _("材料要求含糊不清")
    NOT_ACCEPTED = "not_accepted", _("该受理不受理、来回推")
    LATE = "late", _("超过承诺时限")
    ATTITUDE = "attitude", _("服务态度")
    FEE = "fee", _("收费问题")
    WAITING = "waiting", _("排队等候")
    GUIDE = "guide", _("办事指南有误")
    ONLINE = "online", _("网上办理和自助设备")
    PLACE = "place", _("大厅环境设施")
    OTHER = "other", _("其他问题")


class Source(models.TextChoices):
    """Which way it came. `HOTLINE` is room for 12345 work orders; no page offers it yet."""

    WINDOW = "window", "窗口"
    GUIDE_DESK = "guide_desk", "导办台"
    PHONE = "phone", "电话"
    WEB = "web", "网页"
    GUIDE_PAGE = "guide_page", "办事指南页"
    NOTICE = "notice", "告知书二维码"
    HOTLINE = "hotline", "12345热线"


class Unit(models.TextChoices):
    """Who holds it, or is offered it."""

    FIRST = "first", "首接人"
    HALL = "hall", "大厅"
    BUREAU = "bureau", "政务服务局（督查）"
    DEPARTMENT = "department", "部门"


class Finding(models.TextChoices):
    """What the inquiry found."""

    TRUE = "true", _("属实")
    PARTLY = "partly", _("部分属实")
    UNTRUE = "untrue", _("不属实")
    NONE = "none", _("不需要认定（咨询、建议）")


class RootCause(models.TextChoices):
    """Why it could come to this (办不成事根源); statistics count by it."""

    SYSTEM = "system", _("系统")
    POLICY = "policy", _("政策")
    BETWEEN = "between", _("部门衔接")
    WINDOW = "window", _("窗口")
    APPLICANT = "applicant", _("申请人")


class Occasion(models.TextChoices):
    """When something is told to the person: replies and their templates are kept by it."""

    RECEIVED = "received", _("登记回执")
    PROLONGED = "prolonged", _("延期告知")
    ANSWERED = "answered", _("答复意见")
    OTHER_WAY = "other_way", _("其他途径告知")
    REOPENED = "reopened", _("重新办理告知")
    CLOSED = "closed", _("办结告知")
    TOLD = "told", _("办不成事反馈")
    EXCLUDED = "excluded", _("不属受理范围告知")
