"""The state of the catalogue that the reform is measured against (基期), matter by matter."""

from django.conf import settings
from django.db import models


class Baseline(models.Model):
    """One version of the base figures: a day, where they come from. The newest loaded one counts."""

    day = models.DateField("基期")
    name = models.CharField("名称", max_length=100, unique=True)
    source = models.CharField("来源说明", max_length=300)
    is_demonstration = models.BooleanField("演示数据", default=False)
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField("载入时间")

    class Meta:
        verbose_name = verbose_name_plural = "基期数据"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class BaselineLine(models.Model):
    """What was asked for one matter at the base date."""

    baseline = models.ForeignKey(Baseline, on_delete=models.CASCADE, related_name="lines")
    code = models.CharField("事项编码", max_length=33)
    materials = models.PositiveSmallIntegerField("申请材料份数")
    visits = models.PositiveSmallIntegerField("到现场次数")

    class Meta:
        verbose_name = verbose_name_plural = "基期事项"
        constraints = [
            models.UniqueConstraint(fields=["baseline", "code"], name="baseline_line_once_for_each_matter"),
        ]

    def __str__(self) -> str:
        return self.code
