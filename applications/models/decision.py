"""The decision of a department on an application."""

from django.conf import settings
from django.db import models


class Decision(models.Model):
    """Granted or denied, by whom, when and why; one for each application."""

    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="decision")
    granted = models.BooleanField("准予")
    reason = models.CharField("理由", max_length=1000)
    legal_basis = models.CharField("法律依据", max_length=500, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("决定时间")
    release_at = models.DateTimeField("送出时间", help_text="此前决定人可以撤回；即办件和自动决定为决定之时")

    class Meta:
        verbose_name = verbose_name_plural = "审批决定"
        indexes = [
            models.Index(fields=["release_at"], name="decisions_by_release"),
            models.Index(fields=["decided_at"], name="decisions_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(release_at__gte=models.F("decided_at")), name="decision_is_released_once_decided"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="decision_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(granted=True) | ~models.Q(legal_basis=""), name="denial_has_a_legal_basis"
            ),
        ]

    def __str__(self) -> str:
        return "准予" if self.granted else "不予"
