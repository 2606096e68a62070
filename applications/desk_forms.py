"""Forms of the approver's desk: shapes and words; the rules live in the verbs."""

from typing import Any

from django import forms

from applications.act_forms import ActForm, number, words
from applications.forms import text
from applications.models import PhraseUse
from applications.states import CONSULTATION_LEANINGS
from applications.verbs.consulting import LONGEST


class FindForm(forms.Form):
    """A number, a name or a document; it is sent in the body and never stands in an address."""

    words = text(
        "办件编号、申请人姓名（单位名称）或证件号码",
        length=60,
        required="请输入办件编号、姓名或证件号码",
        autofocus=True,
    )


class PhraseForm(forms.Form):
    """A phrase for opinions."""

    use = forms.ChoiceField(label="用于", choices=PhraseUse.choices, widget=forms.Select(attrs={"class": "input"}))
    words = words("用语", required="请写下用语", rows=2, length=300)
    for_all = forms.BooleanField(label="全部门共用", required=False)


class AskForm(ActForm):
    """A question to another department."""

    department = forms.ChoiceField(
        label="征求哪个部门",
        error_messages={"required": "请选择部门"},
        widget=forms.Select(attrs={"class": "input"}),
    )
    question = words("要征求的问题", required="请写明要征求的问题", rows=4, length=1000)
    working_days = number("请对方几个工作日内答复", required=f"请填写 1 到 {LONGEST} 个工作日", most=LONGEST, initial=5)
    materials = forms.MultipleChoiceField(
        label="给对方看的材料（只有勾选的对方才能看到）", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *given: Any, departments: Any = (), materials: Any = (), **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["department"].choices = [("", "请选择"), *departments]  # type: ignore[attr-defined]
        self.fields["materials"].choices = list(materials)  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """A department's answer to a question."""

    leaning = forms.ChoiceField(
        label="意见",
        choices=CONSULTATION_LEANINGS,
        error_messages={"required": "请选择同意、不同意或无意见"},
        widget=forms.RadioSelect,
    )
    answer = words("理由和依据", required="请写明理由", rows=4, length=1000)


class ReasonForm(ActForm):
    """Why something is done."""

    reason = words("理由", required="请写明理由", rows=3)


class TransferForm(ReasonForm):
    """To whom an application is passed on, and why."""

    to = forms.ChoiceField(
        label="转给谁（有授权、在岗的同事）",
        error_messages={"required": "请选择转给谁"},
        widget=forms.Select(attrs={"class": "input"}),
    )
    field_order = ["to", "reason"]

    def __init__(self, *given: Any, people: Any = (), **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["to"].choices = [("", "请选择"), *people]  # type: ignore[attr-defined]
        self.fields["reason"].label = "转办理由（记入办理经过）"


class BulkForm(forms.Form):
    """One opinion for many."""

    reason = words("审查意见（每位申请人都会看到）", required="请填写审查意见", rows=3, length=1000)
