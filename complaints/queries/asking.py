"""Whom to invite by message: the unrated, after the hall's days, unless they opted out."""

from datetime import timedelta

from complaints.models import Rating, RatingOptOut, RatingRules
from complaints.queries.rating_rules import rating_rules
from complaints.states import RatingState
from hall.kernel import clock
from hall.kernel.crypto import blind_index

AT_ONCE = 500


def may_invite(phone: str) -> bool:
    """Whether there is a telephone, and its owner has not said that they want no invitations."""
    return bool(phone) and not RatingOptOut.objects.filter(phone_index=blind_index(phone)).exists()


def is_due(rating: Rating) -> bool:
    """Whether the hall's days have passed since the service ended, and the link is still open."""
    ended, now = rating.service.ended_at, clock.now()
    days = timedelta(days=rating_rules(rating.hall_id).invite_after_days)
    return ended is not None and ended + days <= now < rating.expires_at


def ratings_to_invite() -> list[int]:
    """Unrated services whose person was not invited yet, hall by hall with its own number of days."""
    now = clock.now()
    waiting = Rating.objects.filter(state=RatingState.INVITED, sms_at=None, expires_at__gt=now)
    own = dict(RatingRules.objects.values_list("hall_id", "invite_after_days"))
    usual = RatingRules._meta.get_field("invite_after_days").default
    soonest = now - timedelta(days=min([usual, *own.values()]))
    rows = waiting.filter(service__ended_at__lte=soonest).order_by("pk")
    found = rows.values_list("pk", "hall_id", "service__ended_at")[: AT_ONCE * 4]
    due = [pk for pk, hall, ended in found if ended and ended + timedelta(days=own.get(hall, usual)) <= now]
    return due[:AT_ONCE]
