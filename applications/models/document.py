"""Documents (文书) that an application brings forth."""

from django.conf import settings
from django.db import models

from hall.kernel.models import HallScoped


class DocumentKind(models.TextChoices):
    """Kinds of documents; domain.md 2.6."""

    RECEIPT = "receipt", "申请材料收件凭证"
    CORRECTION_NOTICE = "correction_notice", "补正材料告知书"
    ACCEPTANCE_NOTICE = "acceptance_notice", "受理通知书"
    REFUSAL_NOTICE = "refusal_notice", "不予受理通知书"
    GRANT = "grant", "准予决定书"
    DENIAL = "denial", "不予决定书"
    SERVICE_RECEIPT = "service_receipt", "送达回证"
    OUT_OF_SCOPE_NOTICE = "out_of_scope", "不受理告知书"
    PROCEDURE_NOTICE = "procedure_notice", "特别程序告知书"
    EXTENSION_NOTICE = "extension_notice", "延期办理告知书"
    TERMINATION_NOTICE = "termination_notice", "终止办理告知书"
    WITHDRAWAL_NOTICE = "withdrawal_notice", "撤回申请办理告知书"
    LATE_PROMISE = "late_promise", "容缺受理承诺书"
    PROMISE_LETTER = "promise_letter", "告知承诺书"
    REMEDY_NOTICE = "remedy_notice", "限期整改通知书"
    REVOCATION = "revocation", "撤销决定书"


class Document(HallScoped):
    """A numbered document, its content frozen as issued. The issuer is the department (实施主体), not the hall."""

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField("文种", max_length=20, choices=DocumentKind.choices)
    number = models.CharField("文号", max_length=60, unique=True)
    content = models.JSONField("内容")
    issued_at = models.DateTimeField("出具时间")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verification_code = models.CharField("验证码", max_length=32, unique=True)
    prints = models.PositiveSmallIntegerField("打印次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "文书"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.number
