"""Counting tries at the public status query, where Redis may be away and guessing must still be stopped."""

from django.db import models


class TryCount(models.Model):
    """How often something was tried since a moment; the key is a digest and names nobody."""

    key = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "查询次数"

    def __str__(self) -> str:
        return self.key[:8]
