"""What moves the clocks: special procedures (特别程序) and extensions (延期)."""

from django.conf import settings
from django.db import models

from matters.models.version import SpecialProcedure

BY_LAW = "by_law"
PROCEDURES = [*SpecialProcedure.choices, (BY_LAW, "其他法律规定的程序")]
ARTICLE_45 = "《中华人民共和国行政许可法》第四十五条"


class Procedure(models.Model):
    """A time in which both clocks stand still, from `began_on` (not counted) up to `ended_on` (counted again)."""

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="procedures")
    kind = models.CharField("种类", max_length=16, choices=PROCEDURES)
    name = models.CharField("名称", max_length=60)
    legal_basis = models.CharField("依据", max_length=200)
    reason = models.CharField("原因", max_length=500)
    began_on = models.DateField("开始日期")
    expected_days = models.PositiveSmallIntegerField("预计工作日", help_text="所需时间书面告知申请人")
    ended_on = models.DateField("结束日期", null=True, blank=True)
    result = models.CharField("结果", max_length=200, blank=True)
    opinion = models.CharField("意见", max_length=500, blank=True)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "特别程序"
        ordering = ["application", "began_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(ended_on=None), name="one_open_procedure_per_application"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gt=models.F("began_on")),
                name="procedure_ends_after_it_began",
            ),
            models.CheckConstraint(condition=~models.Q(legal_basis=""), name="procedure_has_a_legal_basis"),
            models.CheckConstraint(condition=models.Q(expected_days__gt=0), name="procedure_tells_how_long_it_takes"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.began_on}"


class Extension(models.Model):
    """One extension of an application (行政许可法第四十二条): asked by the department, approved by the right head."""

    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="extension")
    working_days = models.PositiveSmallIntegerField("延长工作日")
    is_joint = models.BooleanField("联合办理", default=False, help_text="由本级人民政府负责人批准")
    reason = models.CharField("理由", max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("申请时间")
    approved = models.BooleanField("同意", null=True, default=None)
    opinion = models.CharField("审批意见", max_length=500, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("审批时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "延期"
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="extension_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(approved=None, decided_by=None)
                | models.Q(approved__isnull=False, decided_by__isnull=False),
                name="extension_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("asked_by")),
                name="extension_decided_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(is_joint=False, working_days__lte=10)
                | models.Q(is_joint=True, working_days__lte=15),
                name="extension_keeps_to_the_law",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} +{self.working_days}"
