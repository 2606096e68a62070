"""How a person gets the result: the way they chose, whom they named, the codes that prove a phone."""

from django.conf import settings
from django.db import models

from applications.result_states import Way
from hall.kernel.fields import BlindIndexField, EncryptedField
from hall.kernel.models import HallScoped


class Delivery(HallScoped):
    """The way of collecting one application's result (领取安排): chosen at intake, by phone proof or at the counter."""

    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="delivery")
    way = models.CharField("领取方式", max_length=12, choices=Way.choices, default=Way.WINDOW)
    addressee = EncryptedField("收件人", blank=True, default="")
    phone = EncryptedField("收件人手机", blank=True, default="")
    address = EncryptedField("收件地址", blank=True, default="")
    collector_name = EncryptedField("指定代领人", blank=True, default="")
    collector_id = EncryptedField("代领人证件号码", blank=True, default="")
    collector_id_index = BlindIndexField(of="collector_id")
    collector_authority = models.CharField(
        "授权凭据",
        max_length=120,
        blank=True,
        default="",
        help_text="申请人当面指定，或授权委托书的编号；空为须出示委托书",
    )
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField("选择时间")

    class Meta:
        verbose_name = verbose_name_plural = "领取安排"

    def __str__(self) -> str:
        return str(Way(self.way).label)


class PickupCode(HallScoped):
    """A single-use code sent to the phone on record; only its keyed digest is kept. A new one voids the one before."""

    result = models.ForeignKey("applications.Result", on_delete=models.PROTECT, related_name="codes")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField("生成时间")
    used_at = models.DateTimeField("使用时间", null=True, blank=True)
    void_at = models.DateTimeField("作废时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "取件码"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["result"], condition=models.Q(used_at=None, void_at=None), name="one_live_code_per_result"
            ),
            models.UniqueConstraint(
                fields=["hall", "digest"],
                condition=models.Q(used_at=None, void_at=None),
                name="a_live_code_means_one_result",
            ),
        ]

    def __str__(self) -> str:
        return f"取件码{self.pk}"


class PhoneProof(HallScoped):
    """A short code sent to the phone on record, by which its holder proves to be the one who applied."""

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="phone_proofs")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField("发送时间")
    tries = models.PositiveSmallIntegerField("输错次数", default=0)
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "手机验证"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"手机验证{self.pk}"
