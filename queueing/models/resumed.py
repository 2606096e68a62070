"""An earlier application taken up again at a later visit: corrections, what was to follow, a repeated submission."""

from django.conf import settings
from django.db import models

from hall.kernel.models import HallScoped


class TicketResumed(HallScoped):
    """This visit went on with an application of an earlier one instead of handing the matter in twice."""

    ticket = models.ForeignKey("queueing.Ticket", on_delete=models.PROTECT, related_name="resumed")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "续办"
        constraints = [
            models.UniqueConstraint(fields=["ticket", "application"], name="application_resumed_once_at_a_visit")
        ]

    def __str__(self) -> str:
        return f"{self.ticket} {self.application}"
