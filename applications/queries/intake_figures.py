"""Figures of intake (受理质量): notices and second notices, deemed acceptances, fields typed twice, what was reused."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, Sum

from applications.models import Application, Consent, Document, DocumentKind, IntakeReuse, IntakeTally, NoticeRequest
from hall.kernel import clock
from hall.models import Hall, StaffMember, Step


@dataclass
class Row:
    """One clerk's intake in the time asked for."""

    clerk: StaffMember
    received: int = 0
    notices: int = 0
    seconds: int = 0
    retyped: int = 0
    carried: int = 0


@dataclass(frozen=True)
class Figures:
    """The hall's intake between two days, both included."""

    since: date
    until: date
    rows: list[Row]
    deemed: int
    consents: int
    reused: int
    resumed: int
    supervised: list[NoticeRequest] = field(default_factory=list)

    def total(self, name: str) -> int:
        """One column added up."""
        return sum(getattr(row, name) for row in self.rows)

    @property
    def totals(self) -> Row:
        """The last line of the table."""
        names = ("received", "notices", "seconds", "retyped", "carried")
        return Row(StaffMember(name="合计"), *(self.total(name) for name in names))

    @property
    def once(self) -> int | None:
        """Of a hundred applications, how many needed no notice at all (一次办成率)."""
        received = self.total("received")
        return round(100 * (received - self.total("notices") + self.total("seconds")) / received) if received else None


def figures(hall: Hall, since: date, until: date) -> Figures:
    """Counted from the documents, tallies and steps of the time; a constant number of queries."""
    begin, end = _moment(since), _moment(until + timedelta(days=1))
    received = Q(received_at__gte=begin, received_at__lt=end)
    by_clerk = dict(Application.objects.of(hall).filter(received).values_list("received_by").annotate(Count("pk")))
    first, second = _notices(hall, begin, end)
    typed = _tallies(hall, begin, end)
    keys = {*by_clerk, *first, *second, *typed}
    people = StaffMember.objects.in_bulk(keys)
    rows = [
        Row(person, by_clerk.get(pk, 0), first.get(pk, 0), second.get(pk, 0), *typed.get(pk, (0, 0)))
        for pk, person in people.items()
    ]
    acts = Step.objects.filter(hall=hall, at__gte=begin, at__lt=end, subject_type="applications.application")
    counted = dict(acts.filter(verb__in=["deem_accepted", "resume"]).values_list("verb").annotate(Count("pk")))
    asked = NoticeRequest.objects.of(hall).filter(asked_at__gte=begin, asked_at__lt=end)
    around = asked.select_related("application__version__matter", "asked_by", "decided_by")
    return Figures(
        since=since,
        until=until,
        rows=sorted(rows, key=lambda row: (-row.received, row.clerk.pk)),
        deemed=counted.get("deem_accepted", 0),
        resumed=counted.get("resume", 0),
        consents=Consent.objects.of(hall).filter(given_at__gte=begin, given_at__lt=end).count(),
        reused=IntakeReuse.objects.of(hall).filter(consent__given_at__gte=begin, consent__given_at__lt=end).count(),
        supervised=list(around.order_by("-asked_at")[:50]),
    )


def _notices(hall: Hall, begin: datetime, end: datetime) -> tuple[dict[int, int], dict[int, int]]:
    """Notices by the clerk who received the application: all of them, and those beyond the first."""
    rows = Document.objects.of(hall).filter(
        kind=DocumentKind.CORRECTION_NOTICE, issued_at__gte=begin, issued_at__lt=end
    )
    lines = list(rows.values_list("application", "application__received_by").order_by("pk"))
    before = Document.objects.of(hall).filter(
        kind=DocumentKind.CORRECTION_NOTICE, issued_at__lt=begin, application__in={one for one, _ in lines}
    )
    seen = set(before.values_list("application", flat=True))
    return _added(lines, seen)


def _added(lines: Iterable[tuple[int, int]], seen: set[int]) -> tuple[dict[int, int], dict[int, int]]:
    every: dict[int, int] = {}
    again: dict[int, int] = {}
    for application, clerk in lines:
        every[clerk] = every.get(clerk, 0) + 1
        if application in seen:
            again[clerk] = again.get(clerk, 0) + 1
        seen.add(application)
    return every, again


def _tallies(hall: Hall, begin: datetime, end: datetime) -> dict[int, tuple[int, int]]:
    rows = IntakeTally.objects.of(hall).filter(at__gte=begin, at__lt=end).values_list("application__received_by")
    return {clerk: (again, carried) for clerk, again, carried in rows.annotate(Sum("retyped"), Sum("carried"))}


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), clock.BEIJING)
