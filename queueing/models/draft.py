"""What a clerk has typed and not yet handed in."""

from django.conf import settings
from django.db import models

from hall.kernel.fields import EncryptedField
from hall.kernel.models import HallScoped


class IntakeDraft(HallScoped):
    """The typed values of one matter of a ticket, or, without a matter, of the people of the whole visit.

    Saved every few seconds, gone when the matter is handed in or the visit ends. The content is JSON and holds names
    and numbers: it is encrypted as a whole.
    """

    ticket = models.ForeignKey("queueing.Ticket", on_delete=models.CASCADE, related_name="drafts")
    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    content = EncryptedField("内容", default="")
    revision = models.PositiveIntegerField("修订", default=1, db_default=1, help_text="每次改动加一")
    saved_at = models.DateTimeField("保存时间")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "录入草稿"
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "matter"], name="one_draft_for_each_matter_of_a_ticket", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}/{self.matter_id or '人员'}"
