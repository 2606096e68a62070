"""Promises in writing (容缺、告知承诺): the letter, where it is not allowed, the verification, the list of the excluded."""

from django.conf import settings
from django.db import models

from applications.promise_states import VerificationState
from hall.kernel.models import HallScoped


class CommitmentKind(models.TextChoices):
    LATE = "late", "容缺受理"
    PROMISE = "promise", "告知承诺"


class Ground(models.TextChoices):
    """Fields in which notice and commitment is not for use (国办发〔2020〕42号)."""

    SECURITY = "security", "国家安全"
    SECRETS = "secrets", "国家秘密"
    PUBLIC_SAFETY = "public_safety", "公共安全"
    FINANCE = "finance", "金融业审慎监管"
    ECOLOGY = "ecology", "生态环境保护"
    LIFE = "life", "人身健康、生命财产安全"
    FOREIGN = "foreign", "重要涉外等风险较大"


class Method(models.TextChoices):
    """How a promise is verified after the decision."""

    WRITTEN = "written", "书面核查"
    ONLINE = "online", "网络核验"
    ON_SITE = "on_site", "实地核查"
    PUBLIC = "public", "公示"


class PromiseRule(models.Model):
    """What holds for a matter's promises: excluded by its field, or verified within so many days in this way."""

    matter = models.OneToOneField("matters.Matter", on_delete=models.PROTECT, related_name="promise_rule")
    excluded = models.CharField("不适用告知承诺的领域", max_length=16, choices=Ground.choices, blank=True, default="")
    basis = models.CharField("依据", max_length=200, blank=True, default="")
    verify_days = models.PositiveSmallIntegerField("核查期限（自然日）", default=60)
    method = models.CharField("核查方式", max_length=12, choices=Method.choices, default=Method.WRITTEN)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField("设定时间")

    class Meta:
        verbose_name = verbose_name_plural = "事项的告知承诺规则"
        constraints = [
            models.CheckConstraint(condition=models.Q(verify_days__gte=1), name="promise_is_verified_within_days"),
            models.CheckConstraint(
                condition=models.Q(excluded="") | ~models.Q(basis=""), name="excluded_matter_names_the_basis"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter}"


class Commitment(HallScoped):
    """A promise in writing with an application: which materials, in which words, by whom; withdrawn before the decision."""

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="commitments")
    kind = models.CharField("种类", max_length=8, choices=CommitmentKind.choices)
    materials = models.JSONField("承诺的材料")
    text = models.JSONField("承诺的内容", help_text="逐条")
    promised_by = models.ForeignKey("hall.Party", on_delete=models.PROTECT, related_name="+")
    promised_at = models.DateTimeField("承诺时间")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField("applications.Document", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdraw_reason = models.CharField("撤回原因", max_length=300, blank=True, default="")
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "书面承诺"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind"],
                condition=models.Q(withdrawn_at=None),
                name="one_promise_of_a_kind_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}{self.pk}"


class Verification(HallScoped):
    """The task after a decision that rests on a promise: checked until a day, met, mended in time, or revoked."""

    application = models.OneToOneField(
        "applications.Application", on_delete=models.PROTECT, related_name="verification"
    )
    commitment = models.OneToOneField(Commitment, on_delete=models.PROTECT, related_name="verification")
    department = models.ForeignKey("hall.Department", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        "状态", max_length=12, choices=VerificationState.choices, default=VerificationState.PENDING
    )
    method = models.CharField("核查方式", max_length=12, choices=Method.choices)
    due = models.DateField("核查期限")
    made_at = models.DateTimeField("建立时间")
    finding = models.CharField("核查情况", max_length=1000, blank=True, default="")
    found_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField("核查时间", null=True)
    remedy = models.CharField("整改要求", max_length=500, blank=True, default="")
    remedy_due = models.DateField("整改期限", null=True)
    closed_at = models.DateTimeField("了结时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "承诺核查"
        ordering = ["due", "id"]
        indexes = [
            models.Index(
                fields=["department", "due"],
                name="verifications_still_open",
                condition=models.Q(state__in=["pending", "remedy"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="remedy") | models.Q(remedy_due__isnull=False) & ~models.Q(remedy=""),
                name="remedy_says_what_and_until_when",
            ),
            models.CheckConstraint(
                condition=models.Q(state="pending") | ~models.Q(finding="") & models.Q(found_by__isnull=False),
                name="finding_is_written_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"承诺核查{self.pk}"


class RevocationGround(models.TextChoices):
    FALSE = "false", "虚假承诺"
    UNMET = "unmet", "未履行承诺，逾期未整改"
    WRONG = "wrong", "自动决定有误"


class Revocation(HallScoped):
    """A decision revoked (撤销): a record of its own, the application's state stays as it was."""

    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="revocation")
    ground = models.CharField("原因", max_length=8, choices=RevocationGround.choices)
    reason = models.CharField("事实和理由", max_length=1000)
    legal_basis = models.CharField("法律依据", max_length=500)
    heard = models.CharField("陈述、申辩情况", max_length=500)
    document = models.OneToOneField("applications.Document", on_delete=models.PROTECT, related_name="+")
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField("撤销时间")

    class Meta:
        verbose_name = verbose_name_plural = "撤销决定"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason="") & ~models.Q(legal_basis="") & ~models.Q(heard=""),
                name="revocation_has_reason_basis_and_hearing",
            ),
        ]

    def __str__(self) -> str:
        return f"撤销{self.application_id}"


class ExclusionGround(models.TextChoices):
    FALSE_PROMISE = "false_promise", "作出虚假承诺"
    UNMET_PROMISE = "unmet_promise", "未履行承诺且逾期未整改"
    BAD_CREDIT = "bad_credit", "严重失信主体名单"


class ExcludedPerson(models.Model):
    """Someone whose promises are not taken (容缺、告知承诺) until their credit is repaired."""

    party = models.ForeignKey("hall.Party", on_delete=models.PROTECT, related_name="exclusions")
    ground = models.CharField("原因", max_length=16, choices=ExclusionGround.choices)
    document = models.CharField("依据文书", max_length=120)
    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    since = models.DateField("列入日期")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    repaired_on = models.DateField("信用修复日期", null=True, blank=True)
    repair_document = models.CharField("信用修复依据", max_length=120, blank=True, default="")
    repaired_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "不适用承诺名单"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "ground"], condition=models.Q(repaired_on=None), name="one_exclusion_of_a_ground"
            ),
            models.CheckConstraint(condition=~models.Q(document=""), name="exclusion_has_a_document"),
            models.CheckConstraint(
                condition=models.Q(repaired_on=None) | ~models.Q(repair_document=""), name="repair_has_a_document"
            ),
        ]

    def __str__(self) -> str:
        return f"名单{self.pk}"
