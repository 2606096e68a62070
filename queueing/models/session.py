"""A clerk at a window."""

from django.conf import settings
from django.db import models

from hall.kernel.models import HallScoped
from queueing.states import WindowState


class WindowSession(HallScoped):
    """A clerk logged in at a window, from opening to closing; one at a time for each window and each clerk."""

    window = models.ForeignKey("hall.Window", on_delete=models.PROTECT, related_name="sessions")
    clerk = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="window_sessions")
    state = models.CharField("状态", max_length=8, choices=WindowState.choices, default=WindowState.OPEN)
    pause_reason = models.CharField("暂停原因", max_length=60, blank=True)
    paused_at = models.DateTimeField("暂停时间", null=True, blank=True)
    resume_by = models.DateTimeField("应恢复时间", null=True, blank=True)
    browser = models.CharField("浏览器标识", max_length=64, blank=True, help_text="同一窗口在两处打开时据此提醒")
    opened_at = models.DateTimeField("开窗时间")
    seen_at = models.DateTimeField("最近操作")
    closed_at = models.DateTimeField("关窗时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "窗口登录"
        constraints = [
            models.UniqueConstraint(
                fields=["window"], condition=models.Q(closed_at=None), name="one_session_per_window"
            ),
            models.UniqueConstraint(fields=["clerk"], condition=models.Q(closed_at=None), name="one_window_per_clerk"),
        ]

    def __str__(self) -> str:
        return f"{self.window} {self.clerk}"
