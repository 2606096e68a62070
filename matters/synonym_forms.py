"""Forms of the editor's pages of synonyms."""

from typing import Any

from django import forms

from matters.models import SynonymKind
from matters.states import SynonymState

WIDE = {"class": "input", "autocomplete": "off"}
KINDS = [
    ("everyday", "通俗说法 → 事项名称中的一段"),
    ("english", "英文 → 事项名称中的一段"),
    ("event", "人生事件 → 事项名称中的一段"),
    ("act", "办理动作 → 几个词，用空格分开"),
    ("department", "部门俗称 → 部门编码"),
    ("theme", "主题 → 主题名称"),
]


class AddSynonymForm(forms.Form):
    """A word people say, what it stands for, and why."""

    word = forms.CharField(
        max_length=60, label="市民的说法", widget=forms.TextInput(attrs={**WIDE, "placeholder": "开饭店"})
    )
    means = forms.CharField(
        max_length=200,
        label="对应什么（事项名称中的一段；另一人生事件；部门编码）",
        widget=forms.TextInput(attrs={**WIDE, "placeholder": "食品经营许可（首次申请）", "list": "matter-names"}),
    )
    kind = forms.ChoiceField(choices=KINDS, label="类别", widget=forms.Select(attrs=WIDE))
    reason = forms.CharField(
        max_length=200, label="理由", widget=forms.TextInput(attrs={**WIDE, "placeholder": "市民常这样问"})
    )


class FilterSynonymsForm(forms.Form):
    """What the table is narrowed by; what makes no sense is left out."""

    q = forms.CharField(max_length=60, required=False, label="说法或对应", widget=forms.TextInput(attrs=WIDE))
    kind = forms.ChoiceField(
        choices=[("", "全部类别"), *SynonymKind.choices], required=False, label="类别", widget=forms.Select(attrs=WIDE)
    )
    state = forms.ChoiceField(
        choices=[("", "全部状态"), *SynonymState.choices], required=False, label="状态", widget=forms.Select(attrs=WIDE)
    )

    def asked(self) -> dict[str, Any]:
        """Words, kind and state, as far as they make sense."""
        self.is_valid()
        given = self.cleaned_data
        return {"words": given.get("q", ""), "kind": given.get("kind", ""), "state": given.get("state", "")}
