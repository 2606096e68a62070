"""Putting a message into the outbox."""

import re
from collections.abc import Mapping
from datetime import timedelta

from django.db import connection

from hall.events import MessageQueued
from hall.kernel import clock
from hall.kernel.events import tell
from hall.kernel.rows import append
from hall.messages.wording import TEMPLATES, render
from hall.models import Hall, OutgoingMessage

NOT_IN_A_NUMBER = re.compile(r"[\s\-()（）]")
FIXED_LINE = "0"


def queue_message(
    event: str,
    *,
    hall: Hall,
    phone: str,
    dedupe_key: str,
    about: str = "",
    values: Mapping[str, object] | None = None,
    expires_in: timedelta | None = None,
) -> OutgoingMessage | None:
    """Write a message into the outbox, within the transaction of the act it tells of: both happen or neither.

    One message for each `dedupe_key` (it is also the provider's reference, so it holds no personal data): a second
    call returns the first one. None when the person left no phone, or a fixed line. After `expires_in` it is not sent
    any more.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("queue_message needs the transaction of the act it tells of")
    number = NOT_IN_A_NUMBER.sub("", phone or "").removeprefix("+86")
    if not number or number.startswith(FIXED_LINE):
        return None
    now = clock.now()
    message = OutgoingMessage(
        hall=hall,
        event=event,
        dedupe_key=dedupe_key,
        phone=number,
        text=render(event, hall, values or {}),
        about=about,
        queued_at=now,
        due_at=now,
        expires_at=now + (expires_in or TEMPLATES[event].worth),
    )
    if not append(message, unless="dedupe_key"):
        return OutgoingMessage.objects.get(dedupe_key=dedupe_key)
    tell(MessageQueued(message_id=message.pk))
    return message
