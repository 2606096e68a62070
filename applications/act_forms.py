"""Forms of what a department does beside deciding: shapes and words; the rules live in the verbs."""

from typing import Any

from django import forms

from applications.forms import text
from applications.models import Application
from applications.models.procedure import PROCEDURES
from applications.queries.amended import amendable


def words(label: str, *, required: str, rows: int = 2, length: int = 500) -> forms.CharField:
    """A few sentences that are asked for."""
    return forms.CharField(
        label=label,
        max_length=length,
        error_messages={"required": required},
        widget=forms.Textarea(attrs={"class": "input", "rows": rows}),
    )


def number(label: str, *, required: str, most: int, initial: int | None = None) -> forms.IntegerField:
    """A count of working days."""
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=most,
        initial=initial,
        error_messages={"required": required, "invalid": required, "min_value": required, "max_value": required},
        widget=forms.NumberInput(attrs={"class": "input", "inputmode": "numeric"}),
    )


class ActForm(forms.Form):
    """What was typed, and which state of the application was seen; `given` is what the verb takes."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def fit(self, application: Application) -> None:
        """Offer what this application has."""

    def given(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data["seen_state_version"] = data.pop("seen")
        return data


class BeginProcedureForm(ActForm):
    kind = forms.ChoiceField(
        label="程序",
        choices=[("", "请选择"), *PROCEDURES],
        error_messages={"required": "请选择是哪一种特别程序；公示、现场踏勘、征求意见不停止计时"},
        widget=forms.Select(attrs={"class": "input"}),
    )
    expected_days = number("预计工作日", required="请填写预计需要的工作日数（1 到 365），要书面告知申请人", most=365)
    reason = words("原因（申请人会看到）", required="请写明为什么需要这个程序，申请人会看到")
    legal_basis = text("其他法律规定的程序：依据", length=200, placeholder="《……法》第……条")


class EndProcedureForm(ActForm):
    result = text("结果", length=200, required="请填写结果，如“检验合格”“听证已举行”“未进行”")
    opinion = text("意见", length=500)


class AskExtensionForm(ActForm):
    working_days = number(
        "延长工作日", required="请填写延长的工作日数：一般最多 10，联合办理最多 15", most=15, initial=10
    )
    reason = words("理由（批准后告知申请人）", required="请写明不能按期决定的理由，批准后要告知申请人")


class DecideExtensionForm(ActForm):
    approved = forms.ChoiceField(
        label="批准",
        choices=[("1", "同意延期"), ("0", "不同意")],
        error_messages={"required": "请选择同意或不同意"},
        widget=forms.RadioSelect,
    )
    opinion = text("审批意见", length=500, required="请填写审批意见")

    def given(self) -> dict[str, Any]:
        data = super().given()
        return {**data, "approved": data["approved"] == "1"}


class ForwardForm(ActForm):
    superior = text("上级机关", length=100, required="请填写转报的上级机关名称")
    opinion = words("初审意见", required="请填写初审意见")


class TerminateForm(ActForm):
    reason = words(
        "理由（申请人会看到）", required="请写明终止的理由：申请人死亡或终止、拒绝必需的听证检验、事项依法取消等"
    )


class AmendForm(ActForm):
    field = forms.ChoiceField(
        label="更正哪一项",
        error_messages={"required": "请选择更正哪一项"},
        widget=forms.Select(attrs={"class": "input"}),
    )
    value = text("改为", length=500, required="请填写改成什么")
    reason = words("为什么更正", required="请写明为什么更正，如“申请人指出手机号写错一位”", length=300)

    def fit(self, application: Application) -> None:
        offered = amendable(application)
        self.names = [name for name, _ in offered]
        choices = [(str(place), label) for place, (_, label) in enumerate(offered)]
        self.fields["field"].choices = [("", "请选择"), *choices]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        data = super().given()
        return {"changes": {self.names[int(data.pop("field"))]: data.pop("value")}, **data}


class WithdrawForm(ActForm):
    reason = words("申请人说明的理由（写入撤回申请书）", required="请写明申请人为什么撤回，会写入撤回申请书")


class TurnAwayForm(ActForm):
    needs_no_permit = forms.ChoiceField(
        label="原因",
        choices=[("0", "不属于本机关职权"), ("1", "依法不需要许可")],
        error_messages={"required": "请选择不受理的原因"},
        widget=forms.RadioSelect,
    )
    right_authority = text("应向哪个机关申请", length=100)
    reason = words("说明（申请人会看到）", required="请写明说明，申请人会看到")

    def given(self) -> dict[str, Any]:
        data = super().given()
        return {**data, "needs_no_permit": data["needs_no_permit"] == "1"}
