"""What changed in the working calendar, kept so that every date counted with it can be counted again."""

from django.conf import settings
from django.db import models


class CalendarSource(models.TextChoices):
    """Where a change of the calendar comes from."""

    OFFICIAL = "official", "导入官方放假安排"
    LIBRARY = "library", "随软件更新载入"
    ONE_DAY = "one_day", "修改单日"


class CalendarChange(models.Model):
    """One change of the working calendar: which days, before and after, by whom, from which paper."""

    source = models.CharField("来源", max_length=12, choices=CalendarSource.choices)
    paper = models.CharField("文件", max_length=200, blank=True, help_text="如：国办发明电〔2026〕×号")
    first = models.DateField("起")
    last = models.DateField("止")
    days = models.JSONField("变动的日子", default=list, help_text="每日：日期、原类别、新类别、节日、原是否暂定")
    at = models.DateTimeField("时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "工作日历变动"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_source_display()} {self.first}–{self.last}"
