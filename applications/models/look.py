"""Who looked at what of an application (谁看过什么)."""

from django.conf import settings
from django.db import models


class Look(models.Model):
    """One person's looks at one thing of an application on one day: first, last, and how often."""

    application = models.ForeignKey("applications.Application", on_delete=models.CASCADE, related_name="looks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    day = models.DateField("日期")
    what = models.CharField("看了什么", max_length=120, help_text="办件页，或材料名称")
    first_at = models.DateTimeField("第一次")
    last_at = models.DateTimeField("最近一次")
    times = models.PositiveIntegerField("次数", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "查阅记录"
        ordering = ["first_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person", "day", "what"], name="a_days_looks_at_one_thing_are_one_row"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.what} {self.times}"
