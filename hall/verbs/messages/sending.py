"""Sending one message: begun in one transaction, called outside of any, settled in another.

Good news (the provider has it) counts whenever it comes; bad news only for the attempt that is still the current one.
So a late or repeated worker can neither undo what is known nor cause a second SMS.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from hall.kernel import clock
from hall.kernel.errors import NotFound
from hall.kernel.moves import make_move
from hall.kernel.rows import rewrite, row_of
from hall.messages.gateway import Accepted
from hall.messages.patience import back_off, is_enough
from hall.models import OutgoingMessage
from hall.queries.quotas import held_back
from hall.states import MESSAGE_MOVES, MessageState
from hall.verbs.messages.channels import pick


@dataclass(frozen=True)
class Attempt:
    """One attempt at one message: what the gateway needs, and which attempt it is."""

    message_id: int
    number: int
    reference: str
    phone: str
    text: str
    begun_at: datetime
    provider: str
    is_trial: bool = False


def begin(message_id: int) -> Attempt | None:
    """Claim the message for one attempt; None when there is nothing to do (taken, done, expired, not yet due)."""
    now = clock.now()
    with transaction.atomic():
        message = _locked(message_id)
        backs_off = message.state == MessageState.QUEUED and message.due_at > now
        if message.state not in MESSAGE_MOVES["begin_sending"].start or backs_off:
            return None
        if message.expires_at <= now:
            _move(message, "expire")
            return None
        if why := held_back(message):
            _move(message, "hold", failure=why)
            return None
        picked = pick(message)
        if not picked.name:
            rest = now + timedelta(seconds=settings.SMS_LOST_AFTER_SECONDS)
            _move(message, "put_off", due_at=rest, failure="短信通道均已停用，等待启用")
            return None
        stuck_at = now + timedelta(seconds=settings.SMS_STUCK_AFTER_SECONDS)
        begun = {"attempts": message.attempts + 1, "sending_since": now, "due_at": stuck_at, "provider": picked.name}
        _move(message, "begin_sending", **begun)
    return _attempt(message, is_trial=picked.is_trial)


def accepted(message_id: int, answer: Accepted, provider: str) -> OutgoingMessage:
    """The provider has it: sent, or delivered if it knows that already. A receipt that was quicker stays."""
    now = clock.now()
    with transaction.atomic():
        message = _locked(message_id)
        message.provider, message.provider_reference = provider, answer.provider_reference[:80]
        message.sent_at = message.sent_at or now
        if message.state in MESSAGE_MOVES["mark_sent"].start:
            receipt_by = now + timedelta(seconds=settings.SMS_RECEIPT_WITHIN_SECONDS)
            _move(message, "mark_sent", failure="", due_at=receipt_by)
        if answer.is_delivered and message.state in MESSAGE_MOVES["mark_delivered"].start:
            _move(message, "mark_delivered", delivered_at=now)
        rewrite(message, "provider", "provider_reference", "sent_at")
    return message


def not_sent(message_id: int, attempt: int, why: str) -> OutgoingMessage:
    """The provider certainly does not have it: try again after a while, or leave it failed after the last attempt."""
    with transaction.atomic():
        message = _locked(message_id)
        if _is_current(message, attempt):
            if is_enough(message.attempts):
                _move(message, "mark_failed", failure=f"重试{message.attempts}次仍未提交成功：{why}"[:200])
            else:
                _move(message, "requeue", failure=why[:200], due_at=clock.now() + back_off(message.attempts))
    return message


def refused(message_id: int, attempt: int, why: str) -> OutgoingMessage:
    """The provider will never take it."""
    with transaction.atomic():
        message = _locked(message_id)
        if _is_current(message, attempt):
            _move(message, "mark_failed", failure=why[:200])
    return message


def unclear(message_id: int, attempt: int, why: str, ask_in: timedelta) -> OutgoingMessage:
    """It may have gone out: stay in sending until the provider could be asked; never just send again."""
    with transaction.atomic():
        message = _locked(message_id)
        if _is_current(message, attempt):
            message.failure, message.due_at = why[:200], clock.now() + ask_in
            rewrite(message, "failure", "due_at")
    return message


def lost_track(message_id: int, attempt: int, why: str) -> OutgoingMessage:
    """Nobody can tell whether it went out: unknown, for people to see, rather than sent twice."""
    with transaction.atomic():
        message = _locked(message_id)
        if _is_current(message, attempt):
            _move(message, "lose_track", failure=why[:200])
    return message


def take_stuck(limit: int = 20) -> list[Attempt]:
    """Attempts that should be over by now (their worker died, or the answer was unclear), each for one asker only."""
    now = clock.now()
    with transaction.atomic():
        stuck = OutgoingMessage.objects.filter(state=MessageState.SENDING, due_at__lte=now).order_by("due_at")
        claimed = list(stuck.select_for_update(skip_locked=True, of=("self",))[:limit])
        for message in claimed:
            message.due_at = now + timedelta(seconds=settings.SMS_STUCK_AFTER_SECONDS)
            message.save(update_fields=["due_at"])
    return [_attempt(message) for message in claimed]


def _attempt(message: OutgoingMessage, *, is_trial: bool = False) -> Attempt:
    return Attempt(
        message_id=message.pk,
        number=message.attempts,
        reference=message.dedupe_key,
        phone=message.phone,
        text=message.text,
        begun_at=message.sending_since or message.queued_at,
        provider=message.provider,
        is_trial=is_trial,
    )


def _locked(message_id: int) -> OutgoingMessage:
    message = row_of(OutgoingMessage, message_id, lock=True)
    if message is None:
        raise NotFound()
    return message


def _is_current(message: OutgoingMessage, attempt: int) -> bool:
    return message.state == MessageState.SENDING and message.attempts == attempt


def _move(message: OutgoingMessage, verb: str, **changes: object) -> None:
    make_move(message, MESSAGE_MOVES, verb)
    for field, value in changes.items():
        setattr(message, field, value)
    rewrite(message, "state", *changes)
