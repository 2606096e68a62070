"""Tickets: one number for one person and several matters."""

from django.conf import settings
from django.db import models

from hall.kernel.fields import EncryptedField
from hall.kernel.models import HallScoped
from queueing.states import TicketState

NO_NAME = "未登记姓名"  # a number taken without a name


class Channel(models.TextChoices):
    KIOSK = "kiosk", "自助机"
    GUIDE_DESK = "guide_desk", "咨询台"
    PHONE = "phone", "手机"
    APPOINTMENT = "appointment", "预约"
    TRANSFER = "transfer", "现场转"


class PriorityReason(models.TextChoices):
    """Why someone goes first; kept for audit."""

    NONE = "", "普通"
    ELDERLY = "elderly", "老年人"
    DISABLED = "disabled", "残疾人"
    PREGNANT = "pregnant", "孕妇或携带婴幼儿"
    ILL = "ill", "伤病患者"
    SERVICE_MEMBER = "service_member", "军人、退役军人、消防救援人员"
    GOOD_SAMARITAN = "good_samaritan", "见义勇为人员"
    RETURNING = "returning", "闭厅未办再来"


class Ticket(HallScoped):
    """One number for one person and several matters; the same number carries on to the issuing counter."""

    queue = models.ForeignKey("queueing.Queue", on_delete=models.PROTECT, related_name="tickets")
    day = models.DateField("营业日")
    serial = models.PositiveIntegerField("序号")
    number = models.CharField("排队号", max_length=8)
    token = models.CharField("跟踪码", max_length=43, unique=True, help_text="不可猜测；在手机上跟踪此号")
    party = models.ForeignKey("hall.Party", on_delete=models.PROTECT, related_name="tickets")
    phone = EncryptedField("手机", blank=True, default="", help_text="取号时留下；到窗口核对身份后才记到本人名下")
    principal = models.ForeignKey("hall.Party", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.CharField("渠道", max_length=16, choices=Channel.choices)
    priority = models.CharField("优先理由", max_length=16, choices=PriorityReason.choices, blank=True, default="")
    state = models.CharField("状态", max_length=16, choices=TicketState.choices, default=TicketState.WAITING)
    position = models.BigIntegerField("队中位置", help_text="越小越先；按进队顺序取自一个序列")
    window = models.ForeignKey("hall.Window", on_delete=models.PROTECT, null=True, blank=True, related_name="tickets")
    calls = models.PositiveSmallIntegerField("叫号次数", default=0)
    room = models.CharField(
        "所在房间", max_length=40, blank=True, default="", db_default="", help_text="暂离窗口时在哪里办"
    )
    for_window = models.ForeignKey(
        "hall.Window", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="只由此窗口叫"
    )
    for_clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="只由此人叫",
    )
    slot_begins_at = models.DateTimeField("预约时段开始", null=True, blank=True)
    slot_ends_at = models.DateTimeField("预约时段结束", null=True, blank=True)
    issued_at = models.DateTimeField("取号时间")
    queued_at = models.DateTimeField("进入当前队列时间")
    called_at = models.DateTimeField("最近叫号时间", null=True, blank=True)
    call_sequence = models.BigIntegerField("叫号顺序号", null=True, blank=True, db_index=True)
    estimate_low = models.PositiveSmallIntegerField("预计等候下限（分钟）", default=0)
    estimate_high = models.PositiveSmallIntegerField("预计等候上限（分钟）", default=0)
    estimate_ahead = models.PositiveSmallIntegerField("取号时前面人数", default=0, db_default=0)
    estimate_seconds = models.PositiveIntegerField("取号时估计的等候秒数", default=0, db_default=0)
    expected_seconds = models.PositiveIntegerField("所办事项预计秒数", default=0, db_default=0)
    is_silent = models.BooleanField("不发排队短信", default=False, db_default=False)
    family_phone = EncryptedField("家人手机", blank=True, default="", db_default="", help_text="叫号短信也发到此号")
    idempotency_key = models.CharField(
        "请求摘要", max_length=64, blank=True, default="", editable=False, help_text="取号请求标识的摘要"
    )

    class Meta:
        verbose_name = verbose_name_plural = "排队号"
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["queue", "priority", "position"], name="tickets_waiting", condition=models.Q(state="waiting")
            ),
            models.Index(
                fields=["queue", "position"],
                name="tickets_waiting_first",
                condition=~models.Q(priority="") & models.Q(state="waiting"),
            ),
            models.Index(
                fields=["queue", "position"],
                name="tickets_waiting_by_slot",
                condition=models.Q(priority="", slot_begins_at__isnull=False, state="waiting"),
            ),
            models.Index(fields=["hall", "day", "state"], name="tickets_of_a_day"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["hall", "day", "number"], name="ticket_number_unique_in_hall_and_day"),
            models.UniqueConstraint(
                fields=["hall", "idempotency_key"],
                condition=~models.Q(idempotency_key=""),
                name="one_ticket_for_each_request",
            ),
            models.UniqueConstraint(
                fields=["window"],
                condition=models.Q(state__in=["called", "serving"]),
                name="one_called_ticket_per_window",
            ),
            models.UniqueConstraint(
                fields=["party", "queue", "day"],
                condition=models.Q(state__in=["waiting", "called", "serving", "parked"]),
                name="one_live_ticket_per_person_and_queue",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["called", "serving"]) | models.Q(window__isnull=False),
                name="called_ticket_has_a_window",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="parked") | ~models.Q(room=""), name="parked_ticket_names_its_room"
            ),
            models.CheckConstraint(
                condition=models.Q(slot_begins_at=None, slot_ends_at=None)
                | models.Q(slot_begins_at__lt=models.F("slot_ends_at")),
                name="slot_of_a_ticket_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class TicketMatter(models.Model):
    """A matter the person came for."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="ticket_matters")
    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField("次序")
    answers = models.JSONField("情形引导的回答", default=dict, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "来办事项"
        ordering = ["ticket", "order"]
        constraints = [models.UniqueConstraint(fields=["ticket", "matter"], name="matter_once_on_a_ticket")]

    def __str__(self) -> str:
        return str(self.matter)


class TicketApplication(models.Model):
    """An application taken at the window for this ticket; the link lives on the ticket side."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="ticket_applications")
    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "排队号办件"

    def __str__(self) -> str:
        return f"{self.ticket} {self.application}"
