"""What the pages of promises and automatic rules ask for."""

from django import forms

from applications.forms import text
from applications.models.promise import ExclusionGround, Ground, Method
from hall.models.party import IdType

INPUT = {"class": "input"}


def long(label: str, required: str) -> forms.CharField:
    """A text of some lines that has to be written."""
    return forms.CharField(
        label=label, max_length=500, error_messages={"required": required}, widget=forms.Textarea(attrs={"rows": 2})
    )


class WithdrawForm(forms.Form):
    reason = text("撤回原因", length=300, required="请填写申请人撤回承诺的原因")


class MetForm(forms.Form):
    finding = long("核查情况", "请写明怎样核查、看到什么")


class RemedyForm(MetForm):
    remedy = long("整改要求", "请写明要整改什么")
    remedy_due = forms.DateField(label="整改期限", error_messages={"required": "请填写整改期限"})


class RevokeForm(MetForm):
    is_false = forms.ChoiceField(
        choices=[("1", "虚假承诺"), ("0", "逾期未整改")], error_messages={"required": "请选择撤销的原因"}
    )
    legal_basis = long("法律依据", "请写明撤销的法律依据")
    heard = long("陈述、申辩情况", "请写明听取陈述、申辩的情况")


class ReviewForm(forms.Form):
    is_right = forms.ChoiceField(
        choices=[("1", "正确"), ("0", "有误")], error_messages={"required": "请选择决定是否正确"}
    )
    words = forms.CharField(max_length=500, required=False)


class RevokeAutomaticForm(forms.Form):
    reason = long("事实和理由", "请写明撤销的事实和理由")
    legal_basis = long("法律依据", "请写明撤销的法律依据")
    heard = long("陈述、申辩情况", "请写明听取陈述、申辩的情况")


class ExcludeForm(forms.Form):
    """Somebody of the credit authority's list."""

    name = text("姓名或名称", length=200, required="请填写姓名或名称")
    id_type = forms.ChoiceField(label="证件类型", choices=IdType.choices, widget=forms.Select(attrs=INPUT))
    id_number = text("证件号码", length=40, required="请填写证件号码")
    ground = forms.ChoiceField(
        label="原因",
        choices=ExclusionGround.choices,
        initial=ExclusionGround.BAD_CREDIT,
        widget=forms.Select(attrs=INPUT),
    )
    document = text("依据文书（名称、文号）", length=120, required="请写明依据的文书")


class PromiseRuleForm(forms.Form):
    """What holds for a matter's promises."""

    matter_code = text("事项编码", length=33, required="请填写事项编码")
    excluded = forms.ChoiceField(
        label="不适用告知承诺的领域",
        choices=[("", "适用告知承诺"), *Ground.choices],
        required=False,
        widget=forms.Select(attrs=INPUT),
    )
    basis = text("依据（不适用时必填）", length=200)
    verify_days = forms.IntegerField(
        label="核查期限（自决定之日起，自然日）",
        min_value=1,
        max_value=730,
        initial=60,
        widget=forms.NumberInput(attrs=INPUT),
        error_messages={"required": "请填写核查期限"},
    )
    method = forms.ChoiceField(label="核查方式", choices=Method.choices, widget=forms.Select(attrs=INPUT))
