"""Automatic approval (秒批): published rules of a matter, and each decision made by them with every input."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from applications.promise_states import RuleSetState
from hall.kernel.fields import EncryptedJSONField
from hall.kernel.models import HallScoped


class RuleSet(models.Model):
    """One version of a matter's rules for automatic approval: plain data that people read, never a program.

    All conditions without a case must hold, and with cases all conditions of one of them. Then the application is
    granted at once; otherwise a person decides. Nothing is ever denied automatically.
    """

    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="rule_sets")
    number = models.PositiveIntegerField("版本号")
    state = models.CharField("状态", max_length=12, choices=RuleSetState.choices, default=RuleSetState.DRAFT)
    conditions = models.JSONField("条件", help_text="每行：情形、要素、比较、值、依据")
    opinion = models.CharField("决定理由", max_length=500, help_text="写入决定书，申请人会看到")
    document = models.CharField("授权文件", max_length=120, help_text="部门授权按本规则自动决定的文件")
    valid_until = models.DateField("授权截止日")
    sample_percent = models.PositiveSmallIntegerField(
        "抽查比例（%）", default=10, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    note = models.CharField("编制说明", max_length=300, blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField("编制时间")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("审核时间", null=True)
    words = models.CharField("审核意见或停用原因", max_length=300, blank=True)
    ended_at = models.DateTimeField("停止施行时间", null=True)
    authorisation = models.OneToOneField(
        "applications.Authorisation", on_delete=models.PROTECT, null=True, related_name="rule_set"
    )

    class Meta:
        verbose_name = verbose_name_plural = "秒批规则"
        ordering = ["matter", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "number"], name="rule_set_number_unique_in_matter"),
            models.UniqueConstraint(
                fields=["matter"], condition=models.Q(state="published"), name="one_rule_set_in_force_for_a_matter"
            ),
            models.UniqueConstraint(
                fields=["matter"], condition=models.Q(state="draft"), name="one_draft_of_rules_for_a_matter"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("drafted_by")),
                name="rules_are_kept_by_two_people",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "rejected"])
                | models.Q(decided_at__isnull=False, authorisation__isnull=False),
                name="published_rules_are_authorised",
            ),
            models.CheckConstraint(
                condition=models.Q(sample_percent__gte=1, sample_percent__lte=100), name="some_of_them_are_reviewed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} 秒批规则第{self.number}版"


class Verdict(models.TextChoices):
    """What a person found when reviewing an automatic decision."""

    RIGHT = "right", "决定正确"
    WRONG = "wrong", "决定有误"


class AutomaticDecision(HallScoped):
    """What the rules found on one application: every input as it was, the outcome, and the review of a sample."""

    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="automatic")
    rules = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="decisions")
    inputs = EncryptedJSONField("输入和判定", help_text="每个条件的文字、当时的值、是否符合")
    granted = models.BooleanField("自动准予", help_text="否则转人工审批")
    made_at = models.DateTimeField("判定时间")
    review_due = models.DateField("抽查期限", null=True, help_text="空为未抽中")
    verdict = models.CharField("抽查结论", max_length=8, choices=Verdict.choices, blank=True, default="")
    review_words = models.CharField("抽查意见", max_length=500, blank=True, default="")
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField("抽查时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "秒批判定"
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["review_due"],
                name="automatic_still_to_review",
                condition=models.Q(review_due__isnull=False, verdict=""),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict="", reviewed_by=None) | ~models.Q(verdict="") & ~models.Q(reviewed_by=None),
                name="reviewed_automatic_decision_names_the_reviewer",
            ),
            models.CheckConstraint(
                condition=~models.Q(verdict="wrong") | ~models.Q(review_words=""), name="wrong_decision_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"秒批{self.application_id}"
