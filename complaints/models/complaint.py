"""Complaints and suggestions (投诉、建议), and what is told to the person."""

from django.conf import settings
from django.db import models

from complaints.complaint_states import (
    OPEN_COMPLAINTS,
    Category,
    ComplaintKind,
    ComplaintState,
    Finding,
    Occasion,
    RootCause,
    Source,
    Unit,
)
from hall.kernel.fields import EncryptedField, EncryptedJSONField
from hall.kernel.models import HallScoped


class Complaint(HallScoped):
    """What somebody said went wrong, or could be better. Held by its first receiver until another has taken it up.

    `outside_number` is room for the number of a 12345 work order.
    """

    number = models.CharField("编号", max_length=24, unique=True)
    kind = models.CharField("类型", max_length=16, choices=ComplaintKind.choices)
    category = models.CharField("问题分类", max_length=16, choices=Category.choices)
    source = models.CharField("来源", max_length=12, choices=Source.choices)
    outside_number = models.CharField("外部工单号", max_length=40, blank=True)
    title = EncryptedField("标题")
    words = EncryptedField("内容")
    about_whom = EncryptedField("被投诉的单位或人员", blank=True, default="")
    is_anonymous = models.BooleanField("匿名", default=False)
    name = EncryptedField("姓名", blank=True, default="")
    phone = EncryptedField("手机", blank=True, default="")
    id_number = EncryptedField("证件号码", blank=True, default="")
    code_digest = models.CharField("查询码摘要", max_length=64, blank=True)
    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    department = models.ForeignKey(
        "hall.Department", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="被投诉部门"
    )
    window = models.ForeignKey("hall.Window", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ticket = models.ForeignKey("queueing.Ticket", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    for_bureau_only = models.BooleanField("只由政务服务局办理", default=False, help_text="被投诉部门的人员看不到")
    state = models.CharField("状态", max_length=12, choices=ComplaintState.choices, default=ComplaintState.REGISTERED)
    unit = models.CharField("经办单位", max_length=12, choices=Unit.choices)
    handler = models.ForeignKey(
        "hall.Department", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办部门"
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="承办人",
    )
    first_receiver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    offered_unit = models.CharField("转办给", max_length=12, choices=Unit.choices, blank=True)
    offered_to = models.ForeignKey(
        "hall.Department", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="转办部门"
    )
    received_at = models.DateTimeField("登记时间")
    due = models.DateField("答复期限")
    due_is_provisional = models.BooleanField("期限暂定", default=False)
    prolonged_at = models.DateTimeField("延期时间", null=True, blank=True)
    prolong_reason = models.CharField("延期原因", max_length=300, blank=True)
    overdue_at = models.DateTimeField("记为超期的时间", null=True, blank=True)
    finding = models.CharField("认定", max_length=8, choices=Finding.choices, blank=True)
    cause = models.CharField("根源", max_length=12, choices=RootCause.choices, blank=True)
    other_way = models.CharField("其他途径", max_length=20, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    reopened = models.PositiveSmallIntegerField("重新办理次数", default=0)
    follow_up = EncryptedField("不满意的原因", blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "投诉建议"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["hall", "state", "due"], name="complaints_by_due"),
            models.Index(fields=["due"], name="complaints_not_yet_overdue", condition=models.Q(overdue_at=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="answered") | models.Q(answered_at__isnull=False),
                name="answered_complaint_says_when",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="offered") | ~models.Q(offered_unit=""),
                name="offered_complaint_says_to_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether an answer is still owed."""
        return self.state in OPEN_COMPLAINTS

    @property
    def holder_words(self) -> str:
        """Who holds it, in words."""
        if self.unit == Unit.DEPARTMENT and self.handler is not None:
            place = self.handler.short_name
        else:
            place = Unit(self.unit).label
        return f"{place}　{self.holder.name}" if self.holder is not None else str(place)

    @property
    def first_words(self) -> str:
        """Who received it first, in words: a person of staff, or the hall's page."""
        return "网上提交" if self.first_receiver.is_system else self.first_receiver.name

    @property
    def offered_words(self) -> str:
        """To whom it is offered, in words."""
        if self.offered_unit == Unit.DEPARTMENT and self.offered_to is not None:
            return self.offered_to.short_name
        return str(Unit(self.offered_unit).label) if self.offered_unit else ""


class Reply(HallScoped):
    """Words that were told to the person, kept for ever: the database refuses to change or delete them."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, null=True, blank=True, related_name="replies")
    case = models.ForeignKey(
        "complaints.UnresolvedCase", on_delete=models.PROTECT, null=True, blank=True, related_name="replies"
    )
    occasion = models.CharField("时机", max_length=12, choices=Occasion.choices)
    template = models.CharField("所用模板", max_length=60, blank=True)
    words = EncryptedField("原话")
    told_at = models.DateTimeField("告知时间")
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "告知原话"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(complaint__isnull=False, case__isnull=True)
                | models.Q(complaint__isnull=True, case__isnull=False),
                name="reply_belongs_to_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_occasion_display()}"


class ListEvidence(HallScoped):
    """What was asked and what is published, side by side, as they were when the complaint was made."""

    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, related_name="evidence")
    version = models.ForeignKey("matters.MatterVersion", on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField("标准指纹", max_length=64)
    document = models.ForeignKey(
        "applications.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    difference = EncryptedJSONField("差异", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "清单对照"

    def __str__(self) -> str:
        return f"{self.complaint} 清单对照"
