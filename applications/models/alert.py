"""What time brought about, kept from the moment it was first found (预警): lights, limits, steps."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from hall.kernel.models import HallScoped


class AlertKind(models.TextChoices):
    """What was found."""

    HALF = "half", "时限过半"
    AMBER = "amber", "黄灯：临近到期"
    DUE = "due", "今天到期"
    RED = "red", "红灯：只剩一天或已超承诺"
    BLACK = "black", "黑灯：超法定时限"
    STEP = "step_overtime", "环节超时"
    PROCEDURE = "procedure", "特别程序超过告知的时间"
    ABSENT = "absent", "时限过半而承办人不在岗"
    NOTICE = "notice", "一次告知今天到期"
    DEEMED = "deemed", "逾期未告知，视为受理"
    CORRECTION = "correction", "补正逾期"
    LATE = "late", "容缺逾期未补交"
    DELIVERY = "delivery", "送达逾期"
    VERIFICATION = "verification", "承诺核查逾期"
    PROVISIONAL = "provisional", "办结日期暂定"


class Stage(models.TextChoices):
    """The step of the process that an alert is about."""

    WHOLE = "whole", "全程"
    RECEIVE = "receive", "受理"
    CORRECT = "correct", "补正"
    REVIEW = "review", "审查"
    DECIDE = "decide", "决定"
    CONSULT = "consult", "征求意见"
    EXTEND = "extend", "延期审批"
    PROCEDURE = "procedure", "特别程序"
    DELIVER = "deliver", "送达"
    VERIFY = "verify", "承诺核查"


class Alert(HallScoped):
    """One alert of an application and a step, kept once however often it is looked for.

    `round` counts how often the clock of the step began anew by an act (a procedure ended, an extension approved): a case
    whose date moved by an act is warned of again, one whose date moved by the calendar is not.
    """

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="alerts")
    department = models.ForeignKey("hall.Department", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("预警类型", max_length=16, choices=AlertKind.choices)
    step = models.CharField("环节", max_length=12, choices=Stage.choices, default=Stage.WHOLE)
    round = models.PositiveSmallIntegerField("第几次计时", default=0)
    due = models.DateField("期限", null=True, blank=True)
    fired_at = models.DateTimeField("产生时间")
    words = models.CharField("结果描述", max_length=200, blank=True)
    seen_at = models.DateTimeField("知悉时间", null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "预警"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["hall", "-fired_at"], name="alerts_of_a_hall"),
            models.Index(fields=["department", "-fired_at"], name="alerts_of_a_department"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "step", "round"], name="an_alert_fires_once_for_a_step"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.application_id}"


class StepShare(models.Model):
    """How much of the promised time a department gives to a step (环节时限), in per cent; none: the house's own."""

    department = models.ForeignKey("hall.Department", on_delete=models.PROTECT, related_name="step_shares")
    step = models.CharField("环节", max_length=12, choices=[(Stage.REVIEW, "审查"), (Stage.DECIDE, "决定")])
    percent = models.PositiveSmallIntegerField("占承诺时限的百分比")
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "环节时限"
        ordering = ["department", "step"]
        constraints = [
            models.UniqueConstraint(fields=["department", "step"], name="one_share_for_a_step_of_a_department"),
            models.CheckConstraint(
                condition=models.Q(percent__gte=5, percent__lte=100), name="share_of_a_step_is_a_part_of_the_promise"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.get_step_display()} {self.percent}%"
