"""Forms of the devices page."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from hall.errors import VolumesUnreadable
from hall.models import Device, DeviceKind, Hall, Panel, Shows, Speech, Window
from hall.volumes import spans

TEXT = {"class": "input", "autocomplete": "off"}
HOURS = "每段写成“8-12:70”（8 点到 12 点，音量 70%），用空格分开；没有写到的时间静音。"


class DeviceForm(forms.Form):
    """What a machine is called, where it stands, what it shows and how it speaks."""

    name = forms.CharField(
        label="名称",
        max_length=60,
        error_messages={"required": "请填写名称，例如“一层东区显示屏”"},
        widget=forms.TextInput(attrs=TEXT),
    )
    zone = forms.ChoiceField(label="区域", required=False, widget=forms.Select(attrs={"class": "input"}))
    window = forms.ModelChoiceField(
        label="窗口",
        queryset=Window.objects.none(),
        required=False,
        empty_label="（不属于某个窗口）",
        help_text="窗口屏和评价器必选",
        widget=forms.Select(attrs={"class": "input"}),
    )
    shows = forms.ChoiceField(
        label="显示内容", choices=Shows.choices, required=False, widget=forms.Select(attrs={"class": "input"})
    )
    panel = forms.TypedChoiceField(
        label="屏幕尺寸", choices=Panel.choices, coerce=int, required=False, empty_value="55",
        help_text="决定号码字高：到尺寸测试页用直尺核对", widget=forms.Select(attrs={"class": "input"}),
    )  # fmt: skip
    speech = forms.ChoiceField(
        label="语音叫号", choices=Speech.choices, required=False, widget=forms.Select(attrs={"class": "input"})
    )
    volumes = forms.CharField(
        label="分时音量", max_length=120, required=False, help_text=HOURS, widget=forms.TextInput(attrs=TEXT)
    )

    def __init__(self, hall: Hall, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        windows = Window.objects.of(hall).filter(in_use=True)
        self.fields["window"].queryset = windows  # type: ignore[attr-defined]
        zones = windows.order_by("zone").values_list("zone", flat=True).distinct()
        self.fields["zone"].choices = [("", "（全厅）"), *((zone, zone) for zone in zones)]  # type: ignore[attr-defined]

    def clean_volumes(self) -> str:
        volumes: str = self.cleaned_data["volumes"].strip()
        try:
            spans(volumes)
        except VolumesUnreadable as unreadable:
            raise ValidationError(unreadable.words) from unreadable
        return volumes

    def clean_shows(self) -> str:
        return self.cleaned_data["shows"] or Shows.HALL


class NewDeviceForm(DeviceForm):
    """A machine that is not registered yet."""

    kind = forms.ChoiceField(label="类别", choices=DeviceKind.choices, widget=forms.Select(attrs={"class": "input"}))
    code = forms.SlugField(
        label="编码",
        max_length=32,
        help_text="字母、数字和连字符，例如 display-5",
        error_messages={"required": "请填写编码", "invalid": "编码只能用字母、数字、连字符和下划线"},
        widget=forms.TextInput(attrs=TEXT),
    )
    field_order = ["kind", "code", "name"]


def begun_with(device: Device) -> dict[str, Any]:
    """The form's values of a machine that is there."""
    return {name: getattr(device, name) for name in DeviceForm.base_fields}
