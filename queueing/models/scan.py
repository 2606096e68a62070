"""Scans that belong to a person at the window before anything is handed in, and the phone's way to add one."""

import secrets

from django.conf import settings
from django.db import models

from hall.kernel.models import HallScoped


def random_path(instance: "IntakeScan", filename: str) -> str:
    """A random name outside the web root."""
    return f"intake/{secrets.token_hex(2)}/{secrets.token_hex(16)}"


class ScanSource(models.TextChoices):
    """How a scan came."""

    DRAG = "drag", "拖入"
    SCANNER = "scanner", "扫描仪"
    PHONE = "phone", "手机"
    EARLIER = "earlier", "此前办件"


class IntakeScan(HallScoped):
    """One checked file of the visit: at a material, or (without one) in the tray of what the scanner delivered.

    It becomes the application's when the matter is handed in, and is deleted with the drafts when the visit ends.
    """

    ticket = models.ForeignKey("queueing.Ticket", on_delete=models.CASCADE, related_name="scans")
    material = models.ForeignKey("matters.Material", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file = models.FileField(upload_to=random_path)
    name = models.CharField("文件名", max_length=255)
    content_type = models.CharField("类型", max_length=80)
    size = models.PositiveBigIntegerField("字节")
    sha256 = models.CharField("摘要", max_length=64)
    source = models.CharField("来源", max_length=8, choices=ScanSource.choices)
    earlier = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="沿用自此前办件",
    )  # fmt: skip
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField("加入时间")

    class Meta:
        verbose_name = verbose_name_plural = "窗口扫描件"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "material", "sha256"],
                name="a_scan_once_at_a_material_of_a_ticket",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ScanLink(HallScoped):
    """A link for one phone to add pages to one material of the person at the window; used once, for minutes."""

    ticket = models.ForeignKey("queueing.Ticket", on_delete=models.CASCADE, related_name="scan_links")
    material = models.ForeignKey("matters.Material", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField("链接摘要", max_length=64, unique=True)
    phone_digest = models.CharField("手机标识摘要", max_length=64, blank=True, default="")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("生成时间")
    expires_at = models.DateTimeField("失效时间")
    opened_at = models.DateTimeField("打开时间", null=True, blank=True)
    closed_at = models.DateTimeField("用完时间", null=True, blank=True)
    pages = models.PositiveSmallIntegerField("已传页数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "扫码上传链接"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(phone_digest="") | models.Q(opened_at__isnull=False),
                name="scan_link_of_a_phone_was_opened",
            ),
        ]

    def __str__(self) -> str:
        return f"扫码上传{self.pk}"
