"""Queues of a hall, and which window covers which."""

from django.db import models

from hall.kernel.models import HallScoped


class QueueKind(models.TextChoices):
    """What a queue is for; its prefix is the letter on the ticket."""

    COMPREHENSIVE = "comprehensive", "综合受理"
    ISSUING = "issuing", "统一出件"
    CONSULTING = "consulting", "咨询导办"
    UNRESOLVED = "unresolved", "办不成事反映"


class Queue(HallScoped):
    """One line of people. Calling locks its row, so order inside it is exact (reliability.md decision 2)."""

    code = models.SlugField("编码", max_length=32)
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类别", max_length=16, choices=QueueKind.choices)
    prefix = models.CharField("号头", max_length=2)
    priority_streak = models.PositiveSmallIntegerField("连续优先叫号数", default=0)
    expected_minutes = models.PositiveSmallIntegerField("预计每号办理分钟", default=10)
    max_calls = models.PositiveSmallIntegerField("叫几次算过号", default=3)
    rejoin_after = models.PositiveSmallIntegerField("过号补叫排在几位后", default=3)

    class Meta:
        verbose_name = verbose_name_plural = "队列"
        ordering = ["hall", "code"]
        constraints = [
            models.UniqueConstraint(fields=["hall", "code"], name="queue_code_unique_in_hall"),
            models.UniqueConstraint(fields=["hall", "prefix"], name="queue_prefix_unique_in_hall"),
        ]

    def __str__(self) -> str:
        return self.name


class WindowQueue(models.Model):
    """A window covers a queue; a lower rank is served first."""

    window = models.ForeignKey("hall.Window", on_delete=models.CASCADE, related_name="covers")
    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="covered_by")
    rank = models.PositiveSmallIntegerField("次序", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "窗口受理队列"
        ordering = ["window", "rank"]
        constraints = [models.UniqueConstraint(fields=["window", "queue"], name="window_covers_a_queue_once")]

    def __str__(self) -> str:
        return f"{self.window} {self.queue}"
