"""The published standard of a matter (实施清单的一个版本)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from simple_history.models import HistoricalRecords

from matters.states import VersionState


class CaseKind(models.TextChoices):
    """Kind of case (办件类型), GB/T 39046 A.6."""

    INSTANT = "instant", "即办件"
    PROMISED = "promised", "承诺件"


class LimitUnit(models.TextChoices):
    """Unit of a limit; never assumed to be working days."""

    WORKING_DAY = "working_day", "工作日"
    NATURAL_DAY = "natural_day", "自然日"
    MONTH = "month", "个月"
    NONE = "none", "无"


class MatterVersion(models.Model):
    """One version of a matter's standard: conditions, materials, limits, fee, process, result.

    In force during `in_force`; one version of a matter at any instant. A published version never changes: an
    application keeps the version of the moment it was received.
    """

    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("版本号")
    state = models.CharField("状态", max_length=12, choices=VersionState.choices, default=VersionState.DRAFT)
    in_force = DateTimeRangeField("有效期间", null=True, blank=True)
    pause_reason = models.CharField("暂停原因", max_length=200, blank=True)
    case_kind = models.CharField("办件类型", max_length=12, choices=CaseKind.choices)
    statutory_limit = models.PositiveIntegerField("法定办结时限", null=True, blank=True)
    statutory_unit = models.CharField("法定时限单位", max_length=12, choices=LimitUnit.choices)
    promised_limit = models.PositiveIntegerField("承诺办结时限")
    promised_unit = models.CharField("承诺时限单位", max_length=12, choices=LimitUnit.choices)
    limit_note = models.CharField("时限说明", max_length=500, blank=True)
    legal_basis = models.JSONField("设定依据", default=list)
    conditions = models.JSONField("受理条件", default=list)
    process = models.JSONField("办理流程", default=list)
    fee = models.JSONField("收费", default=dict)
    questions = models.JSONField("情形引导", default=list, blank=True, help_text="问题和选项；只写材料清单中的材料")
    result_kind = models.CharField("结果类型", max_length=16)
    result_name = models.CharField("结果名称", max_length=200, blank=True)
    result_valid_years = models.PositiveSmallIntegerField("结果有效年数", default=0)
    visits = models.PositiveSmallIntegerField("到现场次数", default=1)
    online_depth = models.CharField("网办深度", max_length=1, default="3")
    consult_phone = models.CharField("咨询电话", max_length=32)
    supervise_phone = models.CharField("监督投诉电话", max_length=32)
    fingerprint = models.CharField("标准指纹", max_length=64, blank=True, help_text="规范化内容的摘要")
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "事项标准"
        constraints = [
            models.UniqueConstraint(fields=["matter", "number"], name="version_number_unique_in_matter"),
            ExclusionConstraint(
                name="published_versions_do_not_overlap",
                expressions=[("matter", RangeOperators.EQUAL), ("in_force", RangeOperators.OVERLAPS)],
                condition=models.Q(state__in=["published", "paused", "replaced", "withdrawn"]),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "submitted", "reviewed", "rejected"])
                | models.Q(in_force__isnull=False),
                name="published_version_is_in_force_from_a_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(case_kind="instant", promised_limit=0)
                | models.Q(case_kind="promised", promised_limit__gt=0),
                name="instant_means_promised_at_once",
            ),
            models.CheckConstraint(
                condition=models.Q(statutory_unit="none", statutory_limit=None)
                | (~models.Q(statutory_unit="none") & models.Q(statutory_limit__isnull=False)),
                name="statutory_limit_has_a_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} 第{self.number}版"

    @property
    def is_instant(self) -> bool:
        return self.case_kind == CaseKind.INSTANT

    @property
    def short_fingerprint(self) -> str:
        """The fingerprint as printed: 8 hexadecimal digits in two groups."""
        return f"{self.fingerprint[:4]}-{self.fingerprint[4:8]}".upper()
