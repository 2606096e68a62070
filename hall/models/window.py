"""Windows of a hall."""

from django.db import models
from simple_history.models import HistoricalRecords

from hall.kernel.models import HallScoped


class WindowKind(models.TextChoices):
    """What a window is for."""

    COMPREHENSIVE = "comprehensive", "综合受理"
    ISSUING = "issuing", "统一出件"
    CONSULTING = "consulting", "咨询导办"
    UNRESOLVED = "unresolved", "办不成事反映"
    PACKAGE = "package", "一件事"
    FOREIGN = "foreign", "外语服务"
    GREEN_LANE = "green_lane", "绿色通道"


class Window(HallScoped):
    """A counter (窗口) where people are served. Whether it is open, and by whom, is kept by `queueing`."""

    code = models.CharField("窗口号", max_length=8)
    kind = models.CharField("类别", max_length=16, choices=WindowKind.choices)
    zone = models.CharField("区域", max_length=40)
    is_reserve = models.BooleanField("备用窗口", default=False)
    in_use = models.BooleanField("启用", default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "窗口"
        ordering = ["hall", "code"]
        constraints = [models.UniqueConstraint(fields=["hall", "code"], name="window_code_unique_in_hall")]

    def __str__(self) -> str:
        return f"{self.code}号窗口"
