"""What the wait is reckoned from, and how well it was told."""

from django.db import models

from hall.kernel.models import HallScoped


class MatterTime(HallScoped):
    """How long a matter takes at this hall's windows, from recent services."""

    matter = models.ForeignKey("matters.Matter", on_delete=models.CASCADE, related_name="+")
    seconds = models.PositiveIntegerField("每件秒数")
    count = models.PositiveIntegerField("依据的服务次数")
    as_of = models.DateTimeField("计算时间")

    class Meta:
        verbose_name = verbose_name_plural = "事项办理时长"
        constraints = [models.UniqueConstraint(fields=["hall", "matter"], name="one_time_per_hall_and_matter")]

    def __str__(self) -> str:
        return f"{self.matter} {self.seconds}s"


class EstimateError(HallScoped):
    """What one day's estimates of one queue were worth: told when the number was taken, against the wait there was.

    `lower` and `upper` are the factors for the next day's ranges, learned from the days up to this one.
    """

    queue = models.ForeignKey("queueing.Queue", on_delete=models.CASCADE, related_name="estimate_errors")
    day = models.DateField("营业日")
    count = models.PositiveIntegerField("号数")
    inside = models.PositiveIntegerField("落在范围内")
    median_minutes = models.FloatField("误差中位数（分钟）", null=True)
    p90_minutes = models.FloatField("误差九成以内（分钟）", null=True)
    bias_minutes = models.FloatField("平均偏差（分钟）", null=True, help_text="正数：实际比估计久")
    waited_minutes = models.FloatField("实际等候中位数（分钟）", null=True)
    lower = models.FloatField("范围下限系数", null=True)
    upper = models.FloatField("范围上限系数", null=True)
    learned_from = models.PositiveIntegerField("学习所用号数", default=0)
    computed_at = models.DateTimeField("计算时间")

    class Meta:
        verbose_name = verbose_name_plural = "等候估计误差"
        ordering = ["queue", "day"]
        constraints = [
            models.UniqueConstraint(fields=["queue", "day"], name="one_estimate_error_per_queue_and_day"),
            models.CheckConstraint(condition=models.Q(inside__lte=models.F("count")), name="inside_is_part_of_count"),
        ]

    def __str__(self) -> str:
        return f"{self.queue} {self.day}"
