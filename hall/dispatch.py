"""The one place that calls the SMS provider. No transaction is open while it waits for an answer."""

import logging
import time
from datetime import timedelta

from hall.kernel import clock
from hall.kernel.errors import OutsideFailure
from hall.messages import gateway
from hall.messages.gateway import CannotBeAsked, Gateway, NotSent, Refused, Unclear
from hall.models import AttemptOutcome, MessageAttempt
from hall.verbs.messages import channels, relaying, sending
from hall.verbs.messages.sending import Attempt

logger = logging.getLogger(__name__)

BATCH = 20
MOMENT_SECONDS = 2.0
ASK_AFTER = timedelta(seconds=10)
ASK_FOR = timedelta(minutes=15)
PROBE = "probe"


def batches(message_ids: list[int]) -> list[list[int]]:
    """Messages that one worker takes up together."""
    return [message_ids[start : start + BATCH] for start in range(0, len(message_ids), BATCH)]


def send_all(message_ids: list[int]) -> list[int]:
    """Send these one after the other for a moment; returns those that were not begun."""
    until = time.monotonic() + MOMENT_SECONDS
    for place, message_id in enumerate(message_ids, 1):
        send(message_id)
        if time.monotonic() > until:
            return message_ids[place:]
    return []


def send(message_id: int) -> None:
    """Send one message, if it still is to be sent."""
    attempt = sending.begin(message_id)
    if attempt is None:
        return
    provider, begun = _provider(attempt), time.monotonic()
    try:
        answer = provider.send(attempt.reference, attempt.phone, attempt.text)
    except NotSent as failure:
        sending.not_sent(attempt.message_id, attempt.number, failure.words)
        _note(attempt, begun, AttemptOutcome.NOT_SENT, failure.words)
    except Refused as failure:
        sending.refused(attempt.message_id, attempt.number, failure.words)
        _note(attempt, begun, AttemptOutcome.REFUSED, failure.words)
    except Unclear as failure:
        sending.unclear(attempt.message_id, attempt.number, failure.words, ASK_AFTER)
        _note(attempt, begun, AttemptOutcome.UNCLEAR, failure.words)
    else:
        sending.accepted(attempt.message_id, answer, provider.name)
        _note(attempt, begun, AttemptOutcome.TAKEN, "")
    logger.info("message_attempted", extra={"message_id": attempt.message_id, "attempt": attempt.number})


def _note(attempt: Attempt, begun: float, outcome: str, why: str) -> None:
    """Keep what the provider said; it decides which provider the next message takes."""
    tried = MessageAttempt(
        message_id=attempt.message_id,
        provider=attempt.provider,
        number=attempt.number,
        at=clock.now(),
        took_ms=int((time.monotonic() - begun) * 1000),
        outcome=outcome,
        why=why[:200],
    )
    channels.note(tried, is_trial=attempt.is_trial)


def sweep() -> dict[str, int]:
    """Find what got lost on the way and what waited too long; says how many of each."""
    found = {
        "expired": relaying.expire_old(),
        "requeued": relaying.requeue_lost(),
        "without_receipt": relaying.give_up_receipts(),
        "asked": _ask_about_stuck(),
        "probed": _ask_left_providers(),
    }
    if any(found.values()):
        logger.info("messages_swept", extra=found)
    return found


def _ask_about_stuck() -> int:
    stuck = sending.take_stuck()
    for attempt in stuck:
        _ask(attempt)
    return len(stuck)


def _ask_left_providers() -> int:
    """Ask each provider that was left something harmless, to see whether it is back."""
    left, asked = channels.left_providers(), 0
    for provider in gateway.gateways():
        if provider.name in left:
            channels.note_probe(provider.name, has_answered=_answers(provider))
            asked += 1
    return asked


def _answers(provider: Gateway) -> bool:
    try:
        provider.find(PROBE)
    except CannotBeAsked:
        return True
    except OutsideFailure:
        return False
    return True


def _ask(attempt: Attempt) -> None:
    """Sent if the provider has it, tried again if it never saw it, unknown if it cannot say."""
    try:
        answer = _provider(attempt).find(attempt.reference)
    except CannotBeAsked as failure:
        sending.lost_track(attempt.message_id, attempt.number, failure.words)
    except OutsideFailure as failure:
        if clock.now() - attempt.begun_at > ASK_FOR:
            sending.lost_track(attempt.message_id, attempt.number, failure.words)
        else:
            sending.unclear(attempt.message_id, attempt.number, failure.words, ASK_AFTER)
    else:
        if answer is None:
            sending.not_sent(attempt.message_id, attempt.number, "通道没有收到，重新发送")
        else:
            sending.accepted(attempt.message_id, answer, attempt.provider)


def _provider(attempt: Attempt) -> Gateway:
    """The provider this attempt goes through, or went through. Raises CannotBeAsked for one that is no longer there."""
    found = next((one for one in gateway.gateways() if one.name == attempt.provider), None)
    if found is None:
        raise CannotBeAsked()
    return found
