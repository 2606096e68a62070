"""Counting every open date again after the working calendar changed (重新推算), and what moved."""

from django.db import models


class Recount(models.Model):
    """One change of the calendar carried through all open applications; goes on where it stopped."""

    change = models.OneToOneField("hall.CalendarChange", on_delete=models.PROTECT, related_name="recount")
    begun_at = models.DateTimeField("开始时间")
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)
    checked_at = models.DateTimeField("复核时间", null=True, blank=True, help_text="各处的旧日历都已过期之后再算一遍")
    last_seen = models.PositiveBigIntegerField("已处理到", default=0)
    looked_at = models.PositiveIntegerField("重新推算的办件", default=0)
    failed = models.PositiveIntegerField("没有算成的办件", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "期限重新推算"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"重新推算 {self.pk}"


class DateKind(models.TextChoices):
    """Which date of an application."""

    NOTICE = "notice", "告知期限"
    CORRECTION = "correction", "补正期限"
    PROMISE = "promise", "承诺办结日"
    LEGAL = "legal", "法定办结日"
    LATE = "late", "容缺补交期限"
    DELIVERY = "delivery", "送达期限"
    VERIFICATION = "verification", "承诺核查期限"
    OPINION = "opinion", "征求意见期限"


class MovedDate(models.Model):
    """A line of the report: one date of one application, before and after."""

    recount = models.ForeignKey(Recount, on_delete=models.PROTECT, related_name="moved")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="moved_dates")
    kind = models.CharField("日期", max_length=12, choices=DateKind.choices)
    about = models.CharField("对象", max_length=200, blank=True, default="")
    before = models.DateField("原日期")
    after = models.DateField("新日期")
    was_provisional = models.BooleanField("原为暂定", default=False)
    is_provisional = models.BooleanField("仍为暂定", default=False)
    is_told = models.BooleanField("已短信告知", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "变动的日期"
        ordering = ["application", "kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["recount", "application", "kind", "about"], name="a_date_moves_once_in_a_recount"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.before} → {self.after}"
