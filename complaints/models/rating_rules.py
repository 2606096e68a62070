"""What a hall sets for its ratings: how soon a bad one is answered, when the unrated are invited."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from hall.kernel.models import HallScoped


def days(label: str, default: int, most: int) -> "models.PositiveSmallIntegerField[int, int]":
    """A limit in days, at least one."""
    return models.PositiveSmallIntegerField(
        label, default=default, validators=[MinValueValidator(1), MaxValueValidator(most)]
    )


class RatingRules(HallScoped):
    """The limits of one hall (好差评规则); a hall without a row follows the defaults (北京：1 个工作日联系、7 日内整改)."""

    contact_working_days = days("差评联系期限（工作日）", 1, 10)
    rectify_days = days("差评整改期限（自然日）", 7, 60)
    invite_after_days = days("未评价满几天短信邀评", 3, 6)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "好差评规则"
        constraints = [
            models.UniqueConstraint(fields=["hall"], name="one_set_of_rating_rules_for_each_hall"),
            models.CheckConstraint(
                condition=models.Q(contact_working_days__gte=1, rectify_days__gte=1, invite_after_days__gte=1),
                name="rating_limits_are_at_least_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"好差评规则{self.hall_id}"
