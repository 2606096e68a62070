"""The end of a day: who still waited when the hall stopped, and what became of each of them."""

from django.conf import settings
from django.db import models

from hall.kernel.models import HallScoped
from queueing.models.slot import ClosingPolicy
from queueing.states import ClosingState


class DayClosing(HallScoped):
    """The closing of one day (日终收尾): from the last ticket to the last person seen off."""

    day = models.DateField("营业日")
    state = models.CharField("状态", max_length=12, choices=ClosingState.choices, default=ClosingState.STOPPED)
    policy = models.CharField("处理办法", max_length=12, choices=ClosingPolicy.choices)
    closes_at = models.DateTimeField("闭厅时间")
    stopped_at = models.DateTimeField("停止取号时间")
    stopped_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField("收尾完成时间", null=True, blank=True)
    words = models.CharField("告知群众的话", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "日终收尾"
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["hall", "day"], name="one_closing_for_each_day"),
            models.CheckConstraint(
                condition=models.Q(state="closed", closed_at__isnull=False)
                | (~models.Q(state="closed") & models.Q(closed_at=None)),
                name="closed_day_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} 日终收尾"


class ClosingOutcome(models.TextChoices):
    """What became of someone who still waited when the hall stopped."""

    PENDING = "pending", "仍在办理"
    SERVED = "served", "办完为止，已办"
    TURNED_AWAY = "turned_away", "未办，已给优先凭证"
    COLLECT_LATER = "collect_later", "结果改日领取"
    LEFT = "left", "本人离开或取消"
    MISSED = "missed", "过号未到"


class ClosingTicket(models.Model):
    """A ticket that was not over when the hall stopped; the day is closed when none of them is pending."""

    closing = models.ForeignKey(DayClosing, on_delete=models.PROTECT, related_name="tickets")
    ticket = models.OneToOneField("queueing.Ticket", on_delete=models.PROTECT, related_name="closing_line")
    state_then = models.CharField("当时状态", max_length=16)
    outcome = models.CharField("结果", max_length=16, choices=ClosingOutcome.choices, default=ClosingOutcome.PENDING)
    settled_at = models.DateTimeField("处理时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "日终等候人员"
        ordering = ["closing", "ticket"]

    def __str__(self) -> str:
        return f"{self.ticket} {self.get_outcome_display()}"


class ReturnVoucher(HallScoped):
    """Who was sent home unserved goes first the next time (优先凭证); it hangs on the person, not on a paper."""

    party = models.ForeignKey("hall.Party", on_delete=models.PROTECT, related_name="return_vouchers")
    ticket = models.OneToOneField("queueing.Ticket", on_delete=models.PROTECT, related_name="return_voucher")
    valid_until = models.DateField("有效期至")
    used_by = models.OneToOneField(
        "queueing.Ticket", on_delete=models.PROTECT, null=True, blank=True, related_name="came_by_voucher"
    )

    class Meta:
        verbose_name = verbose_name_plural = "优先凭证"
        ordering = ["id"]
        indexes = [models.Index(fields=["hall", "party", "valid_until"], name="vouchers_of_a_person")]

    def __str__(self) -> str:
        return f"{self.ticket} {self.valid_until:%Y-%m-%d}"
