"""States of an application (办件) and the table of its moves; domain.md 2.1."""

from django.db import models

from hall.kernel.moves import Move


class ApplicationState(models.TextChoices):
    """Where an application stands."""

    RECEIVED = "received", "已收件"
    AWAITING_CORRECTION = "awaiting_correction", "待补正"
    ACCEPTED = "accepted", "已受理"
    REFUSED = "refused", "不予受理"
    GRANTED = "granted", "准予"
    DENIED = "denied", "不予许可"
    AWAITING_COLLECTION = "awaiting_collection", "待领取"
    DELIVERED = "delivered", "已办结"
    WITHDRAWN = "withdrawn", "已撤回"


S = ApplicationState

APPLICATION_MOVES = {
    "tick": Move({S.RECEIVED}, None, "更改材料勾选"),
    "request_correction": Move({S.RECEIVED}, S.AWAITING_CORRECTION, "一次性告知补正"),
    "resubmit": Move({S.AWAITING_CORRECTION}, S.RECEIVED, "补正后重新收件"),
    "accept": Move({S.RECEIVED}, S.ACCEPTED, "受理"),
    "refuse": Move({S.RECEIVED}, S.REFUSED, "不予受理"),
    "supplement": Move({S.ACCEPTED}, None, "补交容缺材料"),
    "grant": Move({S.ACCEPTED}, S.GRANTED, "准予"),
    "deny": Move({S.ACCEPTED}, S.DENIED, "不予许可"),
    "release_result": Move({S.GRANTED, S.DENIED}, S.AWAITING_COLLECTION, "送出件窗口"),
    "hand_over": Move({S.AWAITING_COLLECTION}, S.DELIVERED, "发放"),
    "withdraw": Move({S.RECEIVED, S.AWAITING_CORRECTION, S.ACCEPTED}, S.WITHDRAWN, "撤回"),
    "deem_accepted": Move({S.RECEIVED}, S.ACCEPTED, "视为受理"),
    "deem_withdrawn": Move({S.AWAITING_CORRECTION}, S.WITHDRAWN, "视为撤回"),
}

OPEN = (S.RECEIVED, S.AWAITING_CORRECTION, S.ACCEPTED)

# Acts that begin an application or leave its state as it is.
OTHER_ACTS = {
    "receive": Move(set(), S.RECEIVED, "收件"),
    "upload": Move({S.RECEIVED, S.AWAITING_CORRECTION, S.ACCEPTED}, None, "上传材料"),
    "remove_file": Move({S.RECEIVED, S.AWAITING_CORRECTION}, None, "移除材料文件"),
    "supervise_second_notice": Move({S.RECEIVED}, None, "批准再次告知"),
    "print": Move(set(S), None, "打印文书"),
}


class MaterialStatus(models.TextChoices):
    """What became of one material at the counter."""

    HAVE = "have", "有"
    MISSING = "missing", "缺"
    NOT_NEEDED = "not_needed", "不涉及"
    LATE = "late", "容缺"
    PROMISED = "promised", "承诺"
    SHARED = "shared", "证照共享"
