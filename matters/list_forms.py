"""The form by which an editor drafts the next version of a list: what is added, what is taken off, from which day."""

from typing import Any

from django import forms

from matters.models import Matter
from matters.queries.lists import matters_named

AREA = {"class": "input", "rows": 5}


class DraftListForm(forms.Form):
    """Matters by code or full name, one a line; everything else of the standing version stays."""

    added = forms.CharField(
        label="加入的事项",
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs=AREA),
        help_text="每行一个事项的编码或全称",
    )
    removed = forms.CharField(
        label="移出的事项", required=False, max_length=100_000, widget=forms.Textarea(attrs=AREA), help_text="每行一个"
    )
    since = forms.DateField(
        label="自何日起执行", widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d")
    )
    source = forms.CharField(
        label="来源（文件、会议）",
        max_length=300,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    note = forms.CharField(
        label="说明（选填）",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, standing: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = standing

    def clean_added(self) -> list[Matter]:
        return self._matters("added")

    def clean_removed(self) -> list[Matter]:
        found = self._matters("removed")
        elsewhere = [matter.name for matter in found if matter.code not in set(self.standing)]
        if elsewhere:
            raise forms.ValidationError(f"现行清单里没有：{'、'.join(elsewhere[:5])}。")
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned["added"] and not cleaned["removed"]:
            raise forms.ValidationError("没有加入也没有移出，清单和现行的一样。")
        return cleaned

    def codes(self) -> list[str]:
        """The whole of the next version."""
        off = {matter.code for matter in self.cleaned_data["removed"]}
        on = [code for code in self.standing if code not in off]
        return list(dict.fromkeys([*on, *(matter.code for matter in self.cleaned_data["added"])]))

    def _matters(self, field: str) -> list[Matter]:
        found, unknown = matters_named(self.cleaned_data[field].splitlines())
        if unknown:
            raise forms.ValidationError(f"目录中没有：{'、'.join(unknown[:5])}。请写编码或者全称。")
        return found
