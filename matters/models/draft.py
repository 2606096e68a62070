"""The texts a draft had, save by save (草稿的历次内容)."""

from django.conf import settings
from django.db import models


class DraftText(models.Model):
    """What a draft said after one save, and who wrote it: what the second of two editors is shown."""

    version = models.ForeignKey("matters.MatterVersion", on_delete=models.CASCADE, related_name="texts")
    revision = models.PositiveIntegerField("修订号")
    content = models.JSONField("内容")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("保存时间")

    class Meta:
        verbose_name = verbose_name_plural = "草稿内容"
        constraints = [
            models.UniqueConstraint(fields=["version", "revision"], name="draft_revision_unique_in_version"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} 修订{self.revision}"
