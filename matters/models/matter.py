"""The catalogue's tree: basic items (基本目录) and the matters (事项) that a person can apply for."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


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
    GOVERNMENT = "government", "行政机关"
    OTHER = "other", "其他组织"


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
    applicants = ArrayField(models.CharField(max_length=16), verbose_name="服务对象", default=list)
    themes = ArrayField(models.CharField(max_length=20), verbose_name="主题", default=list)
    aliases = ArrayField(models.CharField(max_length=60), verbose_name="通俗说法", default=list, blank=True)
    is_stationed = models.BooleanField("进驻大厅", default=False)
    is_one_window = models.BooleanField("一窗受理", default=False)
    is_frequent = models.BooleanField("高频事项", default=False)
    search_text = models.TextField("检索文本", editable=False, default="", help_text="名称、通俗说法、拼音、首字母")

    class Meta:
        verbose_name = verbose_name_plural = "事项"
        ordering = ["code"]
        indexes = [GinIndex(fields=["search_text"], name="matters_by_words", opclasses=["gin_trgm_ops"])]
        constraints = [
            models.UniqueConstraint(fields=["department", "name"], name="matter_name_unique_in_department"),
            models.CheckConstraint(
                condition=models.Q(is_one_window=False) | models.Q(is_stationed=True),
                name="one_window_matter_is_stationed",
            ),
        ]

    def __str__(self) -> str:
        return self.name
