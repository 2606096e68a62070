"""The providers of SMS as they fare, and every attempt at them."""

from django.db import models

from hall.states import ProviderState


class MessageProvider(models.Model):
    """One channel: whether messages go through it now. Which channels there are, and in which order, the settings say."""

    code = models.CharField("通道", max_length=40, primary_key=True)
    state = models.CharField("状态", max_length=8, choices=ProviderState.choices, default=ProviderState.UP)
    since = models.DateTimeField("此状态起于")
    probe_at = models.DateTimeField("下次试发", null=True, blank=True)
    good_probes = models.PositiveSmallIntegerField("连续试发成功", default=0)
    reason = models.CharField("原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "短信通道"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    @property
    def number(self) -> str:
        """By what its steps are found."""
        return self.code


class AttemptOutcome(models.TextChoices):
    TAKEN = "taken", "已接收"
    REFUSED = "refused", "拒收"
    NOT_SENT = "not_sent", "未接收"
    UNCLEAR = "unclear", "答复不明"


class MessageAttempt(models.Model):
    """One attempt at one provider: what it said and how long it took to say it."""

    message = models.ForeignKey("hall.OutgoingMessage", on_delete=models.CASCADE, related_name="tries")
    provider = models.CharField("通道", max_length=40)
    number = models.PositiveSmallIntegerField("第几次")
    at = models.DateTimeField("时间")
    took_ms = models.PositiveIntegerField("用时（毫秒）")
    outcome = models.CharField("结果", max_length=8, choices=AttemptOutcome.choices)
    why = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "发送尝试"
        ordering = ["id"]
        indexes = [models.Index(fields=["provider", "at"], name="attempts_at_a_provider")]

    def __str__(self) -> str:
        return f"{self.provider} {self.outcome}"
