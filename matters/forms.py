"""Forms of the catalogue."""

from django import forms
from django.utils.translation import gettext_lazy as _

from matters.queries.listing import Filters


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
    instant = forms.BooleanField(required=False, label=_("当场办结"))
    one_window = forms.BooleanField(required=False, label=_("一窗受理"))

    def filters(self) -> Filters:
        """What was asked for, as far as it makes sense."""
        self.is_valid()
        asked = self.cleaned_data
        return Filters(
            words=asked.get("q", ""),
            department=asked.get("department", ""),
            audience=asked.get("audience", ""),
            is_instant=asked.get("instant", False),
            is_one_window=asked.get("one_window", False),
        )
