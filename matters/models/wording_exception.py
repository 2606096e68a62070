"""The reviewed exceptions list of the publish gate (兜底条款例外)."""

from django.db import models
from simple_history.models import HistoricalRecords

from matters.catch_all.places import Place
from matters.states import ExceptionState


class WordingException(models.Model):
    """The name of a real document, which contains words that the gate would stop; two people answer for it."""

    words = models.CharField("文字", max_length=200, help_text="真实文件的完整名称，一字不差")
    place = models.CharField("用在何处", max_length=12, choices=Place.choices, blank=True, help_text="留空为各处")
    matter = models.ForeignKey(
        "matters.Matter", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="限于事项"
    )
    reason = models.CharField("理由", max_length=500, help_text="它是什么文件，为什么必须用这个名称")
    source = models.CharField("出处", max_length=300, help_text="制定机关、文号或者表格编号")
    state = models.CharField("状态", max_length=12, choices=ExceptionState.choices, default=ExceptionState.PROPOSED)
    proposed_by = models.ForeignKey(
        "hall.StaffMember", on_delete=models.PROTECT, related_name="+", verbose_name="提出人"
    )
    proposed_at = models.DateTimeField("提出时间")
    reviewed_by = models.ForeignKey(
        "hall.StaffMember", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审核人"
    )
    reviewed_at = models.DateTimeField("审核时间", null=True, blank=True)
    review_words = models.CharField("审核意见", max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "兜底条款例外"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reviewed_by__isnull=True) | ~models.Q(reviewed_by=models.F("proposed_by")),
                name="exception_is_reviewed_by_another_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="allowed") | models.Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="allowed_exception_has_a_reviewer",
            ),
            models.CheckConstraint(
                condition=~models.Q(words="") & ~models.Q(reason="") & ~models.Q(source=""),
                name="exception_says_what_why_and_whence",
            ),
            models.UniqueConstraint(
                fields=["words", "place", "matter"],
                condition=models.Q(state__in=["proposed", "allowed"]),
                nulls_distinct=False,
                name="one_living_exception_for_the_same_words",
            ),
        ]

    def __str__(self) -> str:
        return self.words
