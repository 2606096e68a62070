"""Forms of applications: shapes and words; the rules live in the verbs."""

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TICKET = re.compile(r"[A-Za-z]\d{3,4}")
CODE = re.compile(r"\d{4} ?\d{4}")
NUMBER = re.compile(r"[A-Za-z]{2}\d{6}[-－ ]?\d{5}[-－ ]?\d")


def text(label: Any, *, length: int, required: "StrOrPromise" = "", **attrs: Any) -> forms.CharField:
    """A text field in the house's look; `required` is what to say when it is empty."""
    return forms.CharField(
        label=label,
        max_length=length,
        required=bool(required),
        error_messages={"required": required} if required else {},
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", **attrs}),
    )


class DecideForm(forms.Form):
    """A decision: what the approver typed, and which state of the application they saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    granted = forms.ChoiceField(choices=[("1", "准予"), ("0", "不予")])
    reason = forms.CharField(
        label="审查意见（申请人会看到）",
        max_length=1000,
        error_messages={"required": "请填写审查意见，申请人会看到这段话"},
        widget=forms.Textarea(attrs={"class": "input", "rows": 4}),
    )
    legal_basis = text("法律依据（不予时必填）", length=500, list="legal-bases")
    confirmed = forms.BooleanField(required=False)

    @property
    def grants(self) -> bool:
        return self.data.get("granted") == "1"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("granted") == "0" and not data.get("legal_basis", "").strip():
            self.add_error("legal_basis", "不予许可必须写明法律依据")
        return data


class ExamineForm(forms.Form):
    """Accepting or refusing what was received, and which state of the application was seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    act = forms.ChoiceField(choices=[("accept", "受理"), ("refuse", "不予受理")])
    standard_line = forms.CharField(max_length=500, required=False)
    reason = forms.CharField(max_length=500, required=False)

    @property
    def accepts(self) -> bool:
        return self.data.get("act") == "accept"

    @property
    def words(self) -> str:
        """What is wrong, in one sentence."""
        return "请选择受理或不予受理；理由不超过500字，不含无法显示的字符。"


class RevealForm(forms.Form):
    """Why someone's plain data are looked at."""

    party = forms.IntegerField()
    reason = text("查看理由", length=200, required="请填写查看理由，此次查看会被记录")


class FindResultsForm(forms.Form):
    """One field for whatever the citizen shows: ticket, application number or document."""

    sought = text(
        "排队号、办件编号、取件码或证件号码",
        length=40,
        required="请输入排队号、办件编号、取件码或证件号码",
        autofocus=True,
    )

    def meant(self) -> dict[str, str]:
        """What was typed, as the finder takes it."""
        sought = self.cleaned_data["sought"].strip()
        if CODE.fullmatch(sought):
            return {"code": sought}
        if TICKET.fullmatch(sought):
            return {"ticket": sought}
        return {"application": sought} if NUMBER.fullmatch(sought) else {"id_number": sought}


class StatusForm(forms.Form):
    """The application number and a second factor."""

    number = forms.CharField(
        label=_("办件编号"),
        max_length=40,
        error_messages={"required": _("请填写办件编号，在受理通知书或短信上")},
        widget=forms.TextInput(
            attrs={"class": "input", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    second_factor = forms.CharField(
        label=_("手机号或证件号码的后四位"),
        max_length=40,
        error_messages={"required": _("请填写收件时登记的手机号，或申请人、经办人证件号码的后四位")},
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "inputmode": "text", "maxlength": "4"}),
    )
