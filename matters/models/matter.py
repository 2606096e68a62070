"""The catalogue's tree: basic items (基本目录) and the matters (事项) that a person can apply for."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.expressions import RawSQL
from simple_history.models import HistoricalRecords

from matters.models.weighing import WEIGHT, Grams


class MatterType(models.TextChoices):
    """Types that reach a hall (依申请); codes of GB/T 39046 A.1."""

    PERMIT = "01", "行政许可"
    PAYMENT = "05", "行政给付"
    CONFIRMATION = "07", "行政确认"
    REWARD = "08", "行政奖励"
    RULING = "09", "行政裁决"
    OTHER_POWER = "10", "其他行政权力"
    PUBLIC_SERVICE = "20", "公共服务"


class Applicant(models.TextChoices):
    """Whom a matter is for (服务对象); GB/T 39046 A.4 numbers them, the numbers are mapped at the border."""

    PERSON = "person", "自然人"
    ENTERPRISE = "enterprise", "企业法人"
    INSTITUTION = "institution", "事业法人"
    SOCIAL_ORG = "social_org", "社会组织法人"
    UNINCORPORATED = "unincorporated", "非法人企业"
    GOVERNMENT = "government", "行政机关"
    OTHER = "other", "其他组织"


class PowerSource(models.TextChoices):
    """Where the power to decide comes from (权力来源)."""

    OWN = "own", "法定本级行使"
    DEVOLVED = "devolved", "上级下放"
    AUTHORISED_ABOVE = "authorised_above", "上级授权"
    AUTHORISED_PEER = "authorised_peer", "同级授权"
    ENTRUSTED_ABOVE = "entrusted_above", "上级委托"
    ENTRUSTED_PEER = "entrusted_peer", "同级委托"


class AuthorityKind(models.TextChoices):
    """What the deciding body is (实施主体性质); GB/T 39046 A.3 numbers them, mapped at the border."""

    STATUTORY = "statutory", "法定机关"
    AUTHORISED = "authorised", "授权组织"
    ENTRUSTED = "entrusted", "受委托组织"
    OTHER = "other", "其他"


class Origin(models.TextChoices):
    """Whether the matter was made here or claimed from the superior catalogue (自建/认领)."""

    OWN = "own", "自建"
    CLAIMED = "claimed", "认领"


ENTRUSTED_SOURCES = (PowerSource.ENTRUSTED_ABOVE, PowerSource.ENTRUSTED_PEER)


class BasicItem(models.Model):
    """A main or sub-item of the basic catalogue (基本目录项), by its 12-digit code."""

    code = models.CharField("基本编码", max_length=12, unique=True)
    name = models.CharField("名称", max_length=500)
    matter_type = models.CharField("事项类型", max_length=2, choices=MatterType.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="sub_items")

    class Meta:
        verbose_name = verbose_name_plural = "基本目录项"
        constraints = [
            models.CheckConstraint(condition=models.Q(code__regex=r"^\d{12}$"), name="basic_code_has_twelve_digits"),
        ]

    def __str__(self) -> str:
        return self.name


class Matter(models.Model):
    """A matter a person can apply for: a leaf of the catalogue, an implementation or one of its handling items.

    What is asked and promised stands in its published version (`MatterVersion`), never here.
    """

    basic_item = models.ForeignKey(BasicItem, on_delete=models.PROTECT, related_name="matters")
    department = models.ForeignKey("hall.Department", on_delete=models.PROTECT, related_name="matters")
    implementation_code = models.CharField("实施编码", max_length=31)
    handling_code = models.CharField("业务办理项编码", max_length=33, blank=True)
    code = models.CharField("事项编码", max_length=33, unique=True, help_text="办理项编码，没有时为实施编码")
    name = models.CharField("事项名称", max_length=500)
    main_item = models.CharField("主项名称", max_length=500, blank=True)
    matter_type = models.CharField("事项类型", max_length=2, choices=MatterType.choices)
    use_level = models.CharField("行使层级", max_length=11, default="2", help_text="北京市级为 2（直辖市）")
    local_catalog_code = models.CharField("地方基本编码", max_length=50, blank=True)
    local_task_code = models.CharField("地方实施编码", max_length=50, blank=True)
    old_basic_code = models.CharField("2016版基本编码", max_length=10, blank=True, help_text="旧码只作对照，不用于办理")
    old_implementation_code = models.CharField("2016版实施编码", max_length=24, blank=True)
    power_source = models.CharField("权力来源", max_length=16, choices=PowerSource, default=PowerSource.OWN)
    authority_kind = models.CharField(
        "实施主体性质", max_length=12, choices=AuthorityKind, default=AuthorityKind.STATUTORY
    )
    entrusted_by = models.CharField("委托部门", max_length=100, blank=True)
    joint_departments = models.CharField("联办机构", max_length=200, blank=True)
    origin = models.CharField("目录来源", max_length=8, choices=Origin, default=Origin.OWN)
    applicants = ArrayField(models.CharField(max_length=16), verbose_name="服务对象", default=list)
    themes = ArrayField(models.CharField(max_length=20), verbose_name="主题", default=list)
    aliases = ArrayField(models.CharField(max_length=60), verbose_name="通俗说法", default=list, blank=True)
    is_stationed = models.BooleanField("进驻大厅", default=False)
    is_one_window = models.BooleanField("一窗受理", default=False)
    is_frequent = models.BooleanField("高频事项", default=False)
    hall_codes = ArrayField(
        models.CharField(max_length=32), verbose_name="进驻的大厅", default=list, blank=True, help_text="空为市级大厅"
    )
    search_text = models.TextField("检索文本", editable=False, default="", help_text="名称、通俗说法、拼音、首字母")
    grams = models.GeneratedField(
        expression=Grams("search_text"), output_field=ArrayField(models.TextField()), db_persist=True
    )
    weight = models.GeneratedField(expression=WEIGHT, output_field=models.IntegerField(), db_persist=True)
    history = HistoricalRecords(excluded_fields=["search_text", "grams", "weight"])

    class Meta:
        verbose_name = verbose_name_plural = "事项"
        ordering = ["code"]
        indexes = [
            GinIndex(fields=["search_text"], name="matters_by_words", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["grams"], name="matters_by_grams"),
            GinIndex(fields=["aliases"], name="matters_by_aliases"),
            GinIndex(fields=["themes"], name="matters_by_theme"),
            models.Index(fields=["weight", "code"], name="matters_by_weight"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["department", "name"], name="matter_name_unique_in_department"),
            models.CheckConstraint(
                condition=models.Q(is_one_window=False) | models.Q(is_stationed=True),
                name="one_window_matter_is_stationed",
            ),
            models.CheckConstraint(
                condition=models.Q(implementation_code__regex=r"^[0-9A-Z]{18}[1-7][0-9]{12}$"),
                name="implementation_code_has_31_characters",
            ),
            models.CheckConstraint(
                condition=models.Q(handling_code="")
                | models.Q(
                    handling_code__startswith=models.F("implementation_code"), handling_code__regex=r"^.{31}[0-9]{2}$"
                ),
                name="handling_code_continues_implementation_code",
            ),
            models.CheckConstraint(
                condition=models.Q(handling_code="", code=models.F("implementation_code"))
                | (~models.Q(handling_code="") & models.Q(code=models.F("handling_code"))),
                name="matter_code_is_its_leaf_code",
            ),
            models.CheckConstraint(
                condition=models.Q(old_basic_code__regex=r"^([0-9]{10})?$")
                & models.Q(old_implementation_code__regex=r"^([0-9A-Z]{24})?$"),
                name="codes_of_2016_keep_their_own_length",
            ),
            models.CheckConstraint(
                condition=~models.Q(entrusted_by="")
                | (~models.Q(authority_kind="entrusted") & ~models.Q(power_source__in=ENTRUSTED_SOURCES)),
                name="entrusted_matter_names_who_entrusted_it",
            ),
            ExclusionConstraint(
                name="implementation_with_handling_items_is_no_matter",
                expressions=[
                    ("implementation_code", "="),
                    (RawSQL("(CASE WHEN handling_code = '' THEN 0 ELSE 1 END)", ()), "<>"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.name
