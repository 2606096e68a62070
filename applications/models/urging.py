"""Supervision of single cases: urging (督办) with its answer, and the reason why a light turned red (超时原因)."""

from django.conf import settings
from django.db import models

from hall.kernel.models import HallScoped


class Urging(HallScoped):
    """A supervisor urges the department of an application and is owed an answer by a day."""

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="urgings")
    department = models.ForeignKey("hall.Department", on_delete=models.PROTECT, related_name="+")
    words = models.CharField("督办内容", max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("发出时间")
    answer_due = models.DateField("答复期限")
    answer = models.CharField("答复", max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "督办"
        ordering = ["-id"]
        indexes = [models.Index(fields=["department", "answered_at"], name="urgings_of_a_department")]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(answered_at=None),
                name="one_unanswered_urging_per_application",
            ),
            models.CheckConstraint(condition=~models.Q(words=""), name="urging_says_what_is_asked"),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answered_by=None, answer="")
                | (models.Q(answered_at__isnull=False, answered_by__isnull=False) & ~models.Q(answer="")),
                name="answered_urging_has_words_and_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"督办 {self.application_id}"


class Cause(models.TextChoices):
    """Why a case ran late, so that causes can be counted."""

    STAFF = "staff", "人员不足或不在岗"
    MATERIALS = "materials", "材料审核疑难"
    OTHERS = "others", "等待其他部门意见"
    SITE = "site", "现场核查、踏勘安排"
    SYSTEM = "system", "系统或数据共享故障"
    APPLICANT = "applicant", "申请人要求或未配合"
    COMPLEX = "complex", "案情复杂"
    OTHER = "other", "其他"


class OverdueReason(HallScoped):
    """The department's word on why an application is red or black; a later one stands beside the earlier."""

    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="overdue_reasons"
    )
    cause = models.CharField("超时原因", max_length=12, choices=Cause.choices)
    words = models.CharField("说明", max_length=500)
    colour = models.CharField("说明时的灯", max_length=8)
    days_over = models.PositiveSmallIntegerField("超期工作日", default=0)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField("说明时间")

    class Meta:
        verbose_name = verbose_name_plural = "超时原因"
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~models.Q(words=""), name="overdue_reason_has_words")]

    def __str__(self) -> str:
        return f"{self.get_cause_display()} {self.application_id}"
