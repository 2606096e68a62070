"""Results at the issuing counter, and the proof that they were handed over."""

from django.conf import settings
from django.db import models

from hall.kernel.fields import BlindIndexField, EncryptedField
from hall.kernel.models import HallScoped


class Result(HallScoped):
    """What an application ends in: a certificate, an approval, a reply; waiting at the issuing counter until handed over."""

    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="result")
    name = models.CharField("结果名称", max_length=200)
    number = models.CharField("证照编号", max_length=60, unique=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    ready_at = models.DateTimeField("到出件窗口时间")
    delivery_due = models.DateField("送达期限", help_text="决定之日起十个工作日")

    class Meta:
        verbose_name = verbose_name_plural = "办理结果"
        ordering = ["ready_at"]

    def __str__(self) -> str:
        return self.name


class CollectorKind(models.TextChoices):
    APPLICANT = "applicant", "申请人本人"
    AGENT = "agent", "经办人"
    REPRESENTATIVE = "representative", "持授权委托书的代领人"


class HandOver(HallScoped):
    """Proof of service (送达): who took the result, with which document, when, from whom."""

    result = models.OneToOneField(Result, on_delete=models.PROTECT, related_name="hand_over")
    collector_kind = models.CharField("领取人身份", max_length=16, choices=CollectorKind.choices)
    collector_name = models.CharField("领取人", max_length=200)
    collector_id = EncryptedField("领取人证件号码")
    collector_id_index = BlindIndexField(of="collector_id")
    authorisation_seen = models.BooleanField("已核验授权委托书", default=False)
    method = models.CharField("方式", max_length=16, default="window")
    window = models.ForeignKey("hall.Window", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    handed_at = models.DateTimeField("发放时间")

    class Meta:
        verbose_name = verbose_name_plural = "送达记录"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(collector_kind="representative") | models.Q(authorisation_seen=True),
                name="representative_shows_an_authorisation",
            ),
        ]

    def __str__(self) -> str:
        return f"送达{self.pk}"
