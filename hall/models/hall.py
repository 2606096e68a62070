"""The hall: the place people come to."""

from django.db import models


class HallLevel(models.TextChoices):
    """Level of a hall in the city's network (市—区—街乡—村)."""

    CITY = "city", "市级"
    DISTRICT = "district", "区级"
    STREET = "street", "街道（乡镇）"
    COMMUNITY = "community", "社区（村）"


class Hall(models.Model):
    """A government service hall (政务服务中心). Everything that happens in it carries it."""

    code = models.SlugField("编码", max_length=32, unique=True)
    name = models.CharField("名称", max_length=100)
    short_name = models.CharField("简称", max_length=40, help_text="用于短信签名与显示屏")
    level = models.CharField("层级", max_length=16, choices=HallLevel.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    area_code = models.CharField("行政区划代码", max_length=12, help_text="GB/T 2260，六位或十二位")
    address = models.CharField("地址", max_length=200)
    phone = models.CharField("电话", max_length=32)
    supervision_phone = models.CharField("监督电话", max_length=32, blank=True)
    open_around_the_clock = models.BooleanField("全天开放（演示）", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "大厅"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="hall_is_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name
