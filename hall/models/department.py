"""Departments, whose names change over time (机构改革)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from simple_history.models import HistoricalRecords


class Department(models.Model):
    """A department (部门) that decides on matters; it has its present names, earlier ones are `DepartmentName`."""

    code = models.SlugField("编码", max_length=32, unique=True)
    short_name = models.CharField("简称", max_length=60)
    full_name = models.CharField("全称", max_length=100)
    kind = models.CharField("性质", max_length=40, blank=True)
    central_code = models.CharField("国家部门代码", max_length=2, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, unique=True)
    phone = models.CharField("咨询电话", max_length=32)
    supervision_phone = models.CharField("监督电话", max_length=32)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "部门"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(phone=models.F("supervision_phone")),
                name="supervision_phone_differs_from_consulting",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name


class DepartmentName(models.Model):
    """A name a department bore during a period; periods of one department do not overlap."""

    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="names")
    full_name = models.CharField("全称", max_length=100)
    period = DateRangeField("使用期间")

    class Meta:
        verbose_name = verbose_name_plural = "部门名称"
        constraints = [
            ExclusionConstraint(
                name="department_names_do_not_overlap",
                expressions=[("department", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return self.full_name
