"""Routes (流转路线): which department is competent for a matter at a place, how many sign, and who is the first to have it."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from simple_history.models import HistoricalRecords

from applications.areas import area_name


class Route(models.Model):
    """A line of a department's table of routes: for all of its matters or for one, everywhere or in one area."""

    department = models.ForeignKey("hall.Department", on_delete=models.PROTECT, related_name="routes")
    matter = models.ForeignKey(
        "matters.Matter", on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="空为全部事项"
    )
    area_code = models.CharField(
        "办理地点",
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^\d{6}(\d{6})?$", "请填写六位或十二位行政区划代码")],
        help_text="行政区划代码，空为不分地点",
    )
    competent = models.ForeignKey(
        "hall.Department",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="由哪个部门审批，空为本部门",
    )
    signatures = models.PositiveSmallIntegerField(
        "签署人数", choices=[(1, "一人审查并决定"), (2, "一人审查、另一人决定")]
    )
    allows_bulk = models.BooleanField("可以批量决定", default=False)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "流转路线"
        ordering = ["department", "matter", "area_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "matter", "area_code"], nulls_distinct=False, name="one_route_per_matter_and_area"
            ),
            models.CheckConstraint(condition=models.Q(signatures__in=[1, 2]), name="one_or_two_sign"),
            models.CheckConstraint(
                condition=models.Q(reviewer=None) | ~models.Q(reviewer=models.F("decider")),
                name="reviewer_and_decider_are_two_people",
            ),
        ]

    @property
    def area(self) -> str:
        """The area in words."""
        return area_name(self.area_code)

    def __str__(self) -> str:
        return f"{self.department} {self.matter or '全部事项'} {self.area_code}".strip()
