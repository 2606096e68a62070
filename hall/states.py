"""States of the base app's things, with their official labels and moves."""

from django.db import models

from hall.kernel.moves import Move


class MessageState(models.TextChoices):
    """Where an outgoing message stands. `unknown`: sent, and no receipt in time."""

    QUEUED = "queued", "待发送"
    RELAYED = "relayed", "已交发送队列"
    SENDING = "sending", "发送中"
    SENT = "sent", "已提交运营商"
    DELIVERED = "delivered", "已送达"
    FAILED = "failed", "发送失败"
    EXPIRED = "expired", "过期未发"
    UNKNOWN = "unknown", "回执未知"
    HELD = "held", "超限未发"


S = MessageState

MESSAGE_MOVES = {
    "relay": Move({S.QUEUED}, S.RELAYED, "交发送队列"),
    "begin_sending": Move({S.QUEUED, S.RELAYED}, S.SENDING, "开始发送"),
    # Proof that the provider has it counts whenever it comes, so that nothing is sent again (ADR 0002).
    "mark_sent": Move({S.QUEUED, S.RELAYED, S.SENDING, S.UNKNOWN}, S.SENT, "提交"),
    "mark_delivered": Move({S.QUEUED, S.RELAYED, S.SENDING, S.SENT, S.EXPIRED, S.UNKNOWN}, S.DELIVERED, "确认送达"),
    "mark_failed": Move({S.QUEUED, S.RELAYED, S.SENDING, S.SENT, S.UNKNOWN}, S.FAILED, "标记失败"),
    "expire": Move({S.QUEUED, S.RELAYED}, S.EXPIRED, "作过期处理"),
    "lose_track": Move({S.SENDING, S.SENT}, S.UNKNOWN, "标记回执未知"),
    "put_off": Move({S.QUEUED, S.RELAYED}, S.QUEUED, "等通道"),
    "hold": Move({S.QUEUED, S.RELAYED}, S.HELD, "因超限停发"),
    "requeue": Move({S.RELAYED, S.SENDING}, S.QUEUED, "重新排队"),
}


class ProviderState(models.TextChoices):
    """Whether messages go through a provider of SMS. `down`: it failed, one message now and then tries it."""

    UP = "up", "正常"
    DOWN = "down", "故障切换"
    OFF = "off", "人工停用"


P = ProviderState

PROVIDER_MOVES = {
    "fail_over": Move({P.UP}, P.DOWN, "切换到备用"),
    "come_back": Move({P.DOWN}, P.UP, "恢复"),
    "switch_off": Move({P.UP, P.DOWN}, P.OFF, "停用"),
    "switch_on": Move({P.OFF}, P.UP, "启用"),
}
