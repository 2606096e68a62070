"""A catalogue file on its way into the catalogue (目录导入): checked first, approved by another person, then published."""

import secrets
from typing import Any

from django.conf import settings
from django.db import models

from matters.states import ImportState


def random_path(instance: Any, filename: str) -> str:
    """A random name outside the web root; the person's own file name is kept only as text."""
    return f"catalogue/{secrets.token_hex(16)}"


class FileKind(models.TextChoices):
    XLSX = "xlsx", "XLSX 工作簿"
    CSV = "csv", "CSV（事项表和材料表）"


class CatalogueImport(models.Model):
    """One uploaded file (or pair of CSV files) with what the check found and who decided."""

    kind = models.CharField("文件类型", max_length=4, choices=FileKind.choices)
    file = models.FileField("文件", upload_to=random_path)
    materials_file = models.FileField("材料表", upload_to=random_path, blank=True)
    name = models.CharField("文件名", max_length=255)
    size = models.PositiveBigIntegerField("字节")
    sha256 = models.CharField("摘要", max_length=64)
    state = models.CharField("状态", max_length=12, choices=ImportState.choices, default=ImportState.UPLOADED)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("上传时间")
    checked_at = models.DateTimeField("检查时间", null=True, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    takes_effect = models.DateField("生效日期", null=True, blank=True, help_text="空为批准后立即生效")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("审批时间", null=True, blank=True)
    decision = models.CharField("审批意见", max_length=500, blank=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField("批准发布时间", null=True, blank=True)
    applied_at = models.DateTimeField("发布时间", null=True, blank=True)
    started_at = models.DateTimeField("开始处理", null=True, blank=True)
    rows = models.PositiveIntegerField("事项行数", default=0)
    unchanged = models.PositiveIntegerField("未变化", default=0)
    problem_count = models.PositiveIntegerField("需更正", default=0)
    problems = models.JSONField("问题", default=list, blank=True)
    trouble = models.CharField("未能完成的原因", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "目录导入"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=["approved", "applied"])
                | (models.Q(decided_by__isnull=False) & ~models.Q(decided_by=models.F("uploaded_by"))),
                name="import_is_approved_by_another_person",
            ),
            models.CheckConstraint(
                condition=models.Q(released_by=None)
                | (
                    ~models.Q(released_by=models.F("uploaded_by"))
                    & ~models.Q(released_by=models.F("proposed_by"))
                    & ~models.Q(released_by=models.F("decided_by"))
                ),
                name="import_is_released_by_a_third_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="applied") | models.Q(problem_count=0),
                name="applied_import_has_no_problems",
            ),
        ]

    def __str__(self) -> str:
        return f"目录导入 {self.pk}（{self.name}）"

    @property
    def is_under_way(self) -> bool:
        """Whether a worker has it, or will."""
        return self.state in {ImportState.UPLOADED, ImportState.CHECKING, ImportState.APPROVED}


class LineKind(models.TextChoices):
    """What a line would do to the catalogue."""

    ADDED = "added", "新增"
    CHANGED = "changed", "标准有变化"
    DESCRIBED = "described", "仅说明有变化"
    MISSING = "missing", "文件中没有"


class ImportLine(models.Model):
    """One line of the change report; lines that change nothing are only counted."""

    catalogue_import = models.ForeignKey(CatalogueImport, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField("变化", max_length=12, choices=LineKind.choices)
    line = models.PositiveIntegerField("行", default=0)
    code = models.CharField("事项编码", max_length=33)
    name = models.CharField("事项名称", max_length=500)
    department = models.CharField("部门", max_length=60)
    differences = models.JSONField("差异", default=list)
    row = models.JSONField("内容", default=dict)
    base = models.CharField("比对的标准指纹", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "变化报告"
        ordering = ["pk"]
        indexes = [models.Index(fields=["catalogue_import", "kind"], name="import_lines_by_kind")]
        constraints = [
            models.UniqueConstraint(fields=["catalogue_import", "code"], name="import_line_once_for_each_matter"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"
