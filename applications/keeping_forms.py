"""Forms of a department's person in charge: shapes and words; the rules live in the verbs."""

from collections.abc import Iterable
from typing import Any

from django import forms

from applications.areas import DISTRICTS
from applications.forms import text
from applications.models import Power
from hall.models import StaffMember

SIGNATURES = [("2", "两人：一人审查，另一人决定"), ("1", "一人审查并决定")]


def day(label: str, *, required: str) -> forms.DateField:
    """A day, picked or typed."""
    return forms.DateField(
        label=label,
        error_messages={"required": required, "invalid": "请按 2026-09-21 的样子填写日期"},
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d"),
    )


def choice(label: str, choices: Iterable[tuple[str, str]], *, required: str = "") -> forms.ChoiceField:
    """One of a list; may stay empty unless `required` says what to do."""
    return forms.ChoiceField(
        label=label,
        choices=list(choices),
        required=bool(required),
        error_messages={"required": required} if required else {},
        widget=forms.Select(attrs={"class": "input"}),
    )


class OfPeople(forms.Form):
    """A form that names people of the department; `department` is the code of whose page it is."""

    people_fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, people: Iterable[StaffMember] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [("", "请选择")] + [(one.username, f"{one.name}（{one.username}）") for one in people]
        for name in self.people_fields:
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = names


class AuthoriseForm(OfPeople):
    """A letter of authorisation, as filed."""

    people_fields = ("person",)
    person = choice("授权给", [], required="请选择授权给谁")
    power = choice("权限", Power.choices, required="请选择权限")
    matter_code = text("事项编码（空为本部门全部事项）", length=33, list="matters-of-department")
    valid_from = day("生效日", required="请填写生效日")
    valid_until = day("截止日", required="请填写截止日")
    document = text("授权文件", length=120, required="请填写授权文件的名称或者文号", placeholder="××局授权〔2026〕3号")


class RevokeForm(forms.Form):
    """Why an authorisation ends early."""

    reason = text("撤销原因", length=200, required="请填写撤销原因")


class RouteForm(OfPeople):
    """A line of the table of routes."""

    people_fields = ("reviewer", "decider")
    matter_code = text("事项编码（空为本部门全部事项）", length=33, list="matters-of-department")
    area_code = choice("办理地点", [("", "不分地点"), *DISTRICTS.items()])
    competent = choice("由哪个部门审批", [])
    signatures = choice("签署", SIGNATURES, required="请选择几人签署")
    reviewer = choice("先到哪位审查（可不填）", [])
    decider = choice("先到哪位决定（可不填）", [])
    allows_bulk = forms.BooleanField(label="可以批量决定（一次最多 20 件）", required=False)

    def __init__(self, *args: Any, departments: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["competent"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "本部门"), *departments]

    def given(self) -> dict[str, Any]:
        """What the verb takes."""
        return {**self.cleaned_data, "signatures": int(self.cleaned_data["signatures"])}


def percent(label: str) -> forms.IntegerField:
    """A part of the whole."""
    words = f"请填写{label}占百分之几，如 60"
    return forms.IntegerField(
        label=f"{label}（%）",
        min_value=1,
        max_value=99,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), words),
        widget=forms.NumberInput(attrs={"class": "input", "inputmode": "numeric"}),
    )


class SharesForm(forms.Form):
    """Which part of the promised days belongs to each step."""

    review = percent("审查")
    decide = percent("决定")


class AbsenceForm(OfPeople):
    """Who is away, and who stands in."""

    people_fields = ("person", "substitute")
    person = choice("谁请假（A角）", [], required="请选择谁请假")
    substitute = choice("由谁顶岗（B角）", [], required="请选择由谁顶岗")
    begins = day("开始日", required="请填写开始日")
    ends = day("结束日（含当天）", required="请填写结束日")
    reason = text("事由（可不填）", length=100)
