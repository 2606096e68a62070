"""Forms of the base app."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from hall.models import StaffMember


class LoginForm(forms.Form):
    """Account and password."""

    username = forms.CharField(
        label="账号",
        max_length=64,
        error_messages={"required": "请填写账号"},
        widget=forms.TextInput(
            attrs={
                "class": "input",
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )
    password = forms.CharField(
        label="密码",
        max_length=128,
        strip=False,
        error_messages={"required": "请填写密码"},
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": "current-password"}),
    )


class PasswordForm(forms.Form):
    """The present password and a new one, twice."""

    present = forms.CharField(
        label="当前密码",
        strip=False,
        error_messages={"required": "请填写当前密码"},
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label="新密码",
        strip=False,
        help_text="至少 8 位，不要使用常见密码，不能与当前密码相同。",
        error_messages={"required": "请填写新密码"},
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="再输一次新密码",
        strip=False,
        error_messages={"required": "请再输一次新密码"},
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": "new-password"}),
    )

    def __init__(self, person: StaffMember, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_present(self) -> str:
        present = self.cleaned_data["present"]
        if not self.person.check_password(present):
            raise ValidationError("当前密码不正确，请重新输入。")
        return present

    def clean_new(self) -> str:
        new = self.cleaned_data["new"]
        password_validation.validate_password(new, self.person)
        if self.person.check_password(new):
            raise ValidationError("新密码不能与当前密码相同。")
        return new

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", "两次输入的新密码不一致，请重新输入。")
        return data


class FindStepsForm(forms.Form):
    """Look for the steps of one thing or one person."""

    number = forms.CharField(label="编号", required=False, max_length=60)
    by = forms.CharField(label="经办人账号", required=False, max_length=64)
    upto = forms.IntegerField(label="链上序号不大于", required=False, min_value=1, max_value=10**15)
