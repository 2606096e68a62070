"""Signatures (签署): each opinion on an application, by whom, under which authorisation; none is ever taken away."""

from django.conf import settings
from django.db import models


class SigningStep(models.TextChoices):
    """What an accepted application waits for."""

    REVIEW = "review", "审查"
    DECIDE = "decide", "决定"


class Signature(models.Model):
    """One signed opinion of a step. What was returned or undone is set aside and stays readable."""

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="signatures")
    step = models.CharField("环节", max_length=8, choices=SigningStep.choices)
    granted = models.BooleanField("同意")
    opinion = models.CharField("意见", max_length=1000)
    legal_basis = models.CharField("法律依据", max_length=500, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="AB角顶岗",
    )
    authorisation = models.ForeignKey(
        "applications.Authorisation", on_delete=models.PROTECT, null=True, blank=True, related_name="signatures"
    )
    signed_at = models.DateTimeField("签署时间")
    set_aside_at = models.DateTimeField("作废时间", null=True, blank=True, help_text="退回审查或撤回决定")

    class Meta:
        verbose_name = verbose_name_plural = "签署"
        ordering = ["application", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(opinion=""), name="signature_has_an_opinion"),
            models.UniqueConstraint(
                fields=["application", "step"],
                condition=models.Q(set_aside_at=None),
                name="one_standing_signature_per_step",
            ),
            models.UniqueConstraint(
                fields=["application", "signed_by"],
                condition=models.Q(set_aside_at=None),
                name="signatures_of_an_application_are_of_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.signed_by}"
