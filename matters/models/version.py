"""The published standard of a matter (实施清单的一个版本)."""

from datetime import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from simple_history.models import HistoricalRecords

from matters.states import VersionState


class CaseKind(models.TextChoices):
    """Kind of case (办件类型), GB/T 39046 A.6."""

    INSTANT = "instant", "即办件"
    PROMISED = "promised", "承诺件"


class LimitUnit(models.TextChoices):
    """Unit of a limit; never assumed to be working days."""

    WORKING_DAY = "working_day", "工作日"
    NATURAL_DAY = "natural_day", "自然日"
    MONTH = "month", "个月"
    HOUR = "hour", "小时"
    NONE = "none", "无"


class Examination(models.TextChoices):
    """How an application is examined (审查类型); follows from the kind of case."""

    AT_ONCE = "at_once", "即审即办"
    STEPS = "steps", "前审后批"


class Channel(models.TextChoices):
    """How an application may come in (办理形式); numbered at the border."""

    WINDOW = "window", "窗口办理"
    WEB = "web", "网上办理"
    MOBILE = "mobile", "移动端办理"
    POST = "post", "快递申请"
    OTHER = "other", "其他形式"


class ServiceScope(models.TextChoices):
    """Where an application may be handed in (通办范围); two national lists exist, both mapped at the border."""

    NATION = "nation", "全国通办"
    PROVINCES = "provinces", "跨省通办"
    PROVINCE = "province", "全省（市）通办"
    CITIES = "cities", "跨市通办"
    CITY = "city", "全市通办"
    COUNTIES = "counties", "跨县（区）通办"
    COUNTY = "county", "全县（区）通办"
    TOWN = "town", "全镇（街道）通办"
    VILLAGES = "villages", "跨村（社区）通办"


class SpecialProcedure(models.TextChoices):
    """What may suspend the statutory clock: the eight of 行政许可法 第四十五条, nothing else."""

    HEARING = "hearing", "听证"
    TENDER = "tender", "招标"
    AUCTION = "auction", "拍卖"
    TESTING = "testing", "检验"
    INSPECTION = "inspection", "检测"
    QUARANTINE = "quarantine", "检疫"
    APPRAISAL = "appraisal", "鉴定"
    EXPERTS = "experts", "专家评审"


