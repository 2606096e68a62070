"""Inviting the unrated by message, once; and no longer inviting who does not want it."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from complaints.errors import RatingLinkClosed
from complaints.models import Rating, RatingOptOut
from complaints.queries.asking import is_due, may_invite
from complaints.rating_tokens import digest_of, token_for
from complaints.states import RatingState
from hall import steps
from hall.kernel import clock
from hall.kernel.crypto import blind_index
from hall.kernel.moves import locked
from hall.models import StaffMember
from hall.permissions import system_person
from hall.verbs.messages import queue_message

WORTH = timedelta(days=2)


@transaction.atomic
def invite_by_message(*, rating_id: int, by: StaffMember) -> bool:
    """Invite an unrated person by message, once and no more; whether a message was queued.

    Nobody who opted out, left no telephone, or has rated meanwhile is asked; the row is marked all the same.
    """
    rating = locked(Rating.objects.select_related("hall", "service__ticket"), pk=rating_id)
    if rating.sms_at is not None or rating.state != RatingState.INVITED or not is_due(rating):
        return False
    rating.sms_at = clock.now()
    rating.save()
    ticket = rating.service.ticket
    if not may_invite(ticket.phone):
        return False
    queued = queue_message(
        "rating_invitation",
        hall=rating.hall,
        phone=ticket.phone,
        dedupe_key=f"rating:{rating.service_id}",
        about=ticket.number,
        values={"link": link_of(token_for(rating.service_id))},
        expires_in=min(WORTH, rating.expires_at - clock.now()),
    )
    steps.record(rating, "invite_by_message", by)
    return queued is not None


@transaction.atomic
def opt_out(*, token: str) -> None:
    """The owner of this telephone wants no more invitations. Raises RatingLinkClosed for a link of ours that never was."""
    rows = Rating.objects.select_related("service__ticket", "hall")
    rating = rows.select_for_update(of=("self",)).filter(token_digest=digest_of(token)).first()
    if rating is None or rating.sms_at is None or not rating.service.ticket.phone:
        raise RatingLinkClosed()
    index = blind_index(rating.service.ticket.phone)
    _, is_new = RatingOptOut.objects.get_or_create(phone_index=index, defaults={"since": clock.now()})
    if is_new:
        steps.record(rating, "opt_out", system_person("public"))


def link_of(token: str) -> str:
    """The short address of the rating page; without a public origin only its path."""
    return settings.PUBLIC_ORIGIN + reverse("rate-short", args=[token])
