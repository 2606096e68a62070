"""Signs of life of what runs in the background."""

from django.db import models


class SignOfLife(models.Model):
    """When a part of the system last showed that it works, by doing a round (a canary task that came back)."""

    part = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "运行心跳"

    def __str__(self) -> str:
        return self.part
