"""What the applicant had corrected (更正) of what was written down at receipt."""

from django.conf import settings
from django.db import models

from hall.kernel.fields import EncryptedJSONField
from hall.kernel.models import HallScoped


class Amendment(HallScoped):
    """One correction: what stood there before, by field, and why; what stands there now is on the application."""

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="amendments")
    before = EncryptedJSONField("原来的内容", help_text="字段→原值，原来没有填的为空")
    reason = models.CharField("理由", max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("更正时间")

    class Meta:
        verbose_name = verbose_name_plural = "申请信息更正"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.application_id} {self.made_at:%Y-%m-%d %H:%M}"
