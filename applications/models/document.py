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
    WITHDRAWAL_REQUEST = "withdrawal_request", "撤回申请书"
    RETURN_OF_MATERIALS = "material_return", "材料退还清单"
    HEARING_RIGHT = "hearing_right", "听证告知书"
    HEARING_NOTICE = "hearing_notice", "听证通知书"
    HEARING_RECORD = "hearing_record", "听证笔录"
    CERTIFICATE = "certificate", "电子证照"


class Document(HallScoped):
    """A numbered document, its content frozen as issued. The issuer is the department (实施主体), not the hall.

    Its file (a sealed, signed PDF) is made after the commit; a row without `made_at` is the order to make it.
    """

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField("文种", max_length=20, choices=DocumentKind.choices)
    number = models.CharField("文号", max_length=60, unique=True)
    register = models.CharField("登记簿", max_length=60, help_text="部门、文种和年份，如（京）市场监管受〔2026〕")
    serial = models.PositiveIntegerField("序号")
    content = models.JSONField("内容")
    issued_at = models.DateTimeField("出具时间")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verification_code = models.CharField("验证码", max_length=32, unique=True)
    prints = models.PositiveSmallIntegerField("打印次数", default=0)
    sha256 = models.CharField("电子文件摘要", max_length=64, blank=True, default="", db_index=True)
    size = models.PositiveIntegerField("电子文件字节", default=0)
    seal_serial = models.CharField("签章证书序列号", max_length=48, blank=True, default="")
    made_at = models.DateTimeField("电子文件生成时间", null=True, blank=True)
    making_since = models.DateTimeField("生成开始时间", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("生成次数", default=0)
    problem = models.CharField("未能生成的原因", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "文书"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["attempts", "id"], name="documents_to_make", condition=models.Q(made_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["register", "serial"], name="one_document_per_serial_of_a_register"),
            models.CheckConstraint(
                condition=models.Q(made_at=None) | ~models.Q(sha256=""), name="made_document_has_a_digest"
            ),
        ]

    def __str__(self) -> str:
        return self.number
