"""The rating form."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.rules import LONGEST_WORDS
from complaints.states import RatingLevel
from complaints.tags import TAGS


@dataclass(frozen=True)
class Choice:
    """One level as the page shows it; nothing is chosen until the citizen chooses."""

    value: str
    label: str
    is_chosen: bool
    tags: list[tuple[str, str, bool]]


def limit(label: str, most: int) -> forms.IntegerField:
    """A limit in days."""
    words = {"required": f"请填写{label}（1 至 {most}）", "invalid": "请填写整数天数"}
    words |= {"min_value": "至少 1 天", "max_value": f"最多 {most} 天"}
    widget = forms.NumberInput(attrs={"class": "input"})
    return forms.IntegerField(label=label, min_value=1, max_value=most, error_messages=words, widget=widget)


class RatingRulesForm(forms.Form):
    """The limits of a hall's ratings."""

    contact_working_days = limit("差评联系期限（工作日）", 10)
    rectify_days = limit("差评整改期限（自然日）", 60)
    invite_after_days = limit("未评价满几天短信邀评", 6)


class KioskRateForm(forms.Form):
    """The ticket in the hand, and the last four of who took it."""

    number = forms.CharField(
        label=_("小票上的排队号"),
        max_length=8,
        error_messages={"required": _("请填写小票上的排队号，例如 A023")},
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "autocapitalize": "characters"}),
    )
    second_factor = forms.CharField(
        label=_("手机号或证件号码的后四位"),
        max_length=4,
        error_messages={"required": _("请填写取号时所用手机或证件号码的后四位")},
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "maxlength": "4"}),
    )


class RateForm(forms.Form):
    """A level must be chosen; tags of other levels than the chosen one are left aside."""

    level = forms.ChoiceField(
        label=_("满意程度"), choices=RatingLevel.choices, error_messages={"required": _("请选择满意程度")}
    )
    words = forms.CharField(
        label=_("想说的话"),
        required=False,
        max_length=LONGEST_WORDS,
        error_messages={"max_length": _("意见最多 500 个字，请删减后再提交")},
    )

    def chosen_tags(self, level: str) -> list[str]:
        """The tags ticked under a level."""
        ticked = self.data.getlist(f"tags_{level}") if isinstance(self.data, QueryDict) else []
        return [tag for tag in ticked if tag in TAGS[level]]

    def answer(self) -> dict[str, Any]:
        """What the verb takes."""
        level = self.cleaned_data["level"]
        return {"level": level, "tags": self.chosen_tags(level), "words": self.cleaned_data["words"]}

    def levels(self) -> list[Choice]:
        """The five levels with their tags, as they were chosen if the form comes back."""
        chosen = self.data.get("level", "") if self.is_bound else ""
        return [
            Choice(
                value=level.value,
                label=gettext(level.label),
                is_chosen=level == chosen,
                tags=[(tag, gettext(words), tag in self.chosen_tags(level)) for tag, words in TAGS[level].items()],
            )
            for level in RatingLevel
        ]
