"""Registering a printer, and the rules of a hall's kiosks."""

from typing import Any

from django import forms

from hall.models import Device, Hall
from hall.models.device import DeviceKind
from queueing.models import PhoneTickets, Printer, PrinterKind


class PrinterForm(forms.ModelForm):  # type: ignore[type-arg]
    """A printer: how it is reached, and which machine it stands beside."""

    class Meta:
        model = Printer
        fields = ("code", "name", "kind", "address", "device", "zone", "in_use")
        widgets = {
            "code": forms.TextInput(attrs={"class": "input"}),
            "name": forms.TextInput(attrs={"class": "input"}),
            "kind": forms.Select(attrs={"class": "input"}),
            "address": forms.TextInput(attrs={"class": "input"}),
            "device": forms.Select(attrs={"class": "input"}),
            "zone": forms.TextInput(attrs={"class": "input"}),
        }

    def __init__(self, *args: Any, hall: Hall, printer: Printer | None = None, **kwargs: Any) -> None:
        super().__init__(*args, instance=printer or Printer(hall=hall), **kwargs)
        kiosks = Device.objects.of(hall).filter(kind=DeviceKind.KIOSK).order_by("code")
        self.fields["device"].queryset = kiosks  # type: ignore[attr-defined]
        self.fields["device"].empty_label = "不属于取号机（咨询台、窗口共用）"  # type: ignore[attr-defined]
        self.fields["code"].disabled = printer is not None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, address = cleaned.get("kind"), cleaned.get("address", "")
        if kind == PrinterKind.NETWORK and address.strip("/").startswith(("http:", "https:")):
            self.add_error("address", "请填写“主机:端口”，例如 192.0.2.10:9100，不是网址。")
        if kind == PrinterKind.USB and not address.startswith("/dev/"):
            self.add_error("address", "USB 打印机请填写设备文件，例如 /dev/usb/lp0。")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What the verb keeps: everything but the code."""
        return {name: value for name, value in self.cleaned_data.items() if name != "code"}


class RulesForm(forms.Form):
    """Numbers on phones, and the code that opens a kiosk."""

    phone_tickets = forms.ChoiceField(
        label="手机取号", choices=PhoneTickets.choices, widget=forms.Select(attrs={"class": "input"})
    )
    exit_code = forms.RegexField(
        label="退出码（6–12 位数字）",
        regex=r"^[0-9]{6,12}$",
        required=False,
        help_text="留空则不改",
        error_messages={"invalid": "退出码请用 6 到 12 位数字。"},
        widget=forms.PasswordInput(attrs={"class": "input", "inputmode": "numeric", "autocomplete": "new-password"}),
    )
