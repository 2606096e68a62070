"""Who takes a number on a phone: with the real name, as at the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from queueing.forms.holder import ID_WORDS, PERSONAL, PRIORITY_WORDS, HolderForm


class PhoneForm(HolderForm):
    """Name, document, phone for the messages, and whether one goes first."""

    name = forms.CharField(
        label=_("姓名（照证件填写）"),
        max_length=200,
        error_messages={"required": _("请照证件填写姓名。")},
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "name"}),
    )
    field_order = ("name", "id_type", "id_number", "phone", "priority")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(kind, ID_WORDS[kind]) for kind in PERSONAL]
        self.fields["id_type"].widget = forms.Select(attrs={"class": "input"}, choices=words)
        reasons = list(PRIORITY_WORDS.items())
        self.fields["priority"].widget = forms.Select(attrs={"class": "input"}, choices=reasons)
        self.fields["phone"].widget.input_type = "tel"
        for name in ("id_number", "phone"):
            self.fields[name].widget.attrs.pop("data-secret", None)
            self.fields[name].widget.attrs["inputmode"] = "text" if name == "id_number" else "tel"
