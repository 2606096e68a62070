"""The official record: who did what, when, why. Appended, never edited, chained by hash."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Upper

from hall.kernel.models import HallScopedQuerySet


class Step(models.Model):
    """One act. `subject` names the thing (`queueing.ticket`, its key and readable number).

    A step is written inside the act's transaction and sealed into the chain right after by the sealer, in commit order
    (ADR 0003); a database trigger refuses every other change and every deletion.
    """

    hall = models.ForeignKey("hall.Hall", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    subject_type = models.CharField("对象类型", max_length=60)
    subject_id = models.BigIntegerField("对象")
    subject_number = models.CharField("编号", max_length=60, blank=True)
    verb = models.CharField("动作", max_length=40)
    before = models.CharField("原状态", max_length=32, blank=True)
    after = models.CharField("新状态", max_length=32, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="经办人")
    at = models.DateTimeField("时间")
    reason = models.CharField("理由", max_length=500, blank=True)
    data = models.JSONField("附记", default=dict, blank=True)
    position = models.BigIntegerField("链上序号", null=True, blank=True, unique=True)
    hash = models.CharField("链上摘要", max_length=64, blank=True)

    objects = HallScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "办理步骤"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="steps_of_a_subject"),
            models.Index(Upper("subject_number"), "id", name="steps_by_number"),
            models.Index(fields=["id"], name="steps_not_yet_sealed", condition=models.Q(position=None)),
        ]

    def __str__(self) -> str:
        return f"{self.subject_number or self.subject_id} {self.verb}"
