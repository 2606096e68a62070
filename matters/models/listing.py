"""Lists of matters (清单): what can be done at the weekend, early, late, at once; each version with its days and source."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from matters.states import ListState


class ListKind(models.TextChoices):
    """Lists the reform reported, and those the data allow."""

    WEEKEND = "weekend", "周末可办"
    EARLY = "early", "早间可办"
    LATE = "late", "晚间可办"
    INSTANT = "instant", "秒批"
    ONCE = "once", "最多跑一次"
    ONLINE = "online", "全程网办"
    CITYWIDE = "citywide", "全城通办"
    ONE_LICENCE = "one_licence", "一证通办"


class MatterList(models.Model):
    """One version of a list, in force for a span of days; a published one never changes but for the day it ends."""

    kind = models.CharField("清单", max_length=16, choices=ListKind.choices)
    number = models.PositiveIntegerField("版本号")
    state = models.CharField("状态", max_length=12, choices=ListState.choices, default=ListState.DRAFT)
    since = models.DateField("自何日起")
    days = DateRangeField("有效日期", null=True, blank=True, help_text="发布后填写；止日不含")
    source = models.CharField("来源", max_length=300)
    note = models.CharField("说明", max_length=300, blank=True)
    words = models.CharField("退回意见", max_length=300, blank=True)
    matters: models.ManyToManyField = models.ManyToManyField(
        "matters.Matter", through="matters.MatterListEntry", related_name="lists"
    )
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField("编制时间")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField("发布时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "事项清单"
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="list_number_unique_in_kind"),
            ExclusionConstraint(
                name="published_lists_do_not_overlap",
                expressions=[("kind", RangeOperators.EQUAL), ("days", RangeOperators.OVERLAPS)],
                condition=models.Q(state__in=["published", "replaced"]),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "rejected"])
                | models.Q(days__isnull=False, published_by__isnull=False),
                name="published_list_has_days_and_a_publisher",
            ),
            models.UniqueConstraint(fields=["kind"], condition=models.Q(state="draft"), name="one_draft_of_each_list"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}清单 第{self.number}版"


class MatterListEntry(models.Model):
    """A matter on a version of a list."""

    list = models.ForeignKey(MatterList, on_delete=models.CASCADE, related_name="entries")
    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="list_entries")

    class Meta:
        verbose_name = verbose_name_plural = "清单事项"
        constraints = [models.UniqueConstraint(fields=["list", "matter"], name="matter_once_on_a_list")]

    def __str__(self) -> str:
        return str(self.matter)
