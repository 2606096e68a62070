"""The rules of a hall's ratings; a hall that set none follows the defaults."""

from complaints.models import RatingRules
from hall.models import Hall


def rating_rules(hall: Hall | int) -> RatingRules:
    """What this hall set, or the defaults (not stored)."""
    pk = hall if isinstance(hall, int) else hall.pk
    return RatingRules.objects.of(pk).first() or RatingRules(hall_id=pk)
