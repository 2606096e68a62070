"""Queues of a hall, and which window covers which."""

from django.core.validators import MinValueValidator
from django.db import models

from hall.kernel.models import HallScoped


class QueueKind(models.TextChoices):
    """What a queue is for; its prefix is the letter on the ticket."""

    COMPREHENSIVE = "comprehensive", "综合受理"
    ISSUING = "issuing", "统一出件"
    CONSULTING = "consulting", "咨询导办"
    UNRESOLVED = "unresolved", "办不成事反映"
    PACKAGE = "package", "一件事"
    FOREIGN = "foreign", "外语服务"
    GREEN_LANE = "green_lane", "绿色通道"


class RejoinRule(models.TextChoices):
    """What becomes of a missed number; printed on the ticket."""

    GONE = "gone", "过号作废，请重新取号"
    AFTER = "after", "过号可恢复一次，排在几位之后"
    LAST = "last", "过号可恢复，排到队尾"


class Queue(HallScoped):
    """One line of people. Calling locks its row, so order inside it is exact (reliability.md decision 2)."""

    code = models.SlugField("编码", max_length=32)
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类别", max_length=16, choices=QueueKind.choices)
    prefix = models.CharField("号头", max_length=2)
    priority_streak = models.PositiveSmallIntegerField("连续优先叫号数", default=0)
    appointment_streak = models.PositiveSmallIntegerField("连续越过预约的优先叫号数", default=0, db_default=0)
    priority_run = models.PositiveSmallIntegerField(
        "连叫几个优先号后叫一个普通号", default=2, db_default=2, validators=[MinValueValidator(1)]
    )
    expected_minutes = models.PositiveSmallIntegerField("预计每号办理分钟", default=10)
    max_calls = models.PositiveSmallIntegerField("叫几次算过号", default=3)
    call_interval = models.PositiveSmallIntegerField("两次叫号至少间隔秒数", default=20, db_default=20)
    rejoin_rule = models.CharField(
        "过号规则", max_length=8, choices=RejoinRule.choices, default=RejoinRule.AFTER, db_default=RejoinRule.AFTER
    )
    told_ahead = models.PositiveSmallIntegerField(
        "前面剩几人时提醒准备", default=8, db_default=8, help_text="0 为不提醒"
    )
    near_ahead = models.PositiveSmallIntegerField("前面剩几人算快到了", default=3, db_default=3)
    rejoin_after = models.PositiveSmallIntegerField("过号补叫排在几位后", default=3)
    is_self_service = models.BooleanField(
        "自助机可选", default=True, db_default=True, help_text="绿色通道等须由导办人员发号"
    )

    class Meta:
        verbose_name = verbose_name_plural = "队列"
        ordering = ["hall", "code"]
        constraints = [
            models.UniqueConstraint(fields=["hall", "code"], name="queue_code_unique_in_hall"),
            models.UniqueConstraint(fields=["hall", "prefix"], name="queue_prefix_unique_in_hall"),
            models.CheckConstraint(condition=models.Q(priority_run__gte=1), name="priority_run_is_at_least_one"),
        ]

    def __str__(self) -> str:
        return self.name


class WindowQueue(models.Model):
    """A window covers a queue; a lower rank is served first."""

    window = models.ForeignKey("hall.Window", on_delete=models.CASCADE, related_name="covers")
    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="covered_by")
    rank = models.PositiveSmallIntegerField("次序", default=1)
    ordinary_run = models.PositiveSmallIntegerField("本窗口连续越过普通号的叫号数", default=0, db_default=0)
    appointment_run = models.PositiveSmallIntegerField("本窗口连续越过预约号的叫号数", default=0, db_default=0)

    class Meta:
        verbose_name = verbose_name_plural = "窗口受理队列"
        ordering = ["window", "rank"]
        constraints = [models.UniqueConstraint(fields=["window", "queue"], name="window_covers_a_queue_once")]

    def __str__(self) -> str:
        return f"{self.window} {self.queue}"
