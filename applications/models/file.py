"""Scans and photos of materials."""

import secrets

from django.conf import settings
from django.db import models

from hall.kernel.models import HallScoped


def random_path(instance: "MaterialFile", filename: str) -> str:
    """A random name outside the web root; the person's own file name is kept only as text."""
    return f"materials/{secrets.token_hex(2)}/{secrets.token_hex(16)}"


class MaterialFile(HallScoped):
    """One checked and re-encoded file of a material; read only through a permission check."""

    application_material = models.ForeignKey(
        "applications.ApplicationMaterial", on_delete=models.CASCADE, related_name="files"
    )
    file = models.FileField(upload_to=random_path)
    name = models.CharField("文件名", max_length=255)
    content_type = models.CharField("类型", max_length=80)
    size = models.PositiveBigIntegerField("字节")
    sha256 = models.CharField("摘要", max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = verbose_name_plural = "材料文件"
        ordering = ["id"]
        indexes = [models.Index(fields=["file"], name="material_files_by_place")]

    def __str__(self) -> str:
        return self.name
