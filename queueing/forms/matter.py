"""The application form of a matter, as far as every matter has one: what, where, how to collect."""

from collections.abc import Sequence
from typing import Any

from django import forms

from applications.areas import ELSEWHERE
from applications.queries.form_words import COLLECT
from matters.models import MatterVersion
from queueing.retyping import COMMON


def serves_only_organisations(version: MatterVersion) -> bool:
    """Whether nobody but companies, institutions and the like can apply."""
    return bool(version.matter.applicants) and "person" not in version.matter.applicants


class MatterForm(forms.Form):
    """Fields of one matter; labels follow whom the matter serves."""

    content = forms.CharField(label="申请内容", max_length=200)
    place = forms.CharField(label="地址", max_length=200)
    collect = forms.ChoiceField(label="结果领取方式", choices=COLLECT, initial="window")
    note = forms.CharField(label="备注", max_length=200, required=False)

    def __init__(
        self, *args: Any, version: MatterVersion, areas: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if areas:  # the place decides which department is competent
            choices = [("", "请选择"), *areas, (ELSEWHERE, "其他地方")]
            self.fields["area"] = forms.ChoiceField(label="所在区（决定由哪个部门审批）", choices=choices)
        if serves_only_organisations(version):
            self.fields["place"].label = "经营（生产）场所"
            self.fields["content"].label = "申请内容（项目、范围）"
        else:
            self.fields["place"].label = "住址或办理地点"
            self.fields["content"].label = "申请事由"
        for field in self.fields.values():
            field.error_messages["required"] = "请填写。"
            field.widget.attrs.update({"class": "input", "autocomplete": "off"})


def carried(forms_of_visit: list[dict[str, str]]) -> dict[str, str]:
    """The common values of this visit: the first given one of each, in the order of the matters."""
    found: dict[str, str] = {}
    for form in forms_of_visit:
        for field in COMMON:
            if form.get(field):
                found.setdefault(field, form[field])
    return found
