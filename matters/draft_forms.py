"""The forms of a draft: plain fields, and rows that are added and taken away without script."""

import re
from typing import Any

from django import forms

from matters.content_words import ONLINE_DEPTHS, RESULT_KINDS
from matters.models.material import Exemption, MaterialKind, MaterialSource, Medium, Necessity
from matters.models.matter import Applicant, AuthorityKind, Origin, PowerSource
from matters.models.version import CaseKind, Channel, LimitUnit, ServiceScope, SpecialProcedure

BLANK = [("", "—")]


def line(label: str, longest: int, *, required: bool = False, help_text: str = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "input"})
    return forms.CharField(label=label, max_length=longest, required=required, widget=widget, help_text=help_text)


def text(label: str, longest: int, *, required: bool = False, rows: int = 2) -> forms.CharField:
    widget = forms.Textarea(attrs={"class": "input", "rows": rows})
    return forms.CharField(label=label, max_length=longest, required=required, widget=widget)


def whole(label: str, most: int, *, least: int = 0, required: bool = False) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "input", "inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=least, max_value=most, required=required, widget=widget)


def choice(label: str, choices: Any, *, blank: bool = False) -> forms.ChoiceField:
    offered = (BLANK if blank else []) + list(choices)
    widget = forms.Select(attrs={"class": "input"})
    return forms.ChoiceField(label=label, choices=offered, required=not blank, widget=widget)


