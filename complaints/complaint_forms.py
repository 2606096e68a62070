"""Forms of complaints: shapes and words. What is typed comes back whatever is wrong with it; rules live in the verbs."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from complaints.complaint_states import Category, ComplaintKind, Source
from complaints.verbs.complaining import Said
from complaints.verbs.complaint_files import READ_BYTES, Sent

COUNTER_SOURCES = [
    (value, label) for value, label in Source.choices if value in {Source.WINDOW, Source.GUIDE_DESK, Source.PHONE}
]
NUL = "\x00"


def line(label: Any, most: int, **more: Any) -> forms.CharField:
    """An optional line of text."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        error_messages={"max_length": _("最多 %(limit_value)d 个字，现在是 %(show_value)d 个字，请删减")},
        **more,
    )


class PersonForm(forms.Form):
    """Who says it, if they want to say so."""

    is_anonymous = forms.BooleanField(label=_("匿名提交"), required=False)
    name = line(_("您的姓名"), 60)
    phone = line(_("手机号"), 20)
    id_number = line(_("证件号码"), 32)

    def who(self) -> dict[str, Any]:
        """What the verb takes of the person."""
        return {name: self.cleaned_data[name] for name in ("is_anonymous", "name", "phone", "id_number")}


class ComplainForm(PersonForm):
    """A complaint, suggestion or question. How many words are too many is said by the verb, with all of them kept."""

    kind = forms.ChoiceField(
        label=_("您要"), choices=ComplaintKind.choices, error_messages={"required": _("请选择是投诉、建议还是其他")}
    )
    category = forms.ChoiceField(
        label=_("哪方面的问题"), choices=Category.choices, error_messages={"required": _("请选择是哪方面的问题")}
    )
    words = forms.CharField(label=_("发生了什么事"), error_messages={"required": _("请写下发生了什么事")})
    about_whom = line(_("涉及哪个窗口、哪位工作人员"), 200)
    matter_words = line(_("办的是哪件事"), 200)
    matter = line("", 33)
    department = line(_("涉及哪个部门"), 32)

    def said(self) -> Said:
        """What the verb takes."""
        given = self.cleaned_data
        texts = {name: given[name] for name in ("kind", "category", "words")}
        return Said(**texts, about_whom=self.about(), **self.who())

    def about(self) -> str:
        """Whom and what it is about, as far as it was only described."""
        given = self.cleaned_data
        matter = "" if given["matter"] else given["matter_words"]
        return "；".join(part for part in (given["about_whom"].strip(), matter.strip()) if part)[:200]


class CounterComplainForm(ComplainForm):
    """The same, written down by staff."""

    source = forms.ChoiceField(label="来源", choices=COUNTER_SOURCES, error_messages={"required": "请选择来源"})
    ticket = line("排队号", 8)
    application = line("办件编号", 40)


class NotOnListForm(PersonForm):
    """What was asked that is not on the list."""

    words = forms.CharField(label=_("还想说的话"), required=False)
    hall = line(_("在哪个大厅"), 32)


class CaseForm(forms.Form):
    """What could not be done, written down at the desk."""

    words = forms.CharField(label="什么事没办成，卡在哪里", error_messages={"required": "请写下什么事没办成、卡在哪里"})
    name = forms.CharField(label="姓名", max_length=60, error_messages={"required": "请填写反映人姓名"})
    phone = line("手机", 20)
    id_number = line("证件号码", 32)
    matter_words = line("事项", 200)
    matter = line("", 33)
    department = line("涉及部门", 32)
    ticket = line("排队号", 8)
    application = line("办件编号", 40)


class FollowForm(forms.Form):
    """The number and a second factor."""

    number = forms.CharField(label=_("编号"), max_length=40, error_messages={"required": _("请填写回执或短信上的编号")})
    factor = forms.CharField(
        label=_("手机号或证件号码后四位，或查询码"),
        max_length=20,
        error_messages={"required": _("请填写手机号或证件号码的后四位；匿名提交的请填查询码")},
    )


def sent_files(request: HttpRequest) -> list[Sent]:
    """The files of a request, each read only as far as its size may go."""
    return [Sent(file.name or "", file.read(READ_BYTES)) for file in request.FILES.getlist("files")]


def asked_lines(request: HttpRequest, notice_lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What was asked: the ticked lines of the notice, and what was written down."""
    ticked = {int(value) for value in request.POST.getlist("line") if value.isdecimal() and len(value) < 4}
    lines = [row for place, row in enumerate(notice_lines) if place in ticked]
    told = request.POST.getlist("told")
    for place, name in enumerate(request.POST.getlist("asked")):
        lines.append((name, told[place] if place < len(told) else ""))
    return [row for row in lines if row[0].strip()]
