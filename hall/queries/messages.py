"""Reading the outbox."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, QuerySet

from hall.kernel import clock
from hall.kernel.crypto import blind_index
from hall.masking import mask_phone
from hall.messages.wording import TEMPLATES, example, parts
from hall.models import Hall, OutgoingMessage
from hall.states import MessageState

TROUBLED = (MessageState.FAILED, MessageState.UNKNOWN, MessageState.EXPIRED, MessageState.HELD)
COUNTED_DAYS = 7
REASONS = {MessageState.EXPIRED: "超过有效时间仍未发出，没有再发"}


@dataclass(frozen=True)
class Tab:
    """One choice of the outbox page, with how many messages of the last days it shows."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Preview:
    """A template filled with ordinary values, and what it costs."""

    event: str
    label: str
    text: str
    length: int
    parts: int
    minutes: int


@dataclass(frozen=True)
class Sought:
    """What a reader looks for, without the telephone itself: its digest, and what may be shown of it."""

    index: str
    about: str
    label: str


def sought_for(words: str) -> Sought | None:
    """A whole phone, or a ticket's or application's number; None when nothing was typed."""
    words = words.strip()[:60]
    digits = "".join(char for char in words if char not in " -")
    if len(digits) >= 7 and digits.isdigit():
        return Sought(blind_index(digits), "", mask_phone(digits))
    return Sought("", words, words) if words else None


def outbox(hall: Hall, *, state: str = "", sought: Sought | None = None) -> QuerySet[OutgoingMessage]:
    """A hall's messages, newest first; `state` is a state or "troubled", or one person's or case's."""
    rows = OutgoingMessage.objects.of(hall)
    if state == "troubled":
        rows = rows.filter(state__in=TROUBLED)
    elif state in MessageState.values:
        rows = rows.filter(state=state)
    if sought:
        rows = rows.filter(phone_index=sought.index) if sought.index else rows.filter(about__iexact=sought.about)
    return rows.select_related("resent_as").order_by("-id")


def tabs(hall: Hall) -> list[Tab]:
    """All, those that need a look, then each state; counted over the last seven days."""
    since = clock.now() - timedelta(days=COUNTED_DAYS)
    recent = OutgoingMessage.objects.of(hall).filter(queued_at__gte=since).order_by()
    counts = dict(recent.values_list("state").annotate(count=Count("pk")))
    first = [
        Tab("", "全部", sum(counts.values())),
        Tab("troubled", "需关注", sum(counts.get(state, 0) for state in TROUBLED)),
    ]
    return first + [Tab(value, label, counts.get(value, 0)) for value, label in MessageState.choices]


def reason(message: OutgoingMessage) -> str:
    """Why a message did not arrive, as far as known."""
    if getattr(message, "resent_as", None) is not None:
        return f"{message.failure}（已重发，见 {message.resent_as.queued_at:%H:%M:%S} 的一条）"
    return message.failure or REASONS.get(MessageState(message.state), "")


def previews(hall: Hall) -> list[Preview]:
    """Every template as this hall would send it."""
    shown = []
    for event, template in TEMPLATES.items():
        text = example(event, hall)
        minutes = int(template.worth.total_seconds() // 60)
        shown.append(Preview(event, template.label, text, len(text), parts(text), minutes))
    return shown


def newest_everywhere(sought: str = "", limit: int = 100) -> list[OutgoingMessage]:
    """For the development page: the newest messages of all halls, by whole phone number or its last digits."""
    rows = OutgoingMessage.objects.select_related("hall").order_by("-id")
    if len(sought) >= 11:
        rows = rows.filter(phone_index=blind_index(sought))
        return list(rows[:limit])
    recent = rows[: limit if not sought else 10 * limit]
    return [message for message in recent if message.phone.endswith(sought)][:limit]
