"""Asking another department (征求意见): its own limit in working days; the application's clock does not stop for it."""

from django.conf import settings
from django.db import models

from applications.states import CONSULTATION_LEANINGS, ConsultationState
from hall.kernel.models import HallScoped


class Consultation(HallScoped):
    """One question to one department about one application, with the materials it may look at, and its answer."""

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="consultations")
    asked_department = models.ForeignKey("hall.Department", on_delete=models.PROTECT, related_name="consultations")
    state = models.CharField("状态", max_length=12, choices=ConsultationState.choices)
    question = models.CharField("征求的问题", max_length=1000)
    materials = models.ManyToManyField("applications.ApplicationMaterial", blank=True, related_name="consultations")
    working_days = models.PositiveSmallIntegerField("答复期限（工作日）")
    due = models.DateField("最迟答复")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("发出时间")
    leaning = models.CharField("答复意见", max_length=12, choices=CONSULTATION_LEANINGS, blank=True, default="")
    answer = models.CharField("答复", max_length=1000, blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "征求意见"
        ordering = ["due", "id"]
        indexes = [
            models.Index(
                fields=["asked_department", "due"], name="consultations_to_answer", condition=models.Q(state="asked")
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "asked_department"],
                condition=models.Q(state="asked"),
                name="one_open_question_to_a_department",
            ),
            models.CheckConstraint(condition=~models.Q(question=""), name="consultation_asks_something"),
            models.CheckConstraint(
                condition=~models.Q(state="answered")
                | (~models.Q(answer="") & models.Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="answered_consultation_has_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} → {self.asked_department}"
