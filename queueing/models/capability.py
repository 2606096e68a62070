"""What a window or a clerk may do for a matter."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from hall.kernel.models import HallScoped


class Level(models.TextChoices):
    """How far a window or clerk goes with a matter; without a rule it is FULL."""

    FULL = "full", "全程办理"
    ASSISTED = "assisted", "需协办"
    CONSULT = "consult", "仅咨询"


class Capability(HallScoped):
    """One rule: what this window, this clerk, or this clerk at this window does for a matter, a department's matters or all.

    Without matter and department it is about every matter. Which rule decides is told by `queueing.capability`.
    """

    window = models.ForeignKey(
        "hall.Window", on_delete=models.CASCADE, null=True, blank=True, related_name="capabilities", verbose_name="窗口"
    )
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="capabilities",
        verbose_name="人员",
    )
    matter = models.ForeignKey(
        "matters.Matter", on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name="事项"
    )
    department = models.ForeignKey(
        "hall.Department", on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name="部门"
    )
    level = models.CharField("能力", max_length=8, choices=Level.choices)
    assistant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="协办人",
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "窗口与人员能力"
        constraints = [
            models.CheckConstraint(
                condition=Q(window__isnull=False) | Q(clerk__isnull=False), name="capability_names_a_window_or_a_clerk"
            ),
            models.CheckConstraint(
                condition=Q(matter=None) | Q(department=None), name="capability_is_about_a_matter_or_a_department"
            ),
            models.CheckConstraint(
                condition=Q(level="assisted", assistant__isnull=False)
                | (Q(assistant=None) & Q(level__in=["full", "consult"])),
                name="assisted_capability_names_who_assists",
            ),
            models.CheckConstraint(
                condition=Q(clerk=None) | Q(assistant=None) | ~Q(clerk=models.F("assistant")),
                name="nobody_assists_themselves",
            ),
            models.UniqueConstraint(
                fields=["hall", "window", "clerk", "matter", "department"],
                name="one_capability_for_each_window_clerk_and_matter",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.window or '各窗口'}/{self.clerk or '各人员'} {self.get_level_display()}"
