"""The people and organisations who come: applicants, agents, collectors."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from simple_history.models import HistoricalRecords

from hall.kernel.fields import BlindIndexField, EncryptedField


class PartyKind(models.TextChoices):
    PERSON = "person", "自然人"
    ORGANISATION = "organisation", "法人或其他组织"


class IdType(models.TextChoices):
    """Kinds of identity documents (GA/T 2000.156 codes are mapped at the border)."""

    RESIDENT = "resident", "居民身份证"
    HMT_RESIDENCE = "hmt_residence", "港澳台居民居住证"
    FOREIGN_PERMANENT = "foreign_permanent", "外国人永久居留身份证"
    PASSPORT = "passport", "护照"
    TRAVEL_PERMIT = "travel_permit", "港澳台居民来往内地（大陆）通行证"
    CREDIT_CODE = "credit_code", "统一社会信用代码"


class Party(models.Model):
    """Someone who applies, acts for another, or collects: one row for each identity document.

    Number, phone and address are encrypted; the indexes find an exact one. Shared by all halls, since one person is
    one person everywhere; each look at the plain data is a step.
    """

    kind = models.CharField("类别", max_length=16, choices=PartyKind.choices)
    name = models.CharField("姓名或名称", max_length=200)
    id_type = models.CharField("证件类型", max_length=24, choices=IdType.choices)
    id_number = EncryptedField("证件号码")
    id_index = BlindIndexField(of="id_number")
    phone = EncryptedField("手机", blank=True, default="")
    phone_index = BlindIndexField(of="phone", db_index=True)
    address = EncryptedField("地址", blank=True, default="")
    override_reason = models.CharField("号码校验豁免理由", max_length=200, blank=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "申请人"
        indexes = [GinIndex(fields=["name"], name="parties_by_name", opclasses=["gin_trgm_ops"])]
        constraints = [models.UniqueConstraint(fields=["id_type", "id_index"], name="one_party_for_each_identity")]

    def __str__(self) -> str:
        return f"申请人{self.pk}"
