"""Counters behind gap-free business numbers."""

from django.db import models


class NumberCounter(models.Model):
    """The last number given under a key; taken under its row lock in the same transaction as the thing numbered."""

    key = models.CharField("号段", max_length=120, primary_key=True)
    last = models.PositiveBigIntegerField("已用到", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "编号计数"

    def __str__(self) -> str:
        return f"{self.key}={self.last}"
