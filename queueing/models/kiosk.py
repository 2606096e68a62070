"""The kiosk's own rows: people who asked for help there, and its hall's rules."""

from django.conf import settings
from django.db import models

from hall.kernel.models import HallScoped


class HelpCall(HallScoped):
    """Somebody at a machine asked for a person; open until one says they are on the way."""

    place = models.CharField("地点", max_length=60)
    step = models.CharField("所在页面", max_length=40, blank=True)
    called_at = models.DateTimeField("求助时间")
    answered_at = models.DateTimeField("应答时间", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "现场求助"
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "place"], condition=models.Q(answered_at=None), name="one_open_help_call_per_place"
            )
        ]

    def __str__(self) -> str:
        return self.place


class PhoneTickets(models.TextChoices):
    """Who may take a number on a phone."""

    NOBODY = "nobody", "不开放"
    IN_THE_HALL = "in_the_hall", "到大厅扫码"
    ANYWHERE = "anywhere", "任何地点"


class KioskRules(HallScoped):
    """What a hall sets for its kiosks and for numbers taken on phones. Without a row the defaults hold."""

    phone_tickets = models.CharField(
        "手机取号", max_length=12, choices=PhoneTickets.choices, default=PhoneTickets.IN_THE_HALL
    )
    exit_code = models.CharField("退出码摘要", max_length=128, blank=True, default="", editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "取号机规则"
        constraints = [models.UniqueConstraint(fields=["hall"], name="one_set_of_kiosk_rules_per_hall")]

    def __str__(self) -> str:
        return str(self.hall)
