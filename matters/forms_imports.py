"""Forms of catalogue imports."""

from django import forms

from hall.kernel import clock


class UploadForm(forms.Form):
    """A workbook, or a pair of CSV files."""

    file = forms.FileField(label="事项表", error_messages={"required": "请选择文件"})
    materials = forms.FileField(label="材料表", required=False)


class ProposeForm(forms.Form):
    """From which day the change is to be in force; empty for at once."""

    takes_effect = forms.DateField(required=False, error_messages={"invalid": "请写日期，例如 2026-12-01"})

    def clean_takes_effect(self) -> object:
        day = self.cleaned_data.get("takes_effect")
        if day and day < clock.today():
            raise forms.ValidationError("生效日期已经过去，请选今天或以后的日期，或留空")
        return day
