"""What waits in the background: messages in the outbox, steps not yet sealed."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Min, Q

from hall.kernel import clock
from hall.models import OutgoingMessage, Step
from hall.states import MessageState

LATE = timedelta(minutes=1)


@dataclass(frozen=True)
class Background:
    """Figures for the health page; `late` is what should have left a minute ago."""

    messages_waiting: int
    messages_late: int
    messages_being_sent: int
    steps_unsealed: int
    oldest_unsealed_seconds: int

    @property
    def sealing_is_late(self) -> bool:
        return self.oldest_unsealed_seconds > LATE.total_seconds()


def background() -> Background:
    """Two queries, both on small partial indexes."""
    now = clock.now()
    waiting = Q(state__in=[MessageState.QUEUED, MessageState.RELAYED])
    messages = OutgoingMessage.objects.filter(
        state__in=[MessageState.QUEUED, MessageState.RELAYED, MessageState.SENDING]
    ).aggregate(
        waiting=Count("pk", filter=waiting),
        late=Count("pk", filter=waiting & Q(due_at__lt=now - LATE)),
        sending=Count("pk", filter=Q(state=MessageState.SENDING)),
    )
    steps = Step.objects.filter(position=None).aggregate(count=Count("pk"), oldest=Min("at"))
    age = (now - steps["oldest"]).total_seconds() if steps["oldest"] else 0
    return Background(messages["waiting"], messages["late"], messages["sending"], steps["count"], max(int(age), 0))
