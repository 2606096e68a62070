"""States of an application (办件) and the table of its moves; domain.md 2.1.

State 0 (草稿) is a clerk's draft at the window (`queueing.IntakeDraft`) and becomes an application when it is received.
"""

from django.db import models

from applications.paper_states import HEARING_ACTS, PAPER_ACTS  # noqa: F401 - step words
from applications.promise_states import (  # noqa: F401 their words and states
    PROMISE_ACTS,
    RULE_ACTS,
    RULE_MOVES,
    VERIFICATION_MOVES,
    RuleSetState,
    VerificationState,
)
from applications.result_states import COLLECTING_ACTS, RESULT_MOVES, ResultState  # noqa: F401 - step words are looked for here
from hall.kernel.moves import Move


class ApplicationState(models.TextChoices):
    """Where an application stands."""

    RECEIVED = "received", "已收件"
    AWAITING_CORRECTION = "awaiting_correction", "待补正"
    ACCEPTED = "accepted", "已受理"
    REFUSED = "refused", "不予受理"
    OUT_OF_SCOPE = "out_of_scope", "不受理"
    IN_PROCEDURE = "in_procedure", "特别程序中"
    EXTENDING = "extending", "延期审批中"
    FORWARDED = "forwarded", "转报上级"
    GRANTED = "granted", "准予"
    DENIED = "denied", "不予许可"
    AWAITING_COLLECTION = "awaiting_collection", "待领取"
    DELIVERED = "delivered", "已办结"
    WITHDRAWN = "withdrawn", "已撤回"
    TERMINATED = "terminated", "已终止"
    ARCHIVED = "archived", "已归档"


S = ApplicationState

UNDECIDED = frozenset({S.ACCEPTED, S.IN_PROCEDURE, S.EXTENDING, S.FORWARDED})  # accepted, and still to be decided
OPEN = (S.RECEIVED, S.AWAITING_CORRECTION, *sorted(UNDECIDED))
ENDED = frozenset({S.REFUSED, S.OUT_OF_SCOPE, S.WITHDRAWN, S.TERMINATED, S.DELIVERED})

APPLICATION_MOVES = {
    "tick": Move({S.RECEIVED}, None, "更改材料勾选"),
    "request_correction": Move({S.RECEIVED}, S.AWAITING_CORRECTION, "一次性告知补正"),
    "resubmit": Move({S.AWAITING_CORRECTION}, S.RECEIVED, "补正后重新收件"),
    "accept": Move({S.RECEIVED}, S.ACCEPTED, "受理"),
    "refuse": Move({S.RECEIVED}, S.REFUSED, "不予受理"),
    "turn_away": Move({S.RECEIVED}, S.OUT_OF_SCOPE, "即时告知不受理"),
    "supplement": Move(UNDECIDED, None, "补交容缺材料"),
    "begin_procedure": Move({S.ACCEPTED, S.FORWARDED}, S.IN_PROCEDURE, "转入特别程序"),
    "end_procedure": Move({S.IN_PROCEDURE}, S.ACCEPTED, "特别程序结束"),
    "ask_extension": Move({S.ACCEPTED}, S.EXTENDING, "申请延期"),
    "approve_extension": Move({S.EXTENDING}, S.ACCEPTED, "批准延期"),
    "refuse_extension": Move({S.EXTENDING}, S.ACCEPTED, "不同意延期"),
    "forward": Move({S.ACCEPTED}, S.FORWARDED, "初审后转报上级"),
    "grant": Move({S.ACCEPTED, S.FORWARDED}, S.GRANTED, "准予"),
    "deny": Move({S.ACCEPTED, S.FORWARDED}, S.DENIED, "不予许可"),
    "review": Move({S.ACCEPTED}, None, "审查"),
    "return_to_review": Move({S.ACCEPTED}, None, "退回审查"),
    "transfer": Move(UNDECIDED, None, "转办"),
    "undo_decision": Move({S.GRANTED, S.DENIED}, S.ACCEPTED, "撤回决定"),
    "release_result": Move({S.GRANTED, S.DENIED}, S.AWAITING_COLLECTION, "送出件窗口"),
    "hand_over": Move({S.AWAITING_COLLECTION}, S.DELIVERED, "发放"),
    "withdraw": Move({S.RECEIVED, S.AWAITING_CORRECTION, *UNDECIDED}, S.WITHDRAWN, "撤回"),
    "terminate": Move(UNDECIDED, S.TERMINATED, "终止办理"),
    "deem_accepted": Move({S.RECEIVED}, S.ACCEPTED, "视为受理"),
    "deem_withdrawn": Move({S.AWAITING_CORRECTION}, S.WITHDRAWN, "视为撤回"),
    "end_late": Move(UNDECIDED, S.TERMINATED, "容缺逾期终止"),
    "archive": Move(ENDED, S.ARCHIVED, "归档"),
}