class MatterVersion(models.Model):
    """One version of a matter's standard: conditions, materials, limits, fee, process, result.

    In force during `in_force`; one version of a matter at any instant. A published version never changes: an
    application keeps the version of the moment it was received.
    """

    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("版本号")
    base = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="据以编制的版本"
    )
    name = models.CharField("事项名称", max_length=500, blank=True, help_text="本版发布时的名称")
    state = models.CharField("状态", max_length=12, choices=VersionState.choices, default=VersionState.DRAFT)
    in_force = DateTimeRangeField("有效期间", null=True, blank=True)
    pause_reason = models.CharField("暂停原因", max_length=200, blank=True)
    case_kind = models.CharField("办件类型", max_length=12, choices=CaseKind.choices)
    statutory_limit = models.PositiveIntegerField("法定办结时限", null=True, blank=True)
    statutory_unit = models.CharField("法定时限单位", max_length=12, choices=LimitUnit.choices)
    promised_limit = models.PositiveIntegerField("承诺办结时限")
    promised_unit = models.CharField("承诺时限单位", max_length=12, choices=LimitUnit.choices)
    limit_note = models.CharField("时限说明", max_length=500, blank=True)
    statutory_note = models.CharField("法定时限说明", max_length=500, blank=True)
    legal_basis = models.JSONField("设定依据", default=list)
    conditions = models.JSONField("受理条件", default=list)
    process = models.JSONField("办理流程", default=list)
    fee = models.JSONField("收费", default=dict)
    questions = models.JSONField("情形引导", default=list, blank=True, help_text="问题和选项；只写材料清单中的材料")
    result_kind = models.CharField("结果类型", max_length=16)
    result_name = models.CharField("结果名称", max_length=200, blank=True)
    result_valid_years = models.PositiveSmallIntegerField("结果有效年数", default=0)
    result_sample = models.CharField("结果样本", max_length=300, blank=True)
    visits = models.PositiveSmallIntegerField("到现场次数", default=1)
    visit_reason = models.CharField("必须到现场的原因", max_length=1000, blank=True)
    channels = ArrayField(models.CharField(max_length=12), verbose_name="办理形式", default=list, blank=True)
    online_depth = models.CharField("网办深度", max_length=1, default="3")
    online_url = models.CharField("网办地址", max_length=500, blank=True)
    service_scope = models.CharField("通办范围", max_length=12, choices=ServiceScope, blank=True)
    special_procedures = models.JSONField("特别程序", default=list, blank=True)
    intermediaries = models.JSONField("中介服务", default=list, blank=True)
    quantity_limit = models.CharField("数量限制", max_length=500, blank=True)
    takes_appointments = models.BooleanField("可预约", default=False)
    appointment_note = models.CharField("预约规则", max_length=300, blank=True)
    daily_appointments = models.PositiveIntegerField("每天可预约量", null=True, blank=True)
    accepts_post = models.BooleanField("申报材料可邮寄", default=False)
    delivers_by_post = models.BooleanField("结果可邮寄", default=False)
    self_service = models.BooleanField("自助终端可办", default=False)
    place = models.CharField("办理地点", max_length=300, blank=True)
    hours = models.CharField("办理时间", max_length=300, blank=True)
    transport = models.CharField("交通", max_length=300, blank=True)
    consult_ways = models.CharField("咨询方式", max_length=300, blank=True)
    consult_phone = models.CharField("咨询电话", max_length=32)
    supervise_phone = models.CharField("监督投诉电话", max_length=32)
    reconsideration = models.CharField("行政复议机关及地址", max_length=300, blank=True)
    litigation = models.CharField("行政诉讼法院及地址", max_length=300, blank=True)
    faq = models.JSONField("常见问题", default=list, blank=True)
    planned_from = models.DateField("计划生效日期", null=True, blank=True)
    planned_until = models.DateField("计划取消日期", null=True, blank=True)
    revision = models.PositiveIntegerField("修订号", default=0, help_text="草稿每保存一次加一")
    sealed_at = models.DateTimeField("定稿时间", null=True, blank=True, help_text="发布即定稿，此后内容不能改动")
    fingerprint = models.CharField("标准指纹", max_length=64, blank=True, help_text="规范化内容的摘要")
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "事项标准"
        constraints = [
            models.UniqueConstraint(fields=["matter", "number"], name="version_number_unique_in_matter"),
            ExclusionConstraint(
                name="published_versions_do_not_overlap",
                expressions=[("matter", RangeOperators.EQUAL), ("in_force", RangeOperators.OVERLAPS)],
                condition=models.Q(state__in=["published", "paused", "replaced", "withdrawn"]),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "submitted", "reviewed", "rejected", "discarded"])
                | models.Q(in_force__isnull=False),
                name="published_version_is_in_force_from_a_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(case_kind="instant", promised_limit=0)
                | models.Q(case_kind="promised", promised_limit__gt=0),
                name="instant_means_promised_at_once",
            ),
            models.CheckConstraint(
                condition=models.Q(statutory_unit="none", statutory_limit=None)
                | (~models.Q(statutory_unit="none") & models.Q(statutory_limit__isnull=False)),
                name="statutory_limit_has_a_unit",
            ),
            models.CheckConstraint(
                condition=models.Q(statutory_limit=None)
                | models.Q(promised_limit__lte=models.F("statutory_limit"))
                | (
                    ~models.Q(promised_unit=models.F("statutory_unit"))
                    & ~models.Q(promised_unit="working_day", statutory_unit="natural_day")
                ),
                name="promise_is_never_longer_than_the_law",
            ),
            models.CheckConstraint(
                condition=models.Q(promised_limit=0) | ~models.Q(promised_unit="none"),
                name="promised_limit_has_a_unit",
            ),
            models.CheckConstraint(
                condition=~models.Q(fee__contains={"charged": True})
                | ~(
                    models.Q(fee__contains={"basis": ""})
                    | models.Q(fee__contains={"standard": ""})
                    | ~models.Q(fee__has_keys=["basis", "standard"])
                ),
                name="fee_has_basis_and_standard",
            ),
            models.CheckConstraint(
                condition=models.Q(fee__contains={"charged": True}) | ~models.Q(fee__contains={"pay_online": True}),
                name="no_fee_no_online_payment",
            ),
            models.CheckConstraint(
                condition=~models.Q(online_depth="4") | models.Q(visits=0),
                name="wholly_online_needs_no_visit",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="paused") | ~models.Q(pause_reason=""),
                name="paused_version_says_why",
            ),
            models.CheckConstraint(
                condition=~models.Q(consult_phone=models.F("supervise_phone")) | models.Q(consult_phone=""),
                name="complaints_are_heard_on_another_telephone",
            ),
            models.CheckConstraint(
                condition=models.Q(planned_from=None)
                | models.Q(planned_until=None)
                | models.Q(planned_until__gt=models.F("planned_from")),
                name="planned_end_comes_after_the_beginning",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} 第{self.number}版"

    @property
    def begins(self) -> datetime:
        """The moment from which it stands, of a version that was published."""
        moment = self.in_force.lower if self.in_force else None
        assert moment is not None
        return moment

    @property
    def is_instant(self) -> bool:
        return self.case_kind == CaseKind.INSTANT

    @property
    def examination(self) -> Examination:
        """即审即办 for instant cases, 前审后批 for all others: never stored apart from the kind of case."""
        return Examination.AT_ONCE if self.is_instant else Examination.STEPS

    @property
    def is_online(self) -> bool:
        """Whether an application can be sent in over the net (网办深度 II and deeper)."""
        return self.online_depth in {"2", "3", "4"}

    @property
    def is_sealed(self) -> bool:
        return self.sealed_at is not None

    @property
    def short_fingerprint(self) -> str:
        """The fingerprint as printed: 8 hexadecimal digits in two groups."""
        return f"{self.fingerprint[:4]}-{self.fingerprint[4:8]}".upper()
