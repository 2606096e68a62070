"""Results at the issuing counter, and the proof that they were handed over."""

import secrets

from django.conf import settings
from django.db import models

from applications.result_states import ProofKind, ResultState, Way
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
    state = models.CharField("在哪里", max_length=12, choices=ResultState.choices, default=ResultState.COUNTER)
    issue_due = models.DateField("承诺可领日", null=True, blank=True, help_text="承诺最迟哪天可以领取")
    available_at = models.DateTimeField("可领取时间", null=True, blank=True, help_text="第一次到架、放柜、交寄或可下载")
    cut_off = models.DateTimeField("改领取方式截止", null=True, blank=True)
    shelf = models.CharField("架号", max_length=8, blank=True, default="")
    slot = models.PositiveSmallIntegerField("格号", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "办理结果"
        ordering = ["ready_at"]
        indexes = [models.Index(fields=["hall", "state", "available_at"], name="papers_by_place_and_age")]
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "shelf", "slot"], condition=~models.Q(shelf=""), name="one_result_in_a_slot"
            ),
            models.CheckConstraint(
                condition=models.Q(state="shelf", slot__isnull=False) & ~models.Q(shelf="")
                | ~models.Q(state="shelf") & models.Q(shelf="", slot__isnull=True),
                name="only_what_lies_on_a_shelf_has_a_slot",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """Where the paper is, in words a clerk goes by."""
        return f"{self.shelf} 架 {self.slot} 格" if self.shelf else str(ResultState(self.state).label)


class CollectorKind(models.TextChoices):
    APPLICANT = "applicant", "申请人本人"
    AGENT = "agent", "经办人"
    REPRESENTATIVE = "representative", "持授权委托书的代领人"
    NAMED = "named", "申请人指定的代领人"
    CODE = "code", "持取件码人"
    ADDRESSEE = "addressee", "收件人（邮寄）"
    PHONE = "phone", "登记手机持有人"


def proof_path(instance: "HandOver", filename: str) -> str:
    """A random name outside the web root; what lies there is encrypted."""
    return f"proofs/{secrets.token_hex(2)}/{secrets.token_hex(16)}"


class HandOver(HallScoped):
    """Proof of service (送达): who took the result, with which document, when, from whom."""

    result = models.OneToOneField(Result, on_delete=models.PROTECT, related_name="hand_over")
    collector_kind = models.CharField("领取人身份", max_length=16, choices=CollectorKind.choices)
    collector_name = models.CharField("领取人", max_length=200)
    collector_id = EncryptedField("领取人证件号码")
    collector_id_index = BlindIndexField(of="collector_id")
    authorisation_seen = models.BooleanField("已核验授权委托书", default=False)
    method = models.CharField("方式", max_length=16, choices=Way.choices, default=Way.WINDOW)
    code = models.OneToOneField(
        "applications.PickupCode", on_delete=models.PROTECT, null=True, blank=True, related_name="hand_over"
    )
    proof_kind = models.CharField("签收凭据", max_length=10, choices=ProofKind.choices, blank=True, default="")
    proof = models.FileField("签名或照片（加密）", upload_to=proof_path, blank=True)
    proof_sha256 = models.CharField("凭据摘要", max_length=64, blank=True, default="")
    window = models.ForeignKey("hall.Window", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    handed_at = models.DateTimeField("发放时间")

    class Meta:
        verbose_name = verbose_name_plural = "送达记录"
        indexes = [models.Index(fields=["proof"], name="proofs_by_place")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(collector_kind="representative") | models.Q(authorisation_seen=True),
                name="representative_shows_an_authorisation",
            ),
        ]

    def __str__(self) -> str:
        return f"送达{self.pk}"