# Acts that begin an application or leave its state as it is.
OTHER_ACTS = {
    "receive": Move(set(), S.RECEIVED, "收件"),
    "upload": Move({S.RECEIVED, S.AWAITING_CORRECTION, *UNDECIDED}, None, "上传材料"),
    "amend": Move({S.RECEIVED, S.AWAITING_CORRECTION, *UNDECIDED, S.AWAITING_COLLECTION}, None, "更正申请信息"),
    "remove_file": Move({S.RECEIVED, S.AWAITING_CORRECTION}, None, "移除材料文件"),
    "ask_department": Move({S.RECEIVED, *UNDECIDED}, None, "征求意见"),
    "reuse": Move({S.RECEIVED}, None, "沿用此前信息"),
    "ask_second_notice": Move({S.RECEIVED}, None, "提请再次告知"),
    "refuse_second_notice": Move({S.RECEIVED}, None, "不同意再次告知"),
    "resume": Move(set(OPEN), None, "续办（再次来访）"),
    "supervise_second_notice": Move({S.RECEIVED}, None, "批准再次告知"),
    "stand_in": Move(UNDECIDED, None, "转交AB角办理"),
    "withdraw_promise": Move(UNDECIDED, None, "撤回承诺"),
    "print": Move(set(S), None, "打印文书"),
    "recount": Move(set(S), None, "按放假安排重新推算日期"),
    "urge": Move({S.RECEIVED, *UNDECIDED, S.AWAITING_COLLECTION}, None, "督办"),
    "answer_urging": Move(set(S), None, "答复督办"),
    "explain_overdue": Move(set(S), None, "说明超时原因"),
}


# What a department's person in charge keeps.
KEEPING = {
    "authorise": Move(set(), None, "登记授权"),
    "revoke_authorisation": Move(set(), None, "撤销授权"),
    "lay_route": Move(set(), None, "设定流转路线"),
    "drop_route": Move(set(), None, "删除流转路线"),
    "record_absence": Move(set(), None, "登记请假顶岗"),
    "call_off_absence": Move(set(), None, "取消请假"),
    "set_step_shares": Move(set(), None, "设定环节时限"),
}


# What the hall's manager keeps at the issuing counter.
STORING = {
    "set_up_shelf": Move(set(), None, "登记出件架"),
    "change_shelf": Move(set(), None, "修改出件架"),
    "set_up_locker": Move(set(), None, "登记自助柜"),
    "change_locker": Move(set(), None, "修改自助柜"),
    "take_out_of_use": Move(set(), None, "停用出件架、自助柜"),
    "put_into_use": Move(set(), None, "恢复使用出件架、自助柜"),
    "set_postage": Move(set(), None, "设定邮费由谁付"),
}


# Acts that change nothing a person decides on: a page opened before them is not out of date.
QUIET = ("print", "make_file_again", "recount", "urge", "answer_urging", "explain_overdue")


class MaterialStatus(models.TextChoices):
    """What became of one material at the counter."""

    HAVE = "have", "有"
    MISSING = "missing", "缺"
    NOT_NEEDED = "not_needed", "不涉及"
    LATE = "late", "容缺"
    PROMISED = "promised", "承诺"
    SHARED = "shared", "证照共享"


class ConsultationState(models.TextChoices):
    """A question to another department: asked, answered, or called back because it is no longer needed."""

    ASKED = "asked", "待答复"
    ANSWERED = "answered", "已答复"
    CALLED_BACK = "called_back", "已撤回征询"


CONSULTATION_LEANINGS = [("agrees", "同意"), ("objects", "不同意"), ("none", "无意见")]
C = ConsultationState

CONSULTATION_MOVES = {
    "answer_consultation": Move({C.ASKED}, C.ANSWERED, "答复征求意见"),
    "call_back_consultation": Move({C.ASKED}, C.CALLED_BACK, "撤回征询"),
}

DESK_ACTS = {
    "keep_phrase": Move(set(), None, "保存部门审批用语"),
    "change_phrase": Move(set(), None, "修改部门审批用语"),
    "drop_phrase": Move(set(), None, "删除部门审批用语"),
}
