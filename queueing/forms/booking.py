"""Who books a slot, and how an appointment is found again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from queueing.forms.holder import ID_WORDS, PERSONAL, HolderForm


class BookingForm(HolderForm):
    """Name, document and phone; priority is asked when the person has come."""

    name = forms.CharField(
        label=_("姓名（照证件填写）"),
        max_length=200,
        error_messages={"required": _("请照证件填写姓名。")},
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "name"}),
    )
    field_order = ("name", "id_type", "id_number", "phone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["priority"]
        words = [(kind, ID_WORDS[kind]) for kind in PERSONAL]
        self.fields["id_type"].widget = forms.Select(attrs={"class": "input"}, choices=words)
        self.fields["phone"].label = _("手机号码（接收预约和提醒短信）")
        self.fields["phone"].widget.input_type = "tel"
        for name in ("id_number", "phone"):
            attributes = self.fields[name].widget.attrs
            attributes.pop("data-secret", None)
            attributes["inputmode"] = "text" if name == "id_number" else "tel"


class FindAppointmentForm(forms.Form):
    """The number of an appointment and the last four of a document or phone."""

    number = forms.CharField(
        label=_("预约号（短信或预约页上的 10 位）"),
        max_length=20,
        error_messages={"required": _("请填写预约号。")},
        widget=forms.TextInput(
            attrs={"class": "input", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    second_factor = forms.CharField(
        label=_("证件号码或手机号码的后四位"),
        max_length=8,
        error_messages={"required": _("请填写后四位。")},
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "autocapitalize": "characters"}),
    )
