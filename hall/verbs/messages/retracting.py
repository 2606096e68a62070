"""Taking a message back that has lost its ground before it went out."""

from collections.abc import Sequence

from hall.kernel.moves import make_move
from hall.models import OutgoingMessage
from hall.states import MESSAGE_MOVES, MessageState

STILL_HERE = (MessageState.QUEUED, MessageState.RELAYED)


def retract(dedupe_keys: Sequence[str], reason: str) -> bool:
    """Close those that wait still, inside the business transaction; True when one of them may have gone out already.

    A sender that has one in hand is not waited for: that one counts as gone out.
    """
    rows = OutgoingMessage.objects.filter(dedupe_key__in=dedupe_keys)
    for message in rows.filter(state__in=STILL_HERE).order_by("pk").select_for_update(skip_locked=True):
        make_move(message, MESSAGE_MOVES, "expire")
        message.failure = reason
        message.save(update_fields=["state", "failure"])
    closed = rows.filter(state__in=(MessageState.EXPIRED, MessageState.FAILED, MessageState.HELD))
    return rows.count() > closed.count()
