"""Rules of a hall's issuing counter."""

from django.db import models
from simple_history.models import HistoricalRecords

from applications.result_states import Postage


class IssuingRules(models.Model):
    """What a hall has settled for its issuing counter; without a row nothing is promised."""

    hall = models.OneToOneField("hall.Hall", on_delete=models.PROTECT, related_name="issuing_rules")
    postage = models.CharField("邮费由谁付", max_length=8, choices=Postage.choices, default=Postage.UNSAID)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "出件规则"

    def __str__(self) -> str:
        return f"{self.hall} 出件规则"
