"""What happens with a rating (好差评): invite, rate once, time out without an answer."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from complaints.errors import NothingToRate, NotYetExpired, RatingLinkClosed
from complaints.events import BadRatingGiven
from complaints.models import Rating
from complaints.permissions import require_rater
from complaints.queries.evidence import evidence_for
from complaints.rating_tokens import digest_of, token_for
from complaints.rules import OUTCOMES_TO_RATE, check_answer
from complaints.states import BAD_LEVELS, RATING_MOVES, RatingState
from complaints.verbs.rectifying import open_rectification
from hall import steps
from hall.kernel import clock
from hall.kernel.events import tell
from hall.kernel.moves import locked, make_move
from hall.models import StaffMember
from hall.permissions import system_person
from queueing.models import Service

OPEN_FOR = timedelta(days=10)


@transaction.atomic
def invite(*, service_id: int) -> tuple[Rating, str]:
    """Open one finished service to rating, without a message; the same service gives the same rating and token."""
    service = locked(Service.objects.select_related("hall", "window", "ticket__party"), pk=service_id)
    if service.ended_at is None or service.outcome not in OUTCOMES_TO_RATE:
        raise NothingToRate()
    token, now = token_for(service.pk), clock.now()
    rating, is_new = Rating.objects.get_or_create(
        service=service,
        defaults={
            "hall": service.hall,
            "window": service.window,
            "token_digest": digest_of(token),
            "invited_at": now,
            "expires_at": now + OPEN_FOR,
        },
    )
    if is_new:
        steps.record(rating, "invite", system_person("ratings"))
    return rating, token


@transaction.atomic
def rate(*, token: str, level: str, tags: Sequence[str] = (), words: str = "", channel: str, by: StaffMember) -> Rating:
    """Take the citizen's answer, once. A link used, expired or forged raises RatingLinkClosed and writes nothing."""
    require_rater(by)
    rating = Rating.objects.select_for_update(of=("self",)).filter(token_digest=digest_of(token)).first()
    if rating is None or rating.state != RatingState.INVITED or rating.expires_at <= clock.now():
        raise RatingLinkClosed()
    check_answer(level, tags, words.strip(), channel)
    moved = make_move(rating, RATING_MOVES, "rate")
    rating.level, rating.tags, rating.words = level, list(dict.fromkeys(tags)), words.strip()
    rating.channel, rating.given_at = channel, clock.now()
    rating.evidence = evidence_for(rating.service, rating.tags)
    rating.save()
    steps.record(rating, moved, by, channel=channel)
    if level in BAD_LEVELS:
        open_rectification(rating_id=rating.pk)  # in the same transaction: a bad rating without a task cannot be
        tell(BadRatingGiven(rating_id=rating.pk))
    return rating


@transaction.atomic
def time_out(*, rating_id: int, by: StaffMember) -> Rating:
    """Close an invitation that nobody answered: "not rated", never "satisfied"."""
    rating = locked(Rating.objects.all(), pk=rating_id)
    if rating.expires_at > clock.now():
        raise NotYetExpired()
    moved = make_move(rating, RATING_MOVES, "time_out")
    rating.save()
    steps.record(rating, moved, by)
    return rating