def tick(label: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


def day(label: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class StandardForm(forms.Form):
    """All plain fields of a standard."""

    use_required_attribute = False
    case_kind = choice("办件类型", CaseKind.choices)
    promised_limit = whole("承诺办结时限", 1000, required=True)
    promised_unit = choice("承诺时限单位", LimitUnit.choices)
    limit_note = line("时限说明", 500)
    statutory_limit = whole("法定办结时限", 1000, least=1)
    statutory_unit = choice("法定时限单位", LimitUnit.choices)
    statutory_note = line("法定时限说明", 500)
    quantity_limit = line("数量限制", 500)
    fee_charged = tick("收费")
    fee_item = line("收费项目", 200)
    fee_standard = line("收费标准", 500)
    fee_basis = line("收费依据", 500)
    fee_pay_online = tick("可网上缴费")
    result_kind = choice("结果类型", RESULT_KINDS.items())
    result_name = line("结果名称", 200)
    result_valid_years = whole("结果有效年数", 100)
    result_sample = line("结果样本", 300, help_text="样本文件的名称或地址")
    visits = whole("到现场次数", 9, required=True)
    visit_reason = text("必须到现场的原因", 1000)
    channels = forms.MultipleChoiceField(
        label="办理形式", choices=Channel.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    online_depth = choice("网办深度", ONLINE_DEPTHS.items())
    online_url = line("网办地址", 500)
    service_scope = choice("通办范围", ServiceScope.choices, blank=True)
    takes_appointments = tick("可预约")
    appointment_note = line("预约规则", 300)
    daily_appointments = whole("每天可预约量", 10_000, least=1)
    accepts_post = tick("申报材料可邮寄")
    delivers_by_post = tick("结果可邮寄")
    self_service = tick("自助终端可办")
    place = line("办理地点", 300)
    hours = line("办理时间", 300)
    transport = line("交通", 300)
    consult_phone = line("咨询电话", 32, required=True)
    consult_ways = line("咨询方式", 300)
    supervise_phone = line("监督投诉电话", 32, required=True)
    reconsideration = line("行政复议机关及地址", 300)
    litigation = line("行政诉讼法院及地址", 300)
    planned_from = day("计划生效日期")
    planned_until = day("计划取消日期")


class RowForm(forms.Form):
    """One row of a list; fields named in RARE are folded away until somebody wants them."""

    use_required_attribute = False
    RARE: tuple[str, ...] = ()

    @property
    def main(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.RARE]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in self.RARE]

    @property
    def rest_has_errors(self) -> bool:
        return self.is_bound and any(name in self.errors for name in self.RARE)


class ConditionForm(RowForm):
    text = text("条件", 500, required=True)


class BasisForm(RowForm):
    law = line("法律法规", 200, required=True)
    article = line("条款", 60)
    quote = text("原文", 2000)


class StepForm(RowForm):
    step = line("环节", 30, required=True)
    days = whole("工作日", 1000)
    by = line("由谁办", 60, required=True)


class ProcedureForm(RowForm):
    kind = choice("特别程序", SpecialProcedure.choices, blank=True)
    days = whole("所需日数", 1000)
    note = line("说明", 300)


class IntermediaryForm(RowForm):
    name = line("中介服务", 100, required=True)
    basis = line("法律依据", 300, required=True)


class FaqForm(RowForm):
    question = line("问", 200, required=True)
    answer = text("答", 1000, required=True)


class MaterialForm(RowForm):
    """One material with all its fields."""

    RARE = (
        "paper_size", "issued_within", "promise_template", "licence_code", "note", "sample", "blank_form", "legal_basis",
    )  # fmt: skip
    name = line("材料名称", 200, required=True)
    kind = choice("材料类型", MaterialKind.choices)
    medium = choice("材料形式", Medium.choices)
    originals = whole("原件份数", 99)
    copies = whole("复印件份数", 99)
    paper_size = line("纸质规格", 30)
    source = choice("来源渠道", MaterialSource.choices)
    issuer = line("出具机构", 100)
    issued_within = line("出具时间要求", 100)
    necessity = choice("必要性", Necessity.choices)
    condition = line("何种情形需要", 200)
    may_be_late = tick("可容缺")
    late_days = whole("容缺补交工作日", 365)
    may_be_promised = tick("可告知承诺")
    promise_template = line("承诺书模板", 300)
    shared_licence = line("免提交（共享证照）", 60)
    exemption = choice("免提交方式", Exemption.choices, blank=True)
    licence_code = line("证照类型代码", 40)
    acceptance_standard = text("受理标准", 500, required=True)
    note = text("填报须知", 500)
    sample = line("样表", 300)
    blank_form = line("空表", 300)
    legal_basis = line("法律依据", 300, help_text="证明类材料必填")


class PublishForm(forms.Form):
    """From when a reviewed version holds."""

    since = day("生效日期")


class ReasonForm(forms.Form):
    """Words that reviewers and publishers owe."""

    reason = text("理由", 200, rows=3)


class DescribeForm(forms.Form):
    """What a matter is, beside its standard."""

    use_required_attribute = False
    aliases = forms.CharField(
        label="通俗说法",
        required=False,
        max_length=2000,
        help_text="一行一个，市民怎么说就怎么写",
        widget=forms.Textarea(attrs={"class": "input", "rows": 5}),
    )
    themes = line("主题", 300, help_text="用顿号分开")
    applicants = forms.MultipleChoiceField(
        label="服务对象", choices=Applicant.choices, widget=forms.CheckboxSelectMultiple
    )
    is_stationed = tick("进驻大厅")
    is_one_window = tick("一窗受理")
    is_frequent = tick("高频事项")
    power_source = choice("权力来源", PowerSource.choices)
    authority_kind = choice("实施主体性质", AuthorityKind.choices)
    entrusted_by = line("委托部门", 100)
    joint_departments = line("联办机构", 200)
    origin = choice("目录来源", Origin.choices)
    local_catalog_code = line("地方基本编码", 50)
    local_task_code = line("地方实施编码", 50)
    old_basic_code = forms.RegexField(
        r"^\d{10}$",
        label="2016版基本编码",
        required=False,
        error_messages={"invalid": "2016 版基本编码应为 10 位数字；现行 12 位编码不能写在这里"},
        widget=forms.TextInput(attrs={"class": "input"}),
    )
    old_implementation_code = forms.RegexField(
        r"^[0-9A-Z]{24}$",
        label="2016版实施编码",
        required=False,
        error_messages={"invalid": "2016 版实施编码应为 24 位数字或大写字母；现行 31 位编码不能写在这里"},
        widget=forms.TextInput(attrs={"class": "input"}),
    )

    reason = line("为什么修改（审核人员和公众会看到）", 300, required=True)

    def clean_aliases(self) -> list[str]:
        found = list(dict.fromkeys(word.strip() for word in self.cleaned_data["aliases"].splitlines() if word.strip()))
        if any(len(word) > 60 for word in found):
            raise forms.ValidationError("每个说法不超过 60 个字，请一行写一个。")
        return found

    def clean_themes(self) -> list[str]:
        found = [word.strip() for word in re.split(r"[、,，\s]+", self.cleaned_data["themes"]) if word.strip()]
        if any(len(word) > 20 for word in found):
            raise forms.ValidationError("每个主题不超过 20 个字，请用顿号分开。")
        return list(dict.fromkeys(found))
