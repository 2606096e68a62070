"""Where the paper of a result is, how it moves, and the ways it reaches a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hall.kernel.moves import Move


class Way(models.TextChoices):
    """How a result reaches the person (领取方式)."""

    WINDOW = "window", _("窗口领取")
    POST = "post", _("邮寄")
    LOCKER = "locker", _("自助柜领取")
    ELECTRONIC = "electronic", _("电子送达")


class Postage(models.TextChoices):
    """Who pays for sending a result by post (邮费)."""

    UNSAID = "unsaid", "不作说明"
    FREE = "free", "大厅承担，申请人不付邮费"
    COLLECT = "collect", "到付，收件人收件时付给投递员"


class ResultState(models.TextChoices):
    """Where the paper of a result is."""

    COMING = "coming", "送往出件窗口"
    COUNTER = "counter", "在出件窗口"
    SHELF = "shelf", "在架"
    LOCKER = "locker", "在自助柜"
    POSTED = "posted", "已寄出"
    RETURNED = "returned", "已退回部门"
    GONE = "gone", "已交付"


R = ResultState
HERE = frozenset({R.COMING, R.COUNTER, R.SHELF})  # within the clerk's reach

RESULT_MOVES = {
    "shelve": Move({*HERE, R.RETURNED}, R.SHELF, "入架"),
    "put_in_locker": Move(HERE, R.LOCKER, "放入自助柜"),
    "take_back_from_locker": Move({R.LOCKER}, R.COUNTER, "从自助柜取回"),
    "post": Move(HERE, R.POSTED, "交寄"),
    "post_came_back": Move({R.POSTED}, R.COUNTER, "退件收回"),
    "post_arrived": Move({R.POSTED}, R.GONE, "邮寄签收"),
    "open_locker": Move({R.LOCKER}, R.GONE, "自助柜取件"),
    "take_electronically": Move(HERE, R.GONE, "电子签收"),
    "give": Move({*HERE, R.RETURNED}, R.GONE, "窗口交付"),
    "return_paper": Move({R.COUNTER, R.SHELF}, R.RETURNED, "逾期未领退回部门"),
}

# Acts around collecting that move no paper.
COLLECTING_ACTS = {
    "arrive": Move(set(), None, "到出件窗口"),
    "choose_way": Move(set(), None, "选择领取方式"),
    "name_collector": Move(set(), None, "指定代领人"),
    "send_pickup_code": Move(set(), None, "发送取件码"),
    "locker_expired": Move(set(), None, "自助柜到期"),
    "remind_to_collect": Move(set(), None, "提醒领取"),
    "see_proof": Move(set(), None, "查看签收凭据"),
    "send_in": Move(set(), None, "网上补交"),
    "send_in_back": Move(set(), None, "退回网上补交"),
    "prove_phone": Move(set(), None, "手机验证"),
}


class ProofKind(models.TextChoices):
    """What proves that somebody took the result."""

    SIGNATURE = "signature", "签名板签名"
    PHOTO = "photo", "现场照片"
    PAPER = "paper", "纸质送达回证签字"
    CODE = "code", "取件码"
    CARRIER = "carrier", "承运人签收记录"
    PHONE = "phone", "手机验证后下载"


class ResubmissionState(models.TextChoices):
    """What became of photos sent in afterwards."""

    PENDING = "pending", "待核对"
    ACCEPTED = "accepted", "已收"
    SENT_BACK = "sent_back", "已退回"
