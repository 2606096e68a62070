"""Kiosks, displays and rating pads."""

from django.db import models

from hall.kernel.models import HallScoped


class DeviceKind(models.TextChoices):
    KIOSK = "kiosk", "取号机"
    DISPLAY = "display", "显示屏"
    PAD = "pad", "评价器"


class Device(HallScoped):
    """A registered machine. It acts through its own account (a `StaffMember` with its role)."""

    code = models.SlugField("编码", max_length=32)
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类别", max_length=16, choices=DeviceKind.choices)
    zone = models.CharField("区域", max_length=40, blank=True)
    window = models.ForeignKey("hall.Window", on_delete=models.PROTECT, null=True, blank=True, related_name="devices")
    account = models.OneToOneField("hall.StaffMember", on_delete=models.PROTECT, related_name="device")
    last_seen_at = models.DateTimeField("最后在线", null=True, blank=True)
    version = models.CharField("版本", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "设备"
        constraints = [models.UniqueConstraint(fields=["hall", "code"], name="device_code_unique_in_hall")]

    def __str__(self) -> str:
        return self.name
