"""Who takes a ticket: at the kiosk with as little typing as possible, at the desk with a name."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hall import identity
from hall.contact import cleaned_phone
from hall.errors import InvalidIdentityNumber, InvalidPhone
from hall.kernel.errors import DomainError
from hall.models.party import IdType
from queueing.models import PriorityReason

PERSONAL = [choice for choice in IdType if choice != IdType.CREDIT_CODE]
ID_WORDS = {
    IdType.RESIDENT: _("居民身份证"),
    IdType.HMT_RESIDENCE: _("港澳台居民居住证"),
    IdType.FOREIGN_PERMANENT: _("外国人永久居留身份证"),
    IdType.PASSPORT: _("护照"),
    IdType.TRAVEL_PERMIT: _("港澳台居民来往内地通行证"),
}
PRIORITY_WORDS = {
    PriorityReason.NONE: _("都不是，按顺序排队"),
    PriorityReason.ELDERLY: _("年满 60 周岁"),
    PriorityReason.DISABLED: _("残疾人"),
    PriorityReason.PREGNANT: _("孕妇或带婴幼儿"),
    PriorityReason.ILL: _("伤病患者"),
    PriorityReason.SERVICE_MEMBER: _("军人、退役军人、消防救援人员"),
    PriorityReason.GOOD_SAMARITAN: _("见义勇为人员"),
}
SECRET = {"class": "input", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class HolderForm(forms.Form):
    """Document, number, phone and whether the rules let the person go first."""

    id_type = forms.ChoiceField(
        label=_("证件类型"),
        choices=[(kind, ID_WORDS[kind]) for kind in PERSONAL],
        initial=IdType.RESIDENT,
        widget=forms.RadioSelect,
    )
    id_number = forms.CharField(
        label=_("证件号码"),
        max_length=40,
        error_messages={"required": _("请填写证件号码。")},
        widget=forms.TextInput(attrs={**SECRET, "inputmode": "none", "data-secret": ""}),
    )
    phone = forms.CharField(
        label=_("手机号码（接收叫号短信）"),
        max_length=32,
        required=False,
        widget=forms.TextInput(attrs={**SECRET, "inputmode": "none"}),
    )
    priority = forms.ChoiceField(
        label=_("是否属于优先照顾对象"),
        choices=list(PRIORITY_WORDS.items()),
        required=False,
        initial="",
        widget=forms.RadioSelect,
    )

    def clean_phone(self) -> str:
        try:
            return cleaned_phone(self.cleaned_data["phone"])
        except InvalidPhone as refused:
            raise forms.ValidationError(refused.words) from refused

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "id_number" in cleaned and "id_type" in cleaned:
            try:
                cleaned["id_number"] = identity.normalised(cleaned["id_type"], cleaned["id_number"])
            except InvalidIdentityNumber as refused:
                self.add_error("id_number", refused.words)
        return cleaned

    def refuse(self, refused: DomainError) -> None:
        """Put a refusal of the queue beside its field, or on top."""
        field = {"queueing.priority_not_granted": "priority"}.get(refused.code, refused.data.get("field"))
        self.add_error(field if field in self.fields else None, refused.words)


class DeskForm(HolderForm):
    """At the desk the guide types the name, and whom the person comes for."""

    name = forms.CharField(
        label="姓名",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    principal_name = forms.CharField(
        label="代谁来办（姓名或单位，选填）",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    principal_id_type = forms.ChoiceField(
        label="委托人证件类型", choices=IdType.choices, required=False, widget=forms.Select(attrs={"class": "input"})
    )
    principal_id_number = forms.CharField(
        label="委托人证件号码",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["id_type"].widget = forms.Select(
            attrs={"class": "input"}, choices=[(kind, ID_WORDS[kind]) for kind in PERSONAL]
        )
        self.fields["priority"].widget = forms.Select(
            attrs={"class": "input"}, choices=[(reason, reason.label) for reason in PRIORITY_WORDS]
        )
        for name in ("id_number", "phone"):
            self.fields[name].widget.attrs.pop("inputmode", None)
            self.fields[name].widget.attrs.pop("data-secret", None)

    @property
    def principal(self) -> Mapping[str, str] | None:
        """The person someone comes for, when one was named."""
        given = self.cleaned_data
        if not given.get("principal_name", "").strip():
            return None
        return {
            "name": given["principal_name"],
            "id_type": given["principal_id_type"],
            "id_number": given["principal_id_number"],
        }
