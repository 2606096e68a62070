"""What became of each listed material of an application."""

from django.db import models

from applications.states import MaterialStatus


class ApplicationMaterial(models.Model):
    """One line of the tick list: a material of the pinned version, and what the window got."""

    application = models.ForeignKey("applications.Application", on_delete=models.CASCADE, related_name="materials")
    material = models.ForeignKey("matters.Material", on_delete=models.PROTECT, related_name="+")
    status = models.CharField("收取情况", max_length=12, choices=MaterialStatus.choices)
    problem = models.CharField("问题", max_length=200, blank=True, help_text="缺什么、哪里不符合，怎么改")
    due = models.DateField("补交期限", null=True, blank=True)
    received_at = models.DateTimeField("收取时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "办件材料"
        ordering = ["application", "material__order"]
        constraints = [
            models.UniqueConstraint(fields=["application", "material"], name="material_once_in_an_application"),
            models.CheckConstraint(
                condition=~models.Q(status="late") | models.Q(due__isnull=False), name="late_material_has_due_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.material} {self.get_status_display()}"
