"""Whom not to invite, and how often wrong rating links come from one address."""

from django.db import models


class RatingOptOut(models.Model):
    """A telephone whose owner wants no more invitations to rate; only its keyed digest is kept."""

    phone_index = models.CharField("手机盲索引", max_length=64, primary_key=True)
    since = models.DateTimeField("退订时间")

    class Meta:
        verbose_name = verbose_name_plural = "邀评退订"

    def __str__(self) -> str:
        return self.phone_index[:8]


class WrongTokenCount(models.Model):
    """How many wrong rating links came from an address since a moment; the key is a digest and names nobody."""

    key = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "无效评价链接次数"

    def __str__(self) -> str:
        return self.key[:8]
