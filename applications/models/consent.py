"""What a person allowed us to use again (同意), and what of it an application used."""

from django.conf import settings
from django.db import models

from hall.kernel.models import HallScoped


class ConsentWay(models.TextChoices):
    """How the person agreed."""

    SPOKEN = "spoken", "当面口头确认"
    SIGNED = "signed", "签字确认"
    ONLINE = "online", "本人在手机上确认"


class Consent(HallScoped):
    """A person agreed, at one visit, that what they handed in before is used again (个人信息保护法 13、14).

    It holds for that visit alone and may be taken back; without it nothing earlier is shown or filled in.
    """

    party = models.ForeignKey("hall.Party", on_delete=models.PROTECT, related_name="consents")
    visit = models.CharField("来访批次", max_length=40, help_text="与办件的来访批次相同")
    purpose = models.CharField("同意的内容", max_length=300)
    way = models.CharField("确认方式", max_length=8, choices=ConsentWay.choices, default=ConsentWay.SPOKEN)
    given_at = models.DateTimeField("同意时间")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "沿用同意"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "party", "visit"],
                condition=models.Q(withdrawn_at=None),
                name="one_standing_consent_of_a_person_at_a_visit",
            ),
            models.CheckConstraint(condition=~models.Q(visit=""), name="consent_belongs_to_a_visit"),
        ]

    def __str__(self) -> str:
        return f"同意{self.pk}"


class ReuseKind(models.TextChoices):
    """What was used again."""

    FIELD = "field", "填写内容"
    MATERIAL = "material", "申请材料"


class IntakeReuse(HallScoped):
    """One answer or material of an application that came from an earlier one of the same person, under a consent."""

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="reuses")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="reuses")
    source = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="+")
    source_on = models.DateField("原件收件日期")
    kind = models.CharField("种类", max_length=8, choices=ReuseKind.choices)
    field = models.CharField("栏目", max_length=40, blank=True, default="")
    material = models.ForeignKey("matters.Material", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    files = models.PositiveSmallIntegerField("文件数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "沿用记录"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "field", "material"],
                name="each_thing_reused_once_in_an_application",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"沿用{self.pk}"
