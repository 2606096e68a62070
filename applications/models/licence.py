"""Shared licences (证照共享): those held here, and each look at one, wherever it is held."""

from django.conf import settings
from django.db import models

from hall.kernel.fields import EncryptedField
from hall.kernel.models import HallScoped


class HeldLicence(models.Model):
    """An electronic licence of a person that this installation holds itself."""

    party = models.ForeignKey("hall.Party", on_delete=models.PROTECT, related_name="licences")
    name = models.CharField("证照名称", max_length=60)
    number = EncryptedField("证照编号")
    issuer = models.CharField("发证机关", max_length=100)
    issued_on = models.DateField("发证日期")
    valid_until = models.DateField("有效期至", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "本地电子证照"
        ordering = ["party", "name", "-issued_on"]
        indexes = [models.Index(fields=["party", "name"], name="licences_of_a_party")]

    def __str__(self) -> str:
        return self.name


class LookOutcome(models.TextChoices):
    FOUND = "found", "已调取"
    EXPIRED = "expired", "已过有效期"
    NOT_FOUND = "not_found", "没有查到"
    AWAY = "away", "共享平台没有应答"


class LicenceLook(HallScoped):
    """Somebody looked for a person's licence, for a material of a matter: on record whatever came of it."""

    party = models.ForeignKey("hall.Party", on_delete=models.PROTECT, related_name="+")
    material = models.ForeignKey("matters.Material", on_delete=models.PROTECT, related_name="+")
    visit = models.CharField("来访批次", max_length=40, blank=True, default="")
    source = models.CharField("来源", max_length=40)
    outcome = models.CharField("结果", max_length=12, choices=LookOutcome.choices)
    issuer = models.CharField("发证机关", max_length=100, blank=True, default="")
    issued_on = models.DateField("发证日期", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    looked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    looked_at = models.DateTimeField("调取时间")

    class Meta:
        verbose_name = verbose_name_plural = "证照调取记录"
        ordering = ["-id"]
        indexes = [models.Index(fields=["party", "material", "-looked_at"], name="looks_at_a_licence")]

    def __str__(self) -> str:
        return f"调取{self.pk}"
