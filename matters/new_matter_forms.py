"""The form of a wholly new matter: codes of 2018 checked, those of 2016 beside them, whom it is for."""

from typing import Any

from django import forms

from hall.models import Department, StaffMember
from matters import codes
from matters.draft_forms import DescribeForm, choice, line

LEVELS = [
    ("1", "国家级（1）"), ("2", "省级，北京市级（2）"), ("3", "市级（3）"), ("4", "县级（4）"),
    ("5", "镇（乡、街道）级（5）"), ("6", "村（社区）级（6）"),
]  # fmt: skip


class NewMatterForm(DescribeForm):
    """Where the matter hangs in the tree, and what is said of it; its standard is written in the draft."""

    department = forms.ChoiceField(label="实施部门", widget=forms.Select(attrs={"class": "input"}))
    level = choice("行使层级", LEVELS)
    basic_code = line(
        "基本编码（12 位）", 24, required=True, help_text="两位地区、两位类型、两位部门、三位主项、三位子项"
    )
    handling = forms.RegexField(
        r"^\d{2}$", label="办理项序号（两位，没有办理项留空）", required=False,
        error_messages={"invalid": "办理项序号是两位数字，例如 01"}, widget=forms.TextInput(attrs={"class": "input"}),
    )  # fmt: skip
    name = line("事项名称", 200, required=True)
    main_item = line("主项名称（是子项或办理项时填写）", 200)
    reason = None  # type: ignore[assignment]  # the draft goes through review as a whole
    field_order = (
        "department",
        "level",
        "basic_code",
        "handling",
        "name",
        "main_item",
        "applicants",
        "themes",
        "aliases",
    )

    def __init__(self, *args: Any, person: StaffMember, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Department.objects.order_by("code")
        if person.department_id is not None:
            rows = rows.filter(pk=person.department_id)
        self.owners = {row.code: row for row in rows}
        chooser: Any = self.fields["department"]
        chooser.choices = [(row.code, f"{row.short_name}（{row.credit_code}）") for row in self.owners.values()]

    def clean_basic_code(self) -> str:
        code = str(self.cleaned_data["basic_code"]).strip()
        fault = codes.basic_code_fault(code)
        if fault or codes.type_of(code) in codes.BY_OFFICE_TYPES:
            raise forms.ValidationError(
                fault or f"{codes.BY_OFFICE_TYPES[codes.type_of(code)]}不是依申请事项，不进大厅。"
            )
        return code

    def coded(self) -> dict[str, Any]:
        """Everything the verb wants; the longer codes follow from department, level and basic code."""
        data = self.cleaned_data
        implementation = f"{self.owners[data['department']].credit_code}{data['level']}{data['basic_code']}"
        handling = f"{implementation}{data['handling']}" if data["handling"] else ""
        return {**data, "implementation_code": implementation, "handling_code": handling}
