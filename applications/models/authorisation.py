"""What a person may sign (授权): stored, limited in time, never presumed from a role."""

from django.conf import settings
from django.db import models


class Power(models.TextChoices):
    """What an authorisation covers."""

    REVIEW = "review", "审查"
    DECIDE = "decide", "决定"
    EXTEND = "extend", "批准延期"
    EXTEND_JOINT = "extend_joint", "批准联合办理延期"


class Authorisation(models.Model):
    """A department lets a person sign acts of a power, for one matter or for all of its matters, until a day."""

    department = models.ForeignKey("hall.Department", on_delete=models.PROTECT, related_name="authorisations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="authorisations")
    power = models.CharField("权限", max_length=16, choices=Power.choices)
    matter = models.ForeignKey(
        "matters.Matter",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="空为本部门全部事项",
    )
    valid_from = models.DateField("生效日")
    valid_until = models.DateField("截止日")
    document = models.CharField("授权文件", max_length=120)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "授权"
        ordering = ["department", "person", "power"]
        indexes = [models.Index(fields=["person", "power"], name="authorisations_of_a_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__gte=models.F("valid_from")), name="authorisation_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~models.Q(document=""), name="authorisation_has_a_document"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_power_display()}"
