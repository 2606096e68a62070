"""Printers of 80 mm paper, and what was printed on them."""

from django.conf import settings
from django.db import models

from hall.kernel.models import HallScoped
from queueing.states import PrinterState, PrintState


class PrinterKind(models.TextChoices):
    """How the machine is reached."""

    NETWORK = "network", "网络打印机"
    USB = "usb", "USB 打印机"
    FILE = "file", "写入文件（开发）"


class Printer(HallScoped):
    """A ticket printer: a kiosk's own, or one for the desks and windows of an area."""

    code = models.SlugField("编码", max_length=32)
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("接法", max_length=8, choices=PrinterKind.choices)
    address = models.CharField(
        "地址", max_length=120, help_text="网络：主机:端口（9100）；USB：设备文件，如 /dev/usb/lp0；文件：文件夹名"
    )
    device = models.OneToOneField(
        "hall.Device", on_delete=models.PROTECT, null=True, blank=True, related_name="printer", verbose_name="取号机"
    )
    zone = models.CharField("区域", max_length=40, blank=True)
    in_use = models.BooleanField("启用", default=True)
    state = models.CharField("状态", max_length=12, choices=PrinterState.choices, default=PrinterState.READY)
    state_since = models.DateTimeField("状态自", null=True, blank=True)
    asked_at = models.DateTimeField("最近查询", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "小票打印机"
        ordering = ["hall", "code"]
        constraints = [models.UniqueConstraint(fields=["hall", "code"], name="printer_code_unique_in_hall")]

    def __str__(self) -> str:
        return self.name


class PrintJob(HallScoped):
    """One paper of a ticket. Copy 0 is the ticket itself and comes out once; further ones say 补打."""

    ticket = models.ForeignKey("queueing.Ticket", on_delete=models.CASCADE, related_name="print_jobs")
    copy = models.PositiveSmallIntegerField("补打次数", default=0)
    printer = models.ForeignKey(Printer, on_delete=models.PROTECT, null=True, related_name="jobs")
    state = models.CharField("状态", max_length=8, choices=PrintState.choices, default=PrintState.WAITING)
    reason = models.CharField("未出票原因", max_length=12, choices=PrinterState.choices, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("要求时间")
    sent_at = models.DateTimeField("送出时间", null=True, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "小票打印"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["ticket", "copy"], name="each_copy_of_a_ticket_is_one_job")]

    def __str__(self) -> str:
        return f"{self.ticket} {self.copy}"
