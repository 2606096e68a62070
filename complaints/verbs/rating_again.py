"""The second rating: by the rater alone, once, after a bad rating was rectified."""

from django.db import transaction

from complaints.errors import RatingLinkClosed
from complaints.models import Rectification
from complaints.permissions import require_rater
from complaints.rating_tokens import digest_of
from complaints.rules import check_answer
from complaints.states import RECTIFICATION_MOVES
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import make_move
from hall.models import StaffMember


@transaction.atomic
def rate_again(*, token: str, level: str, words: str = "", channel: str, by: StaffMember) -> Rectification:
    """What the rater thinks after the rectification. A link used, forged or too early raises RatingLinkClosed."""
    require_rater(by)
    rows = Rectification.objects.select_for_update(of=("self",)).filter(again_digest=digest_of(token))
    row = rows.first()
    if row is None or row.again_level or row.state not in RECTIFICATION_MOVES["rate_again"].start:
        raise RatingLinkClosed()
    check_answer(level, (), words.strip(), channel)
    moved = make_move(row, RECTIFICATION_MOVES, "rate_again")
    row.again_level, row.again_words, row.again_channel = level, words.strip(), channel
    row.again_at = clock.now()
    row.save()
    steps.record(row, moved, by, channel=channel)
    return row
