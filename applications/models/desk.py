"""What approvers keep at their desk: phrases for opinions, and filters of the inbox under a name."""

from django.conf import settings
from django.db import models


class PhraseUse(models.TextChoices):
    """What a phrase is for."""

    GRANT = "grant", "准予（同意）"
    DENY = "deny", "不予（不同意）"
    RETURN = "return", "退回、补正"
    ASK = "ask", "征求意见"


class Phrase(models.Model):
    """A phrase for opinions: a department's for all its people, or one person's own."""

    department = models.ForeignKey("hall.Department", on_delete=models.CASCADE, related_name="phrases")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="phrases",
        help_text="空为全部门共用",
    )
    use = models.CharField("用于", max_length=8, choices=PhraseUse.choices)
    words = models.CharField("用语", max_length=300)
    order = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "审批用语"
        ordering = ["use", "order", "id"]
        constraints = [models.CheckConstraint(condition=~models.Q(words=""), name="phrase_says_something")]

    def __str__(self) -> str:
        return self.words


class SavedFilter(models.Model):
    """A way of looking at the inbox that a person keeps under a name; never holds a person's data."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="inbox_filters")
    name = models.CharField("名称", max_length=20)
    wanted = models.JSONField("条件", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "收藏的筛选"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="inbox_filter_names_are_used_once")]

    def __str__(self) -> str:
        return self.name
