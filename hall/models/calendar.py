"""Two calendars, never mixed: the working calendar of the law, and the hall's service hours."""

from django.db import models

from hall.kernel.models import HallScoped


class DayKind(models.TextChoices):
    """Kind of a day in the working calendar (放假安排)."""

    WORKDAY = "workday", "工作日"
    WEEKEND = "weekend", "周末"
    HOLIDAY = "holiday", "法定节假日"
    MAKEUP = "makeup", "调休上班"


class CalendarDay(models.Model):
    """One day of the working calendar (工作日历), by which limits of the law are counted."""

    date = models.DateField("日期", primary_key=True)
    kind = models.CharField("类别", max_length=8, choices=DayKind.choices)
    name = models.CharField("节日", max_length=20, blank=True)
    is_provisional = models.BooleanField("暂定", default=False, help_text="官方放假安排公布前按固定节日推算")

    class Meta:
        verbose_name = verbose_name_plural = "工作日历"
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.get_kind_display()}"

    @property
    def is_working_day(self) -> bool:
        return self.kind in {DayKind.WORKDAY, DayKind.MAKEUP}


class ServiceMode(models.TextChoices):
    """Modes of service hours (domain: 延时服务)."""

    NORMAL = "normal", "正常服务"
    EARLY = "early", "早间延时"
    NOON = "noon", "午间不间断"
    LATE = "late", "晚间延时"
    SATURDAY = "saturday", "周六预约服务"
    SPECIAL = "special", "专场服务"


class ServiceHours(HallScoped):
    """When a hall serves in a mode: on a weekday (1 = Monday … 7), or on one special date. Not the working calendar."""

    mode = models.CharField("服务时段", max_length=16, choices=ServiceMode.choices)
    weekday = models.PositiveSmallIntegerField("星期", null=True, blank=True)
    date = models.DateField("日期", null=True, blank=True)
    opens = models.TimeField("开始")
    closes = models.TimeField("结束")
    appointment_only = models.BooleanField("仅限预约", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "服务时间"
        ordering = ["hall", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens__lt=models.F("closes")), name="hall_opens_before_it_closes"
            ),
            models.CheckConstraint(
                condition=models.Q(weekday__isnull=False, date=None, weekday__gte=1, weekday__lte=7)
                | models.Q(weekday=None, date__isnull=False),
                name="service_hours_name_a_weekday_or_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_mode_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class ClosedDay(HallScoped):
    """A day on which a hall that would be open serves nobody, and why (停止服务日)."""

    date = models.DateField("日期")
    reason = models.CharField("原因", max_length=100)

    class Meta:
        verbose_name = verbose_name_plural = "停止服务日"
        ordering = ["hall", "date"]
        constraints = [models.UniqueConstraint(fields=["hall", "date"], name="a_day_is_closed_once")]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.reason}"
