"""Reading ratings: the open invitation behind a token, what a pad shows, what the sweeper must do."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from complaints.errors import PadWithoutWindow, RatingLinkClosed
from complaints.models import Rating, Rectification
from complaints.rating_tokens import digest_of
from complaints.rules import OUTCOMES_TO_RATE
from complaints.states import RECTIFICATION_MOVES, RatingState
from hall.kernel import clock
from hall.models import Device, StaffMember, Window
from queueing.models import Service

PAD_ASKS_FOR = timedelta(seconds=30)
SWEPT_BACK = timedelta(days=1)
AT_ONCE = 500


@dataclass(frozen=True)
class Pad:
    """What the pad of a window shows now: the service that just ended there, or nothing."""

    window: Window
    service: Service | None = None

    @property
    def asks_until(self) -> datetime | None:
        """Until when it asks; after that only the message's link remains."""
        return self.service.ended_at + PAD_ASKS_FOR if self.service and self.service.ended_at else None

    @property
    def seconds_left(self) -> int:
        return max(1, int((self.asks_until - clock.now()).total_seconds())) if self.asks_until else 0


def open_rating(token: str) -> Rating:
    """The invitation behind a link. Raises RatingLinkClosed when used, expired or forged: the three look the same."""
    rows = Rating.objects.filter(token_digest=digest_of(token), state=RatingState.INVITED, expires_at__gt=clock.now())
    rating = rows.select_related("hall", "window", "service").first()
    if rating is None:
        raise RatingLinkClosed()
    return rating


def open_again(token: str) -> Rectification:
    """The second rating behind a link. Raises RatingLinkClosed when used, forged or too early: they look the same."""
    rows = Rectification.objects.filter(again_digest=digest_of(token), again_level="")
    row = (
        rows.filter(state__in=RECTIFICATION_MOVES["rate_again"].start).select_related("hall", "rating__window").first()
    )
    if row is None:
        raise RatingLinkClosed()
    return row


def pad_of(account: StaffMember) -> Pad:
    """What this pad shows: the latest service of its window, if it just ended, was invited to and waits for an answer."""
    device = Device.objects.of(account.hall_id).filter(account=account).select_related("window", "hall").first()
    if device is None or device.window is None:
        raise PadWithoutWindow()
    latest = Service.objects.of(account.hall_id).filter(window=device.window).exclude(outcome="undo_call")
    service = latest.select_related("ticket").order_by("-called_at", "-pk").first()
    return Pad(device.window, service if service and _awaits_an_answer(service) else None)


def _awaits_an_answer(service: Service) -> bool:
    if service.ended_at is None or service.outcome not in OUTCOMES_TO_RATE:
        return False
    if service.ended_at + PAD_ASKS_FOR <= clock.now():
        return False
    return Rating.objects.filter(service=service, state=RatingState.INVITED).exists()


def services_to_invite() -> list[int]:
    """Services that ended in the last day and whose invitation was lost."""
    ended = Service.objects.filter(outcome__in=OUTCOMES_TO_RATE, ended_at__gt=clock.now() - SWEPT_BACK)
    lost = ended.filter(~Exists(Rating.objects.filter(service=OuterRef("pk"))))
    return list(lost.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])


def ratings_to_time_out() -> list[int]:
    """Invitations past their time."""
    late = Rating.objects.filter(state=RatingState.INVITED, expires_at__lte=clock.now())
    return list(late.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
