"""What a hall sets for its complaints, and the files that come with them."""

import secrets

from django.conf import settings
from django.db import models

from complaints.complaint_states import Occasion
from hall.kernel.models import HallScoped


def random_path(instance: "ComplaintFile", filename: str) -> str:
    """A random name outside the web root; the person's own file name is kept only as text."""
    return f"complaints/{secrets.token_hex(2)}/{secrets.token_hex(16)}"


class ComplaintFile(HallScoped):
    """One checked and re-encoded file that came with a complaint or a case; read only through a permission check."""

    complaint = models.ForeignKey(
        "complaints.Complaint", on_delete=models.PROTECT, null=True, blank=True, related_name="files"
    )
    case = models.ForeignKey(
        "complaints.UnresolvedCase", on_delete=models.PROTECT, null=True, blank=True, related_name="files"
    )
    file = models.FileField(upload_to=random_path)
    name = models.CharField("文件名", max_length=255)
    content_type = models.CharField("类型", max_length=80)
    size = models.PositiveBigIntegerField("字节")
    sha256 = models.CharField("摘要", max_length=64)
    uploaded_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = verbose_name_plural = "投诉附件"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(complaint__isnull=False, case__isnull=True)
                | models.Q(complaint__isnull=True, case__isnull=False),
                name="complaint_file_belongs_to_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class HandlingLimit(HallScoped):
    """How many working days a hall gives one kind of thing, and how many more when prolonged."""

    what = models.CharField("事类", max_length=16)
    working_days = models.PositiveSmallIntegerField("办理期限（工作日）")
    extension_days = models.PositiveSmallIntegerField("延期（工作日）", default=0)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField("设定时间")

    class Meta:
        verbose_name = verbose_name_plural = "办理期限"
        constraints = [models.UniqueConstraint(fields=["hall", "what"], name="one_handling_limit_for_each_thing")]

    def __str__(self) -> str:
        return f"{self.what} {self.working_days}"


class ReplyTemplate(HallScoped):
    """Words a hall keeps ready for one occasion; what was sent is kept apart and does not change with them."""

    occasion = models.CharField("时机", max_length=12, choices=Occasion.choices)
    name = models.CharField("名称", max_length=60)
    words = models.TextField("内容", max_length=2000)
    in_use = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "答复模板"
        ordering = ["occasion", "id"]
        constraints = [
            models.UniqueConstraint(fields=["hall", "occasion", "name"], name="reply_template_name_unique_in_occasion")
        ]

    def __str__(self) -> str:
        return self.name


class SendingCount(models.Model):
    """How often complaints were sent from somewhere since a moment; the key is a digest and names nobody."""

    key = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "提交次数"

    def __str__(self) -> str:
        return self.key[:8]
