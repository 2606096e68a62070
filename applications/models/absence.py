"""Absences (请假) and who stands in (AB 角)."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Func


class DateRange(Func):
    """The days of a row as a range of the database."""

    function = "DATERANGE"
    output_field = DateRangeField()


class Absence(models.Model):
    """A person is away from a day to a day, both included, and another of the department signs in their place."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="absences")
    substitute = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="stands_in")
    begins = models.DateField("开始日")
    ends = models.DateField("结束日")
    reason = models.CharField("事由", max_length=100, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("登记时间")
    called_off_at = models.DateTimeField("取消时间", null=True, blank=True, help_text="提前返岗或改期")

    class Meta:
        verbose_name = verbose_name_plural = "请假顶岗"
        ordering = ["-begins", "id"]
        indexes = [models.Index(fields=["substitute", "begins"], name="absences_by_substitute")]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("begins")), name="absence_ends_after_it_begins"),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("substitute")), name="nobody_stands_in_for_themselves"
            ),
            ExclusionConstraint(
                name="absences_of_a_person_do_not_overlap",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (DateRange("begins", "ends", RangeBoundary(inclusive_lower=True, inclusive_upper=True)),
                     RangeOperators.OVERLAPS),
                ],
                condition=models.Q(called_off_at=None),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person} {self.begins:%m-%d}至{self.ends:%m-%d}"
