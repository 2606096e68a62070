"""Slots that people can be expected in: the plan they come from, the rules of a hall, and the slots themselves."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from hall.kernel.models import HallScoped
from hall.models.calendar import ServiceMode


class ClosingPolicy(models.TextChoices):
    """What happens at closing to those who still wait."""

    SERVE = "serve", "办完为止"
    TURN_AWAY = "turn_away", "到点停办，优先凭证改日再来"


def _minutes(label: str, default: int, most: int = 240) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, default=default, validators=[MaxValueValidator(most)])


class HallRules(models.Model):
    """Rules of a hall for appointments, for the screens and for the end of the day; without a row the defaults hold."""

    hall = models.OneToOneField("hall.Hall", on_delete=models.PROTECT, related_name="queue_rules")
    days_before = models.PositiveSmallIntegerField("最少提前几天预约", default=1, validators=[MaxValueValidator(30)])
    days_ahead = models.PositiveSmallIntegerField(
        "可约今后几个工作日", default=5, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    slot_minutes = models.PositiveSmallIntegerField(
        "每个时段分钟", default=30, validators=[MinValueValidator(10), MaxValueValidator(240)]
    )
    share_percent = models.PositiveSmallIntegerField(
        "预约占窗口能力的百分比", default=40, validators=[MaxValueValidator(100)]
    )
    is_uncapped_saturday = models.BooleanField("周六预约不限人数", default=True)
    cancel_minutes = _minutes("最晚提前几分钟取消", 120, 1440)
    late_minutes = _minutes("迟到几分钟以内仍按预约", 15)
    no_show_minutes = _minutes("时段结束几分钟后未到记为爽约", 60)
    no_show_limit = models.PositiveSmallIntegerField(
        "爽约几次后暂停预约", default=3, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    no_show_within_days = models.PositiveSmallIntegerField("爽约按最近几天计", default=90)
    blocked_days = models.PositiveSmallIntegerField("暂停预约几天", default=30)
    release_from_minutes = _minutes("取消的号最早几分钟后再放", 5)
    release_to_minutes = _minutes("取消的号最迟几分钟后再放", 30)
    stop_before_minutes = _minutes("闭厅前几分钟停止取号", 10)
    closing_policy = models.CharField(
        "闭厅时仍在等候的人", max_length=12, choices=ClosingPolicy.choices, default=ClosingPolicy.SERVE
    )
    overtime_minutes = _minutes("办完为止最多延长几分钟", 120, 480)
    voucher_days = models.PositiveSmallIntegerField(
        "优先凭证几个工作日内有效", default=5, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    screens_show_names = models.BooleanField(
        "大屏叫号显示隐名（张*）", default=False, help_text="默认只显示号码；打开后号码旁显示隐去名字的姓氏"
    )

    class Meta:
        verbose_name = verbose_name_plural = "预约与闭厅规则"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(release_from_minutes__lte=models.F("release_to_minutes")),
                name="released_slots_have_a_span_of_delay",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hall} 预约与闭厅规则"


class SlotStaffing(HallScoped):
    """How many windows of a queue are staffed for those expected, on a weekday from … until … (放号计划)."""

    queue = models.ForeignKey("queueing.Queue", on_delete=models.CASCADE, related_name="staffing")
    weekday = models.PositiveSmallIntegerField("星期", validators=[MinValueValidator(1), MaxValueValidator(7)])
    begins = models.TimeField("开始")
    ends = models.TimeField("结束")
    windows = models.PositiveSmallIntegerField("窗口数", validators=[MaxValueValidator(500)])

    class Meta:
        verbose_name = verbose_name_plural = "放号计划"
        ordering = ["hall", "queue", "weekday", "begins"]
        constraints = [
            models.UniqueConstraint(fields=["queue", "weekday", "begins"], name="staffing_named_once_for_each_hour"),
            models.CheckConstraint(
                condition=models.Q(begins__lt=models.F("ends")), name="staffing_begins_before_it_ends"
            ),
            models.CheckConstraint(condition=models.Q(weekday__gte=1, weekday__lte=7), name="staffing_names_a_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.begins:%H:%M} {self.windows}"


class Slot(HallScoped):
    """A span of time in which so many people are expected. Booking locks its row; a capacity of none has no limit."""

    queue = models.ForeignKey("queueing.Queue", on_delete=models.PROTECT, related_name="slots")
    begins_at = models.DateTimeField("开始")
    ends_at = models.DateTimeField("结束")
    mode = models.CharField("服务时段", max_length=16, choices=ServiceMode.choices)
    capacity = models.PositiveSmallIntegerField("可约人数", null=True, blank=True)
    taken = models.PositiveSmallIntegerField("已约人数", default=0)
    closed_reason = models.CharField("关闭原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "预约时段"
        ordering = ["begins_at"]
        constraints = [
            models.UniqueConstraint(fields=["queue", "begins_at"], name="one_slot_of_a_queue_for_each_begin"),
            models.CheckConstraint(
                condition=models.Q(begins_at__lt=models.F("ends_at")), name="slot_begins_before_it_ends"
            ),
            models.CheckConstraint(
                condition=models.Q(capacity=None) | models.Q(taken__lte=models.F("capacity")),
                name="slot_holds_no_more_than_its_capacity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.begins_at:%Y-%m-%d %H:%M}"
