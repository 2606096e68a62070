"""Who acts for whom (代办), by what authority, and who is told what."""

from django.conf import settings
from django.db import models

from hall.kernel.fields import EncryptedField
from hall.kernel.models import HallScoped


class AgencyKind(models.TextChoices):
    """In what capacity somebody comes for the applicant."""

    ENTRUSTED = "entrusted", "委托代理人"
    LEGAL = "legal", "法定代理人、法定代表人"
    STAFF = "staff", "单位经办人员"
    ASSISTED = "assisted", "帮办代办员"


class Tells(models.TextChoices):
    """Who gets the messages of an application."""

    AGENT = "agent", "只通知经办人"
    APPLICANT = "applicant", "只通知申请人"
    BOTH = "both", "申请人和经办人都通知"


class Agency(HallScoped):
    """For one application: the agent's capacity, the authority that was seen, the helper, and who is told."""

    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="agency")
    kind = models.CharField("身份", max_length=12, choices=AgencyKind.choices)
    authority = models.CharField("凭据", max_length=120, help_text="授权委托书、户口簿、营业执照、帮办代办单……")
    authority_seen = models.BooleanField("已核验原件", default=False)
    tells = models.CharField("通知", max_length=12, choices=Tells.choices, default=Tells.AGENT)
    also_phone = EncryptedField("另通知的手机", blank=True, default="", help_text="收件时登记，以后不随人改变")
    helper = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="本厅帮办代办员",
    )  # fmt: skip

    class Meta:
        verbose_name = verbose_name_plural = "代办登记"
        constraints = [
            models.CheckConstraint(condition=~models.Q(authority=""), name="agency_names_its_authority"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
