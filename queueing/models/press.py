"""Counting presses at kiosk pages that no machine of ours has opened."""

from django.db import models


class PressCount(models.Model):
    """How often tickets were asked for since a moment; the key is a digest of an address and names nobody."""

    key = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "取号次数"

    def __str__(self) -> str:
        return self.key[:8]
