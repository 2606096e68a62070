"""What a citizen sent in afterwards from the telephone, until a window has looked at it."""

from django.conf import settings
from django.db import models

from applications.result_states import ResubmissionState
from hall.kernel.models import HallScoped


class Resubmission(HallScoped):
    """Photos of what was missing (网上补交): sent at a moment that counts, then accepted or sent back with words."""

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="resubmissions")
    state = models.CharField(
        "状态", max_length=10, choices=ResubmissionState.choices, default=ResubmissionState.PENDING
    )
    sent_at = models.DateTimeField("提交时间")
    words = models.CharField("退回说明", max_length=300, blank=True, default="")
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField("核对时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "网上补交"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(state="pending"),
                name="one_resubmission_waits_per_application",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent_back") | ~models.Q(words=""), name="resubmission_sent_back_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.get_state_display()}"
