"""English texts of the frequent matters: a help to read by, never the standard itself."""

from django.db import models


class EnglishText(models.Model):
    """What the guide says in English: the name, conditions and materials by their Chinese words, and all other texts.

    A text that is not here is shown in Chinese; a condition that changed since no longer finds its English.
    """

    matter = models.OneToOneField("matters.Matter", on_delete=models.CASCADE, related_name="english")
    name = models.CharField("英文名称", max_length=300)
    summary = models.CharField("英文说明", max_length=600, blank=True)
    conditions = models.JSONField("受理条件（中文→英文）", default=dict, blank=True)
    materials = models.JSONField("材料名称（中文→英文）", default=dict, blank=True)
    words = models.JSONField("其他文字（中文→英文）", default=dict, blank=True)
    result = models.CharField("英文结果名称", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "英文文本"

    def texts(self) -> list[str]:
        """Everything it says in English."""
        said = [self.name, self.summary, self.result]
        return [
            text for text in (*said, *self.conditions.values(), *self.materials.values(), *self.words.values()) if text
        ]

    def __str__(self) -> str:
        return self.name
