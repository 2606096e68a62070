"""Forms of the catalogue."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from matters.models import ListKind
from matters.queries.listing import Filters

ONLINE = [
    ("", _("全部")),
    ("2", _("网上可申报")),
    ("3", _("网上可预审")),
    ("4", _("全程网办")),
    ("1", _("网上可查询")),
]


class FindMattersForm(forms.Form):
    """Words and filters; whatever makes no sense is left out, never an error."""

    q = forms.CharField(
        label=_("要办什么事"),
        required=False,
        max_length=200,
        widget=forms.TextInput(
            attrs={"class": "input", "type": "search", "autocomplete": "off", "enterkeyhint": "search"}
        ),
    )
    department = forms.CharField(required=False, max_length=32)
    audience = forms.ChoiceField(
        required=False, choices=[("", _("全部")), ("person", _("个人")), ("company", _("企业"))]
    )
    kind = forms.ChoiceField(
        required=False, choices=[("", _("全部")), ("instant", _("即办件")), ("promised", _("承诺件"))]
    )
    online = forms.ChoiceField(required=False, choices=ONLINE)
    hall = forms.CharField(required=False, max_length=32)
    theme = forms.CharField(required=False, max_length=20)
    list = forms.ChoiceField(required=False, choices=[("", _("全部")), *ListKind.choices])
    instant = forms.BooleanField(required=False, label=_("当场办结"))
    one_window = forms.BooleanField(required=False, label=_("一窗受理"))

    def filters(self) -> Filters:
        """What was asked for, as far as it makes sense."""
        self.is_valid()
        asked = self.cleaned_data
        named = {name: asked.get(name, "") for name in ("department", "audience", "kind", "online", "hall", "theme")}
        return Filters(
            words=asked.get("q", ""),
            on_list=asked.get("list", ""),
            is_instant=asked.get("instant", False),
            is_one_window=asked.get("one_window", False),
            **named,
        )

    def unknown(self) -> tuple[tuple[str, str], ...]:
        """Filters with a value that does not exist, which were left out."""
        self.is_valid()
        labels = {"audience": _("谁来办"), "kind": _("办件类型"), "online": _("网上办理"), "list": _("清单")}
        return tuple((str(labels[name]), str(self.data.get(name, ""))[:40]) for name in labels if name in self.errors)


class WorklistForm(forms.Form):
    """Whose standards, and whether what would only be welcome is listed too."""

    department = forms.CharField(required=False, max_length=32)
    wishes = forms.BooleanField(required=False)

    def asked(self) -> dict[str, Any]:
        """What was asked for, as far as it makes sense."""
        self.is_valid()
        asked = self.cleaned_data
        return {"department": asked.get("department", ""), "with_wishes": asked.get("wishes", False)}
