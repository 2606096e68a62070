"""What a citizen is told about an application: the state in plain words, and what to do now. Pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.states import ApplicationState as S

Words = str | Promise


@dataclass(frozen=True)
class Saying:
    """First line, and what to do next; `tone` is calm, act, good or ended."""

    headline: Words
    todo: Words
    tone: str


IN_HAND = Saying(_("已受理，正在审批"), _("您现在不用做什么。最迟 {promise_due} 办结，有结果会发短信。"), "calm")
SAYINGS: Mapping[str, Saying] = {
    S.RECEIVED: Saying(
        _("已收到您的申请，正在核对材料"), _("您现在不用做什么。最迟 {notice_due} 告诉您是否受理。"), "calm"
    ),
    S.AWAITING_CORRECTION: Saying(
        _("还差 {count} 份材料，请在 {correction_due} 前补交"),
        _("可以在本页拍照补交，也可以带到任意综合窗口，不用重新排号。逾期视为撤回申请，可以重新提出。"),
        "act",
    ),
    S.ACCEPTED: IN_HAND,
    S.REFUSED: Saying(
        _("没有受理"), _("理由和救济途径写在不予受理通知书上，可到综合窗口领取，或拨打咨询电话。"), "ended"
    ),
    S.OUT_OF_SCOPE: Saying(
        _("这件事不在这里受理"), _("该去哪里办、理由和救济途径写在告知书上，也可以拨打咨询电话。"), "ended"
    ),
    S.IN_PROCEDURE: Saying(
        _("正在进行{procedure}，办理期限暂停计算"),
        _("您现在不用做什么。{procedure}结束后继续计时，并告诉您新的办结日期。"),
        "calm",
    ),
    S.EXTENDING: Saying(_("已受理，正在审批"), _("部门申请延长办理时间，批准后会把理由和新的日期告诉您。"), "calm"),
    S.FORWARDED: Saying(
        _("已通过初审，正由上级机关审批"), _("您现在不用做什么，不用重复交材料，有结果会发短信。"), "calm"
    ),
    S.GRANTED: IN_HAND,  # within ten minutes of a decision it can be undone, and nobody has been told
    S.DENIED: IN_HAND,
    S.AWAITING_COLLECTION: Saying(
        _("结果已出，请来领取"), _("请带身份证件，或凭短信里的取件码，到出件窗口领取，不用重新取号。"), "act"
    ),
    S.DELIVERED: Saying(
        _("已办结，结果已领取"),
        _("没有需要您做的事了。可以在本页评价窗口服务；不满意请拨打下面的监督电话。"),
        "good",
    ),
    S.WITHDRAWN: Saying(_("申请已撤回"), _("如还需要办理，可以重新提出申请。"), "ended"),
    S.TERMINATED: Saying(_("已终止办理"), _("理由写在告知书上。如还需要办理，可以重新提出申请。"), "ended"),
    S.ARCHIVED: Saying(_("已办结，案卷已归档"), _("需要查阅或者复制的，请带身份证件到综合窗口申请。"), "ended"),
}

STEP_LABELS = {
    "receive": _("收到申请"),
    "correct": _("等您补材料"),
    "accept": _("受理"),
    "decide": _("审查、决定"),
    "collect": _("领取结果"),
}
REACHED = {
    S.RECEIVED: "receive",
    S.AWAITING_CORRECTION: "correct",
    S.ACCEPTED: "decide",
    S.OUT_OF_SCOPE: "accept",
    S.IN_PROCEDURE: "decide",
    S.EXTENDING: "decide",
    S.FORWARDED: "decide",
    S.GRANTED: "decide",
    S.DENIED: "decide",
    S.AWAITING_COLLECTION: "collect",
    S.REFUSED: "accept",
    S.WITHDRAWN: "",
    S.TERMINATED: "",
    S.ARCHIVED: "",
    S.DELIVERED: "",
}


def saying(state: str) -> Saying:
    """The words for a state."""
    return SAYINGS[S(state)]
