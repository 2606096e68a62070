"""The application (办件): one matter of one applicant, pinned to the standard of its day."""

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from applications.models.signature import SigningStep
from applications.states import ApplicationState
from hall.kernel import clock
from hall.kernel.fields import EncryptedField, EncryptedJSONField
from hall.kernel.models import HallScoped

PINNED = [
    "accepted", "in_procedure", "extending", "forwarded", "granted", "denied", "awaiting_collection", "delivered",
]  # fmt: skip


class Application(HallScoped):
    """One matter handed in by one applicant, accepted in front and decided by its department behind."""

    number = models.CharField("办件编号", max_length=24, unique=True, help_text="给人看的编号，带校验位")
    project_number = models.CharField("交换用办件编号", max_length=50, unique=True)
    version = models.ForeignKey("matters.MatterVersion", on_delete=models.PROTECT, related_name="applications")
    department = models.ForeignKey("hall.Department", on_delete=models.PROTECT, related_name="applications")
    applicant = models.ForeignKey("hall.Party", on_delete=models.PROTECT, related_name="applications")
    agent = models.ForeignKey("hall.Party", on_delete=models.PROTECT, null=True, blank=True, related_name="acted_for")
    visit = models.CharField("来访批次", max_length=40, blank=True, db_index=True, help_text="同一次来访的办件相同")
    form = EncryptedJSONField("申请表", default=dict, blank=True)
    answers = models.JSONField("情形引导的回答", default=dict, blank=True, help_text="按收件时标准的问题")
    situation = models.CharField("情形", max_length=200, blank=True, default="")
    contact_phone = EncryptedField(
        "联系手机", blank=True, default="", help_text="收件时登记；以后来访登记的手机不改变已收办件的通知"
    )
    state = models.CharField("状态", max_length=20, choices=ApplicationState.choices)
    received_at = models.DateTimeField("收件时间")
    resubmitted_at = models.DateTimeField(
        "补正后收件时间", null=True, blank=True, help_text="补正齐全之日，期限由此重新起算"
    )
    notice_due = models.DateField("告知期限", help_text="五个工作日内一次告知，逾期视为受理")
    correction_due = models.DateField("补正期限", null=True, blank=True)
    accepted_at = models.DateTimeField("受理时间", null=True, blank=True)
    legal_due = models.DateField("法定办结日", null=True, blank=True)
    promise_due = models.DateField("承诺办结日", null=True, blank=True)
    due_is_provisional = models.BooleanField("期限暂定", default=False, help_text="跨入尚未公布放假安排的年份")
    extended_days = models.PositiveSmallIntegerField("已批准延长工作日", default=0)
    area_code = models.CharField(
        "办理地点", max_length=12, blank=True, default="", help_text="行政区划代码；决定由哪个部门审批，空为大厅所在地"
    )
    step = models.CharField("审批环节", max_length=8, choices=SigningStep.choices, blank=True, default="")
    step_since = models.DateTimeField("环节开始时间", null=True, blank=True)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="现在由谁办理，空为部门中任何有授权的人",
    )
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    closed_as = models.CharField("归档前状态", max_length=20, blank=True, default="")
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_window = models.ForeignKey(
        "hall.Window", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    history = HistoricalRecords(excluded_fields=["form", "contact_phone"])  # what is amended is kept by Amendment

    class Meta:
        verbose_name = verbose_name_plural = "办件"
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["department", "promise_due"],
                name="inbox_by_due_date",
                condition=models.Q(state__in=["accepted", "in_procedure", "extending", "forwarded"]),
            ),
            models.Index(fields=["handler"], name="applications_by_handler", condition=models.Q(handler__isnull=False)),
            models.Index(fields=["received_at"], name="applications_by_receipt"),
            models.Index(fields=["accepted_at"], name="applications_by_acceptance"),
            models.Index(fields=["closed_at"], name="applications_by_closing"),
            models.Index(fields=["state", "notice_due"], name="applications_by_notice_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=PINNED) | models.Q(accepted_at__isnull=False, promise_due__isnull=False),
                name="accepted_application_has_due_date",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="awaiting_correction") | models.Q(correction_due__isnull=False),
                name="awaited_correction_has_due_date",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def counted_from(self) -> date:
        """The day from which the notice period, and a deemed acceptance, count: that of the complete set."""
        return timezone.localdate(self.resubmitted_at or self.received_at, clock.BEIJING)

    def decision_moment(self) -> datetime | None:
        """When the department decided, or None."""
        decision = getattr(self, "decision", None)
        return decision.decided_at if decision else None
