"""The 办不成事 desk's cases, and the improvement tickets they bring forth."""

from django.conf import settings
from django.db import models

from complaints.complaint_states import RootCause, Unit
from complaints.unresolved_states import (
    OPEN_CASES,
    OPEN_IMPROVEMENTS,
    CaseKind,
    CaseState,
    Exclusion,
    ImprovementState,
    ImprovementUnit,
    Tier,
)
from hall.kernel.fields import EncryptedField
from hall.kernel.models import HallScoped


class UnresolvedCase(HallScoped):
    """One thing that could not be done (办不成事), from taking down to filing."""

    number = models.CharField("编号", max_length=24, unique=True)
    title = EncryptedField("标题")
    words = EncryptedField("反映的情况")
    name = EncryptedField("姓名")
    phone = EncryptedField("手机", blank=True, default="")
    id_number = EncryptedField("证件号码", blank=True, default="")
    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    department = models.ForeignKey(
        "hall.Department", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="涉及部门"
    )
    ticket = models.ForeignKey("queueing.Ticket", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    window = models.ForeignKey("hall.Window", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField("状态", max_length=14, choices=CaseState.choices, default=CaseState.TAKEN_DOWN)
    kind = models.CharField("分类", max_length=14, choices=CaseKind.choices, blank=True)
    tier = models.CharField("难易", max_length=14, choices=Tier.choices, blank=True)
    cause = models.CharField("根源", max_length=12, choices=RootCause.choices, blank=True)
    exclusion = models.CharField("不属受理范围的类别", max_length=16, choices=Exclusion.choices, blank=True)
    unit = models.CharField("责任单位", max_length=12, choices=Unit.choices, blank=True)
    handler = models.ForeignKey(
        "hall.Department", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任部门"
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_down_at = models.DateTimeField("登记时间")
    taken_down_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due = models.DateField("办结期限")
    due_is_provisional = models.BooleanField("期限暂定", default=False)
    overdue_at = models.DateTimeField("记为超期的时间", null=True, blank=True)
    solution = EncryptedField("解决情况", blank=True, default="")
    solved_at = models.DateTimeField("解决时间", null=True, blank=True)
    told_at = models.DateTimeField("反馈时间", null=True, blank=True)
    verification = EncryptedField("核查情况", blank=True, default="")
    filed_at = models.DateTimeField("备案时间", null=True, blank=True)
    unsolved_times = models.PositiveSmallIntegerField("核查未解决次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "办不成事"
        ordering = ["-id"]
        indexes = [models.Index(fields=["hall", "state", "due"], name="unresolved_by_due")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=["solved", "told", "verified", "filed"]) | ~models.Q(cause=""),
                name="solved_case_has_a_root_cause",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="excluded") | ~models.Q(exclusion=""), name="excluded_case_says_why"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["forwarded", "being_solved"]) | ~models.Q(unit=""),
                name="forwarded_case_says_to_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether a solution is still owed."""
        return self.state in OPEN_CASES

    @property
    def handler_words(self) -> str:
        """Who is to solve it, in words."""
        if self.unit == Unit.DEPARTMENT and self.handler is not None:
            return self.handler.short_name
        return str(Unit(self.unit).label) if self.unit else ""


class Improvement(HallScoped):
    """What must change so that it does not happen again (举一反三), for the platform or a department."""

    number = models.CharField("编号", max_length=24, unique=True)
    case = models.ForeignKey(
        UnresolvedCase, on_delete=models.PROTECT, null=True, blank=True, related_name="improvements"
    )
    complaint = models.ForeignKey(
        "complaints.Complaint", on_delete=models.PROTECT, null=True, blank=True, related_name="improvements"
    )
    cause = models.CharField("根源", max_length=12, choices=RootCause.choices)
    unit = models.CharField("改进单位", max_length=12, choices=ImprovementUnit.choices)
    department = models.ForeignKey("hall.Department", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField("要改进什么", max_length=100)
    words = models.TextField("问题和建议")
    state = models.CharField("状态", max_length=12, choices=ImprovementState.choices, default=ImprovementState.OPEN)
    raised_at = models.DateTimeField("提出时间")
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    due = models.DateField("改进期限")
    overdue_at = models.DateTimeField("记为超期的时间", null=True, blank=True)
    measure = models.TextField("改进措施", blank=True)
    done_at = models.DateTimeField("完成时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "改进单"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(unit="platform", department__isnull=True)
                | models.Q(unit="department", department__isnull=False),
                name="improvement_of_a_department_names_it",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_IMPROVEMENTS

    @property
    def unit_words(self) -> str:
        """Who is to improve, in words."""
        return self.department.short_name if self.department else str(ImprovementUnit(self.unit).label)
