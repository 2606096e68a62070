"""A manager sends once more what nobody knows to have arrived."""

from django.db import IntegrityError, transaction

from hall import steps
from hall.errors import MessageNotToResend, MessageResentAlready, MessageTooOld, ReasonMissing
from hall.events import MessageQueued
from hall.kernel import clock
from hall.kernel.events import tell
from hall.kernel.moves import locked
from hall.messages.wording import DAYS, TEMPLATES
from hall.models import Hall, OutgoingMessage, StaffMember
from hall.permissions import require
from hall.roles import Role
from hall.states import MessageState

RESENDABLE = (MessageState.UNKNOWN, MessageState.FAILED, MessageState.HELD, MessageState.EXPIRED)


def resend(*, hall: Hall, message_id: int, reason: str, by: StaffMember) -> OutgoingMessage:
    """The same words again under a new key, once for each message; nothing that is no longer true is sent."""
    require(by, Role.HALL_MANAGER, hall=hall)
    if len(reason.strip()) < 2:
        raise ReasonMissing()
    try:
        with transaction.atomic():
            return _resend(hall, message_id, reason.strip(), by)
    except IntegrityError as twice:
        raise MessageResentAlready() from twice


def is_too_old(message: OutgoingMessage) -> bool:
    """Whether what it tells is over: a call, a place in the line."""
    worth = TEMPLATES[message.event].worth if message.event in TEMPLATES else DAYS
    return worth < DAYS and clock.now() > message.queued_at + worth


def may_resend(message: OutgoingMessage) -> bool:
    """Whether the page offers it; `message` was read with `resent_as`."""
    is_again = getattr(message, "resent_as", None) is not None
    return message.state in RESENDABLE and not is_again and not is_too_old(message)


def _resend(hall: Hall, message_id: int, reason: str, by: StaffMember) -> OutgoingMessage:
    old = locked(OutgoingMessage.objects.of(hall), pk=message_id)
    if OutgoingMessage.objects.filter(resend_of=old).exists():
        raise MessageResentAlready()
    if old.state not in RESENDABLE:
        raise MessageNotToResend(state=old.get_state_display())
    template = TEMPLATES.get(old.event)
    if template is None or is_too_old(old):
        worth = template.worth if template else DAYS
        label = template.label if template else old.event
        raise MessageTooOld(label=label, minutes=int(worth.total_seconds() // 60))
    now = clock.now()
    fresh = OutgoingMessage.objects.create(
        hall=hall,
        event=old.event,
        dedupe_key=f"{old.dedupe_key[:110]}:again",
        phone=old.phone,
        text=old.text,
        about=old.about,
        queued_at=now,
        due_at=now,
        expires_at=now + template.worth,
        resend_of=old,
    )
    steps.record(old, "resend", by, reason, event=old.event, about=old.about)
    tell(MessageQueued(message_id=fresh.pk))
    return fresh
