"""How people find a matter: words that stand for something in the catalogue, and what was asked in vain."""

from django.db import models

from matters.states import SynonymState


class SynonymKind(models.TextChoices):
    """What a word stands for: part of names, a department, a theme."""

    EVERYDAY = "everyday", "通俗说法"
    ENGLISH = "english", "英文"
    EVENT = "event", "人生事件"
    ACT = "act", "办理动作"
    DEPARTMENT = "department", "部门俗称"
    THEME = "theme", "主题"


class Synonym(models.Model):
    """A word people say (开饭店) and what it stands for in the catalogue (食品经营许可（首次申请）).

    `means` is part of the names it stands for, several parts divided by blanks; of a department its code, of a theme
    its name. A word may stand for several things; `place` orders them.
    """

    word = models.CharField("说法", max_length=60)
    key = models.CharField("比对文本", max_length=60, editable=False)
    kind = models.CharField("类别", max_length=12, choices=SynonymKind.choices)
    means = models.CharField("对应", max_length=200)
    place = models.PositiveSmallIntegerField("次序", default=1)
    state = models.CharField("状态", max_length=12, choices=SynonymState.choices, default=SynonymState.ACTIVE)
    changed_at = models.DateTimeField("最近变动")

    class Meta:
        verbose_name = verbose_name_plural = "同义词"
        ordering = ["key", "place", "pk"]
        constraints = [models.UniqueConstraint(fields=["key", "means"], name="synonym_said_once")]
        indexes = [models.Index(fields=["-changed_at"], name="synonyms_by_change")]

    def __str__(self) -> str:
        return f"{self.word}→{self.means}"


class AskedWords(models.Model):
    """What people asked for on a day, how often, and how often somebody chose a matter from the answer.

    Holds nothing of who asked; words that look like a number of a person are never kept.
    """

    day = models.DateField("日期")
    words = models.CharField("查询", max_length=40)
    asked = models.PositiveIntegerField("查询次数", default=0)
    chosen = models.PositiveIntegerField("点选次数", default=0)
    found = models.PositiveIntegerField("结果数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "查询统计"
        constraints = [models.UniqueConstraint(fields=["day", "words"], name="words_counted_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.words}"
