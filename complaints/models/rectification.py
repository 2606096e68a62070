"""What a bad rating sets going (差评整改), and the appeal against it."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from complaints.states import AppealState, RatingLevel, RectificationState
from hall.kernel.fields import EncryptedField
from hall.kernel.models import HallScoped


class Finding(models.TextChoices):
    """What the inquiry into a bad rating found."""

    RIGHT = "right", "属实"
    PARTLY = "partly", "部分属实"
    WRONG = "wrong", "不属实"


class CallBackOutcome(models.TextChoices):
    """What came of the call-back."""

    SATISFIED = "satisfied", "对整改满意"
    DISSATISFIED = "dissatisfied", "对整改仍不满意"
    NO_OPINION = "no_opinion", "接通，不愿再评"


class Rectification(HallScoped):
    """One bad rating to answer: contact, rectify, call back, close. What the rater said stands encrypted."""

    rating = models.OneToOneField("complaints.Rating", on_delete=models.PROTECT, related_name="rectification")
    number = models.CharField("差评编号", max_length=24)
    state = models.CharField(
        "状态", max_length=12, choices=RectificationState.choices, default=RectificationState.OPENED
    )
    is_real_name = models.BooleanField("实名差评", help_text="留有电话，可以回访")
    opened_at = models.DateTimeField("立项时间")
    contact_due = models.DateField("联系期限")
    rectify_due = models.DateField("整改期限")
    contact_tries = models.PositiveSmallIntegerField("联系未接通次数", default=0)
    contacted_at = models.DateTimeField("联系时间", null=True, blank=True)
    contact_words = EncryptedField("联系核实情况", blank=True, default="")
    rectified_at = models.DateTimeField("首次完成整改时间", null=True, blank=True)
    finding = models.CharField("核实结论", max_length=8, choices=Finding.choices, blank=True)
    measures = EncryptedField("整改措施", blank=True, default="")
    call_back_tries = models.PositiveSmallIntegerField("回访未接通次数", default=0)
    called_back_at = models.DateTimeField("首次回访时间", null=True, blank=True)
    call_back_outcome = models.CharField("回访结果", max_length=16, choices=CallBackOutcome.choices, blank=True)
    call_back_words = EncryptedField("回访记录", blank=True, default="")
    rounds = models.PositiveSmallIntegerField("整改轮次", default=1)
    again_digest = models.CharField("再评凭证摘要", max_length=64, unique=True)
    again_level = models.CharField("再次评价", max_length=24, choices=RatingLevel.choices, blank=True)
    again_words = models.CharField("再次评价意见", max_length=500, blank=True)
    again_channel = models.CharField("再次评价渠道", max_length=12, blank=True)
    again_at = models.DateTimeField("再次评价时间", null=True, blank=True)
    contact_late_at = models.DateTimeField("联系超期告警时间", null=True, blank=True)
    rectify_late_at = models.DateTimeField("整改超期告警时间", null=True, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    closing_words = models.CharField("办结说明", max_length=500, blank=True)
    history = HistoricalRecords(excluded_fields=["contact_words", "measures", "call_back_words", "again_words"])

    class Meta:
        verbose_name = verbose_name_plural = "差评整改"
        ordering = ["rectify_due", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["hall", "number"], name="rectification_number_unique_in_hall"),
            models.CheckConstraint(
                condition=~models.Q(state="closed") | models.Q(closed_at__isnull=False) & ~models.Q(closing_words=""),
                name="closed_rectification_says_why",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["rectified", "called_back", "closed"])
                | models.Q(contacted_at__isnull=False, rectified_at__isnull=False),
                name="rectified_means_contacted_before",
            ),
        ]
        indexes = [
            models.Index(
                fields=["hall", "rectify_due"], name="rectifications_open", condition=~models.Q(state="closed")
            )
        ]

    def __str__(self) -> str:
        return self.number


class AppealSide(models.TextChoices):
    """For whom an appeal is lodged."""

    WINDOW = "window", "窗口"
    DEPARTMENT = "department", "部门"


class RatingAppeal(HallScoped):
    """An appeal that a bad rating is wrong or malicious. The score leaves the rating out only once it is upheld."""

    rectification = models.OneToOneField(Rectification, on_delete=models.PROTECT, related_name="appeal")
    state = models.CharField("状态", max_length=12, choices=AppealState.choices, default=AppealState.LODGED)
    side = models.CharField("申诉方", max_length=12, choices=AppealSide.choices)
    reason = EncryptedField("申诉理由")
    lodged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lodged_at = models.DateTimeField("申诉时间")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField("裁定时间", null=True, blank=True)
    decision = EncryptedField("裁定理由", blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "差评申诉"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="lodged", decided_by=None)
                | ~models.Q(state="lodged") & models.Q(decided_by__isnull=False, decided_at__isnull=False),
                name="decided_appeal_names_its_supervisor",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("lodged_by")),
                name="nobody_decides_their_own_appeal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rectification}申诉"
