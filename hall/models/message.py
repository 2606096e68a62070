"""The outbox of messages (SMS)."""

from django.db import models

from hall.kernel.fields import BlindIndexField, EncryptedField
from hall.kernel.models import HallScoped
from hall.states import MessageState


class OutgoingMessage(HallScoped):
    """A message to a citizen, written in the business transaction and sent after it; never sent after it expires."""

    event = models.CharField("事件", max_length=40)
    dedupe_key = models.CharField("去重键", max_length=120, unique=True)
    phone = EncryptedField("手机")
    phone_index = BlindIndexField(of="phone", db_index=True)
    text = EncryptedField("内容")
    about = models.CharField("关于", max_length=60, blank=True, help_text="号码或办件编号")
    state = models.CharField("状态", max_length=12, choices=MessageState.choices, default=MessageState.QUEUED)
    queued_at = models.DateTimeField("入队时间")
    expires_at = models.DateTimeField("过期时间")
    due_at = models.DateTimeField("下次发送时间")
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    sending_since = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField("提交时间", null=True, blank=True)
    delivered_at = models.DateTimeField("送达时间", null=True, blank=True)
    provider = models.CharField("通道", max_length=40, blank=True)
    provider_reference = models.CharField("通道回执号", max_length=80, blank=True, db_index=True)
    failure = models.CharField("失败原因", max_length=200, blank=True)
    resend_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="resent_as", verbose_name="重发自"
    )

    class Meta:
        verbose_name = verbose_name_plural = "外发消息"
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="messages_still_to_send",
                condition=models.Q(state__in=["queued", "relayed", "sending"]),
            ),
            models.Index(fields=["due_at"], name="messages_awaiting_receipt", condition=models.Q(state="sent")),
            models.Index(fields=["hall", "queued_at"], name="messages_of_a_hall_by_time"),
            models.Index(fields=["about"], name="messages_about_a_thing", condition=~models.Q(about="")),
        ]

    def __str__(self) -> str:
        return f"{self.event}#{self.pk}"
