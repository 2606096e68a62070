"""What an intake cost the citizen in typing: counted when the matter is handed in."""

from django.db import models

from hall.kernel.models import HallScoped


class IntakeTally(HallScoped):
    """For one application: how many fields were typed, typed again although known, and taken over."""

    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="tally")
    typed = models.PositiveSmallIntegerField("录入项数", default=0)
    retyped = models.PositiveSmallIntegerField("重复录入项数", default=0)
    carried = models.PositiveSmallIntegerField("自动沿用项数", default=0, help_text="来自本次来访或此前办件")
    at = models.DateTimeField("收件时间", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "录入计数"

    def __str__(self) -> str:
        return f"重复录入{self.retyped}"
