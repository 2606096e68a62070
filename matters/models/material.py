"""Materials a version asks for (申请材料)."""

from django.db import models


class MaterialKind(models.TextChoices):
    ORIGINAL = "original", "原件"
    COPY = "copy", "复印件"
    ORIGINAL_AND_COPY = "original_and_copy", "原件和复印件"
    FORM = "form", "申请表单"


class Medium(models.TextChoices):
    PAPER = "paper", "纸质"
    ELECTRONIC = "electronic", "电子"
    EITHER = "either", "纸质或电子"


class MaterialSource(models.TextChoices):
    APPLICANT = "applicant", "申请人自备"
    GOVERNMENT = "government", "政府部门核发"
    INTERMEDIARY = "intermediary", "中介机构出具"


class Necessity(models.TextChoices):
    REQUIRED = "required", "必要"
    CONDITIONAL = "conditional", "情形必要"


class Exemption(models.TextChoices):
    """Why the applicant need not bring it (免提交方式)."""

    LICENCE = "licence", "电子证照调用"
    SHARING = "sharing", "数据共享"
    VERIFICATION = "verification", "部门核验"
    PROMISE = "promise", "告知承诺"


class Material(models.Model):
    """One material on a version's list; the window can ask for nothing that is not here."""

    version = models.ForeignKey("matters.MatterVersion", on_delete=models.CASCADE, related_name="materials")
    order = models.PositiveSmallIntegerField("序号")
    name = models.CharField("材料名称", max_length=200)
    kind = models.CharField("材料类型", max_length=20, choices=MaterialKind.choices)
    medium = models.CharField("材料形式", max_length=12, choices=Medium.choices)
    originals = models.PositiveSmallIntegerField("原件份数", default=0)
    copies = models.PositiveSmallIntegerField("复印件份数", default=0)
    paper_size = models.CharField("纸质材料规格", max_length=30, blank=True)
    source = models.CharField("来源渠道", max_length=16, choices=MaterialSource.choices)
    issuer = models.CharField("出具机构", max_length=100, blank=True)
    issued_within = models.CharField("出具时间要求", max_length=100, blank=True)
    necessity = models.CharField("必要性", max_length=12, choices=Necessity.choices)
    condition = models.CharField("何种情形需要", max_length=200, blank=True)
    may_be_late = models.BooleanField("可容缺", default=False)
    late_days = models.PositiveSmallIntegerField("容缺补交工作日", default=0)
    may_be_promised = models.BooleanField("可告知承诺", default=False)
    promise_template = models.CharField("告知承诺书模板", max_length=300, blank=True)
    exemption = models.CharField("免提交方式", max_length=12, choices=Exemption, blank=True)
    licence_code = models.CharField("证照类型代码", max_length=40, blank=True)
    shared_licence = models.CharField("免提交（共享证照）", max_length=60, blank=True)
    acceptance_standard = models.CharField("受理标准", max_length=500)
    note = models.CharField("填报须知", max_length=500, blank=True)
    sample = models.CharField("样表", max_length=300, blank=True)
    blank_form = models.CharField("空表", max_length=300, blank=True)
    legal_basis = models.CharField("法律依据", max_length=300, blank=True, help_text="证明类材料必填")

    class Meta:
        verbose_name = verbose_name_plural = "申请材料"
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "order"], name="material_order_unique_in_version"),
            models.UniqueConstraint(fields=["version", "name"], name="material_name_unique_in_version"),
            models.CheckConstraint(
                condition=models.Q(may_be_late=True, late_days__gt=0) | models.Q(may_be_late=False, late_days=0),
                name="late_material_has_a_period",
            ),
            models.CheckConstraint(
                condition=models.Q(necessity="required") | ~models.Q(condition=""),
                name="conditional_material_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name
