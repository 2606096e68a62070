"""Kiosks, displays and rating pads."""

from django.db import models

from hall.kernel.models import HallScoped


class DeviceKind(models.TextChoices):
    KIOSK = "kiosk", "取号机"
    DISPLAY = "display", "显示屏"
    PAD = "pad", "评价器"


class Shows(models.TextChoices):
    """Which page a display shows."""

    HALL = "hall", "全厅叫号屏"
    ZONE = "zone", "区域叫号屏"
    WAITING = "waiting", "等候区屏"
    WINDOW = "window", "窗口屏"


class Panel(models.IntegerChoices):
    """The diagonal of a display's panel: how high one millimetre is on it."""

    INCH_43 = 43, "43 英寸"
    INCH_55 = 55, "55 英寸"
    INCH_65 = 65, "65 英寸"


class Speech(models.TextChoices):
    """What a display says aloud; most say nothing."""

    SILENT = "", "静音（默认）"
    CHINESE = "zh", "普通话"
    BOTH = "zh-en", "普通话，再报英语"


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
    token_digest = models.CharField("令牌摘要", max_length=64, blank=True, default="", editable=False)
    token_issued_at = models.DateTimeField("令牌发放时间", null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True, editable=False)
    identify_until = models.DateTimeField("显示名称至", null=True, blank=True, editable=False)
    shows = models.CharField("显示内容", max_length=8, choices=Shows.choices, default=Shows.HALL)
    panel = models.PositiveSmallIntegerField("屏幕尺寸", choices=Panel.choices, default=Panel.INCH_55)
    speech = models.CharField("语音叫号", max_length=8, choices=Speech.choices, blank=True, default=Speech.SILENT)
    volumes = models.CharField("分时音量", max_length=120, blank=True, default="8-12:70 12-14:40 14-18:70")
    muted_until = models.DateTimeField("静音至", null=True, blank=True)
    self_test_at = models.DateTimeField("自检时间", null=True, blank=True, editable=False)
    self_test_words = models.CharField("自检结果", max_length=120, blank=True, default="", editable=False)
    self_test_passed = models.BooleanField("自检通过", default=False, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "设备"
        constraints = [
            models.UniqueConstraint(fields=["hall", "code"], name="device_code_unique_in_hall"),
            models.UniqueConstraint(
                fields=["token_digest"], condition=~models.Q(token_digest=""), name="device_token_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.name
