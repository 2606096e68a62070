"""Hearings (听证) before a decision: the right is told, asked for or waived, the day is announced, the record is kept."""

from django.conf import settings
from django.db import models


class Hearing(models.Model):
    """One hearing on an application (行政许可法第四十六条至第四十八条)."""

    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="hearing")
    about = models.CharField("听证事项", max_length=300, help_text="拟作出的决定和涉及的利害关系")
    interested = models.CharField("利害关系人", max_length=300, blank=True, help_text="申请人之外被告知的人")
    told_on = models.DateField("告知日期")
    ask_until = models.DateField("申请听证期限", help_text="被告知之日起五个工作日")
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_by = models.CharField("申请听证的人", max_length=100, blank=True)
    asked_on = models.DateField("申请听证日期", null=True, blank=True)
    hold_by = models.DateField("应当组织听证的期限", null=True, blank=True, help_text="收到申请起二十个工作日")
    announced_on = models.DateField("通知日期", null=True, blank=True)
    held_at = models.DateTimeField("听证时间", null=True, blank=True, help_text="七个工作日前通知")
    place = models.CharField("地点", max_length=200, blank=True)
    chair = models.CharField("主持人", max_length=100, blank=True, help_text="不是审查该申请的人")
    recorded_on = models.DateField("笔录日期", null=True, blank=True)
    present = models.CharField("参加人", max_length=500, blank=True)
    record = models.TextField("笔录", blank=True, help_text="行政机关根据笔录作出决定")

    class Meta:
        verbose_name = verbose_name_plural = "听证"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(held_at=None) | (models.Q(announced_on__isnull=False) & ~models.Q(chair="")),
                name="announced_hearing_has_day_and_chair",
            ),
            models.CheckConstraint(
                condition=models.Q(recorded_on=None) | ~models.Q(record=""), name="recorded_hearing_has_a_record"
            ),
        ]

    def __str__(self) -> str:
        return f"听证 {self.application}"
