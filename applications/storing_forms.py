"""Forms of the hall's manager for the issuing counter: shapes and words; the rules live in the verbs."""

from typing import Any

from django import forms

from applications.forms import text
from applications.keeping_forms import choice
from applications.result_states import Postage
from applications.verbs.storing import LONGEST_HOURS, MOST


def count(label: str, *, most: int, initial: int | None = None) -> forms.IntegerField:
    """A number of slots, boxes or hours."""
    words = f"{label}填 1 到 {most} 的整数"
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=most,
        initial=initial,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), words),
        widget=forms.NumberInput(attrs={"class": "input", "inputmode": "numeric"}),
    )


class StoreForm(forms.Form):
    """A shelf or a locker; `was` is the code of the one that is changed, blank for a new one."""

    was = forms.CharField(max_length=8, required=False, widget=forms.HiddenInput)
    code = text("编号", length=8, required="请填写编号，如 A、B2、L1", autocapitalize="characters")


class ShelfForm(StoreForm):
    """A shelf behind the issuing counter."""

    prefix = "shelf"
    slots = count("格数", most=MOST, initial=30)
    place = text("位置（可不填）", length=60, placeholder="出件窗口后左侧")


class LockerForm(StoreForm):
    """A locker from which people fetch results themselves."""

    prefix = "locker"
    boxes = count("箱格数", most=MOST, initial=24)
    hours = count("保管小时", most=LONGEST_HOURS, initial=72)
    place = text(
        "位置（申请人会看到）", length=80, required="请写明自助柜在哪里，申请人要按它找", placeholder="一层东门外"
    )


class PostageForm(forms.Form):
    """Who pays the postage."""

    postage = choice("邮费由谁付", Postage.choices, required="请选择邮费由谁付")


def form_of(row: Any, form: type[StoreForm]) -> StoreForm:
    """The form of a shelf or locker that is to be changed."""
    names = [name for name in form.base_fields if name != "was"]
    return form(initial={"was": row.code, **{name: getattr(row, name) for name in names}})
