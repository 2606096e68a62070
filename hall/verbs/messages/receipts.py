"""Receipts of the provider: late, repeated and out of order as they come, a state never goes backwards."""

from django.db import transaction

from hall.kernel import clock
from hall.kernel.errors import NotFound
from hall.kernel.moves import locked, make_move
from hall.models import MessageAttempt, OutgoingMessage
from hall.states import MESSAGE_MOVES


def record_receipt(
    *, reference: str, provider_reference: str = "", is_delivered: bool, reason: str = "", provider: str = ""
) -> bool:
    """Note what became of the message with our `reference`. False when that changes nothing. Raises NotFound.

    `provider` is who says so: of a message another provider has, it knows nothing. The first final word stays: after "delivered" a late "failed" is old news, and the other way round.
    """
    verb = "mark_delivered" if is_delivered else "mark_failed"
    with transaction.atomic():
        message = locked(OutgoingMessage.objects.all(), dedupe_key=reference)
        if provider and not _went_through(message, provider):
            raise NotFound()
        if message.state not in MESSAGE_MOVES[verb].start or message.attempts == 0:
            return False
        make_move(message, MESSAGE_MOVES, verb)
        message.provider_reference = message.provider_reference or provider_reference[:80]
        message.sent_at = message.sent_at or clock.now()
        if is_delivered:
            message.delivered_at, message.failure = clock.now(), ""
        else:
            message.failure = f"运营商回执：{reason or '未送达'}"[:200]
        message.save()
    return True


def _went_through(message: OutgoingMessage, provider: str) -> bool:
    """Whether this provider was ever handed the message."""
    if message.provider in ("", provider):
        return True
    return MessageAttempt.objects.filter(message=message, provider=provider).exists()
