"""Requests remembered by their Idempotency-Key, so that a repeat is answered and not done again."""

from django.conf import settings
from django.db import models


class RememberedRequest(models.Model):
    """The answer given to a request with this key by this actor; kept for a day."""

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True)
    scope = models.CharField(max_length=80, help_text="账号、设备或会话")
    key = models.CharField(max_length=128)
    route = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text="请求内容摘要")
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "已记住的请求"
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="one_answer_for_each_key")]

    def __str__(self) -> str:
        return f"{self.route} {self.key[:8]}"
