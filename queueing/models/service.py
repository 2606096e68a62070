"""One service at one window: from call to end. What is rated is a service."""

from django.conf import settings
from django.db import models

from hall.kernel.models import HallScoped


class Service(HallScoped):
    """A person was called to a window: wait, walk and service time apart."""

    ticket = models.ForeignKey("queueing.Ticket", on_delete=models.PROTECT, related_name="services")
    queue = models.ForeignKey("queueing.Queue", on_delete=models.PROTECT, related_name="services")
    window = models.ForeignKey("hall.Window", on_delete=models.PROTECT, related_name="services")
    clerk = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="services")
    queued_at = models.DateTimeField("入队时间")
    called_at = models.DateTimeField("叫号时间")
    started_at = models.DateTimeField("开始时间", null=True, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    outcome = models.CharField("结果", max_length=16, blank=True, help_text="使它结束的动作")

    class Meta:
        verbose_name = verbose_name_plural = "窗口服务"
        ordering = ["id"]
        indexes = [models.Index(fields=["queue", "-ended_at"], name="services_recently_ended")]
        constraints = [
            models.UniqueConstraint(
                fields=["window"], condition=models.Q(ended_at=None), name="one_open_service_per_window"
            ),
            models.UniqueConstraint(
                fields=["ticket"], condition=models.Q(ended_at=None), name="one_open_service_per_ticket"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket} {self.window}"
