"""Who covers what: saved plans, the re-allocations that were made, lunch, reserve windows in service."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from hall.kernel.models import HallScoped


class WindowPlan(HallScoped):
    """An allocation kept under a name (早高峰): for each window the queues it covers, the first served first."""

    name = models.CharField("名称", max_length=30)
    allocation = models.JSONField("窗口分工", help_text="窗口号到队列编码，按受理次序")
    saved_at = models.DateTimeField("保存时间")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "窗口调配方案"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["hall", "name"], name="plan_name_unique_in_hall")]

    def __str__(self) -> str:
        return self.name


class Reallocation(HallScoped):
    """One re-allocation: the windows it changed, as they were and as they became. Its version counts up in each hall."""

    version = models.PositiveIntegerField("版次")
    before = models.JSONField("原分工")
    after = models.JSONField("新分工")
    reason = models.CharField("原因", max_length=200)
    plan = models.ForeignKey(WindowPlan, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by")
    at = models.DateTimeField("时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "窗口调配"
        ordering = ["hall", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["hall", "version"], name="one_reallocation_for_each_version"),
            models.CheckConstraint(condition=~Q(reason=""), name="reallocation_says_why"),
        ]

    def __str__(self) -> str:
        return f"第{self.version}版"


class LunchBreak(HallScoped):
    """When a window rests at noon, so that the others do not."""

    window = models.OneToOneField("hall.Window", on_delete=models.CASCADE, related_name="lunch")
    begins = models.TimeField("开始")
    ends = models.TimeField("结束")

    class Meta:
        verbose_name = verbose_name_plural = "午间轮休"
        ordering = ["hall", "begins", "window"]
        constraints = [models.CheckConstraint(condition=Q(begins__lt=F("ends")), name="lunch_begins_before_it_ends")]

    def __str__(self) -> str:
        return f"{self.window} {self.begins:%H:%M}–{self.ends:%H:%M}"


class ReserveService(HallScoped):
    """A reserve window (弹性窗口) put into service by a manager; a clerk opens it only while it is."""

    window = models.ForeignKey("hall.Window", on_delete=models.CASCADE, related_name="reserve_services")
    began_at = models.DateTimeField("启用时间")
    began_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("原因", max_length=200)
    ended_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "弹性窗口启用"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["window"], condition=Q(ended_at=None), name="reserve_window_is_in_service_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.window} {self.began_at:%H:%M}"
