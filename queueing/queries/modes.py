"""Which matters are taken in in which service mode: by the catalogue's published lists (周末、早间、晚间可办清单)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from hall.kernel import clock
from hall.models import Hall
from hall.models.calendar import ServiceMode
from hall.opening_hours import EARLY_TICKETS, Span, span_at
from hall.queries.service_hours import hours_of, when_words
from matters.models import ListKind, Matter
from matters.queries.lists import list_on, matters_on_list
from queueing.slot_errors import MatterNotNow

LIST_OF: dict[str, ListKind] = {
    ServiceMode.EARLY: ListKind.EARLY,
    ServiceMode.LATE: ListKind.LATE,
    ServiceMode.SATURDAY: ListKind.WEEKEND,
}
LOOK_AHEAD = 14


@dataclass(frozen=True)
class ModeOffer:
    """A mode and the list that says what is offered in it; without a list everything is."""

    mode: str
    label: str
    kind: str
    size: int | None


def offer_of(mode: str, day: date) -> ModeOffer:
    """What a mode offers on a day."""
    kind = LIST_OF.get(mode)
    row = list_on(kind, day) if kind else None
    return ModeOffer(
        mode, str(ServiceMode(mode).label), kind.value if row and kind else "", row.entries.count() if row else None
    )


def left_out(matters: Sequence[Matter], mode: str, day: date) -> list[Matter]:
    """Those of these matters that are not offered in this mode on this day."""
    kind = LIST_OF.get(mode)
    if kind is None or list_on(kind, day) is None:
        return []
    listed = set(matters_on_list(kind, day).filter(pk__in=[one.pk for one in matters]).values_list("pk", flat=True))
    return [one for one in matters if one.pk not in listed]


def require_offered_now(hall: Hall, matters: Sequence[Matter]) -> None:
    """Raise MatterNotNow, saying when it is offered, for a matter that the present mode does not offer."""
    now = clock.now()
    span = None if hall.open_around_the_clock else _span_for_tickets(hall, now)
    if span is not None:
        require_offered_in(hall, matters, span.mode, now)


def require_offered_in(hall: Hall, matters: Sequence[Matter], mode: str, at: datetime) -> None:
    """Raise MatterNotNow for a matter that this mode does not offer at this time."""
    for matter in left_out(matters, mode, at.date())[:1]:
        label = _(str(ServiceMode(mode).label))
        raise MatterNotNow(matter=matter.name, mode=label, when=next_offer_words(hall, matter, at))


def next_offer_words(hall: Hall, matter: Matter, after: datetime) -> str:
    """When this matter is next offered, in words: 今天 09:00起, or 11月28日（周六）09:00起（须预约）."""
    spans_of = hours_of(hall)
    for ahead in range(LOOK_AHEAD):
        day = after.date() + timedelta(days=ahead)
        for span in spans_of(day):
            begins = datetime.combine(day, span.opens, after.tzinfo)
            if begins > after and not left_out([matter], span.mode, day):
                words = when_words(begins, after)
                return (
                    _("{when} 起（须预约）").format(when=words)
                    if span.appointment_only
                    else _("{when} 起").format(when=words)
                )
    return _("时间请致电 {phone} 咨询").format(phone=hall.phone)


def modes_of(spans: Iterable[Span]) -> list[str]:
    """The modes of these spans in the order of the day, each once."""
    return list(dict.fromkeys(span.mode for span in spans))


def _span_for_tickets(hall: Hall, now: datetime) -> Span | None:
    """The span a ticket of now is for: the present one, or the one that opens within the half hour."""
    spans = hours_of(hall)(now.date())
    return span_at(spans, now.time()) or span_at(spans, (now + EARLY_TICKETS).time())
