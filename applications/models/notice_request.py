"""A window asks a supervisor for a second notice (再次告知)."""

from django.conf import settings
from django.db import models

from hall.kernel.models import HallScoped


class NoticeRequest(HallScoped):
    """What the first notice did not name and is to be asked for now; a supervisor says yes, with a reason, or no."""

    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="notice_requests"
    )
    missing = models.JSONField("拟再次告知的材料", default=list)
    words = models.CharField("为什么第一次没有提出", max_length=300)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("提请时间")
    granted = models.BooleanField("批准", null=True, default=None)
    reason = models.CharField("督查意见", max_length=300, blank=True, default="")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("批复时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "再次告知请示"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(granted=None),
                name="one_open_notice_request_per_application",
            ),
            models.CheckConstraint(
                condition=models.Q(granted=None) | (~models.Q(reason="") & models.Q(decided_by__isnull=False)),
                name="answered_notice_request_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"再次告知请示{self.pk}"
