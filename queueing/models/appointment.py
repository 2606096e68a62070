"""Appointments: one person, one slot, several matters."""

from django.db import models

from hall.kernel.fields import EncryptedField
from hall.kernel.models import HallScoped
from queueing.states import AppointmentState


class BookedBy(models.TextChoices):
    PHONE = "phone", "网上"
    GUIDE_DESK = "guide_desk", "咨询台"
    PROGRAM = "program", "接口"


class Appointment(HallScoped):
    """Someone is expected in a slot, by name and document. Followed by its secret; found again by number and second factor.

    Each has a seat of its slot: two people never have the same one, whatever the counter says. The seat of one who
    cancelled is offered again only from `offered_again_at`.
    """

    slot = models.ForeignKey("queueing.Slot", on_delete=models.PROTECT, related_name="appointments")
    day = models.DateField("日期")
    seat = models.PositiveSmallIntegerField("席位")
    number = models.CharField("预约号", max_length=12, unique=True, help_text="不可猜测；查询、取消、签到用")
    token = models.CharField("跟踪码", max_length=43, unique=True)
    party = models.ForeignKey("hall.Party", on_delete=models.PROTECT, related_name="appointments")
    name = EncryptedField("预约时填写的姓名")
    phone = EncryptedField("手机", blank=True, default="")
    channel = models.CharField("预约渠道", max_length=16, choices=BookedBy.choices)
    state = models.CharField("状态", max_length=12, choices=AppointmentState.choices, default=AppointmentState.BOOKED)
    booked_at = models.DateTimeField("预约时间")
    ended_at = models.DateTimeField("取消、爽约或签到时间", null=True, blank=True)
    offered_again_at = models.DateTimeField("名额再放时间", null=True, blank=True)
    reason = models.CharField("原因", max_length=200, blank=True)
    is_late = models.BooleanField("迟到", default=False)
    ticket = models.OneToOneField(
        "queueing.Ticket", on_delete=models.PROTECT, null=True, blank=True, related_name="appointment"
    )
    idempotency_key = models.CharField("请求摘要", max_length=64, blank=True, default="", editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "预约"
        ordering = ["slot__begins_at", "id"]
        indexes = [
            models.Index(fields=["hall", "day", "state"], name="appointments_of_a_day"),
            models.Index(fields=["party", "state"], name="appointments_of_a_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "seat"],
                condition=models.Q(state__in=["booked", "checked_in", "no_show"]),
                name="one_person_for_each_seat_of_a_slot",
            ),
            models.UniqueConstraint(
                fields=["hall", "party", "day"],
                condition=models.Q(state__in=["booked", "checked_in"]),
                name="one_appointment_for_each_person_and_day",
            ),
            models.UniqueConstraint(
                fields=["hall", "idempotency_key"],
                condition=~models.Q(idempotency_key=""),
                name="one_appointment_for_each_request",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="checked_in") | models.Q(ticket__isnull=False),
                name="checked_in_appointment_has_a_ticket",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class AppointmentMatter(models.Model):
    """A matter the person will come for."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="appointment_matters")
    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField("次序")

    class Meta:
        verbose_name = verbose_name_plural = "预约事项"
        ordering = ["appointment", "order"]
        constraints = [models.UniqueConstraint(fields=["appointment", "matter"], name="matter_once_on_an_appointment")]

    def __str__(self) -> str:
        return str(self.matter)
