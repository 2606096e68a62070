"""Changes of what is said of a matter beside its standard (事项说明修改): proposed by one person, decided by another."""

from django.conf import settings
from django.db import models

from matters.states import ChangeState


class DescriptionChange(models.Model):
    """Whom a matter is for, whether it is in the hall, whence the power comes: what somebody proposes to say instead."""

    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="description_changes")
    state = models.CharField("状态", max_length=12, choices=ChangeState.choices, default=ChangeState.PROPOSED)
    before = models.JSONField("原来", help_text="只含有变化的字段")
    after = models.JSONField("改为")
    reason = models.CharField("理由", max_length=300)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("提出时间")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("审核时间", null=True)
    decision = models.CharField("审核意见", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "事项说明修改"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=models.Q(state="proposed"),
                name="one_open_description_change_of_a_matter",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["approved", "refused"])
                | (models.Q(decided_by__isnull=False) & ~models.Q(decided_by=models.F("proposed_by"))),
                name="description_change_is_decided_by_another_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} 事项说明修改"
