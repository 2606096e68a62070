"""Reading bad ratings: the inbox with its clocks, one task as its page shows it, what the sweeper must do."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from complaints.errors import RectificationNotFound
from complaints.models import Rating, RatingAppeal, Rectification
from complaints.permissions import HANDLERS, RECTIFYING, may_rectify
from complaints.rectifying_rules import Clock, is_unhappy, running
from complaints.states import (
    BAD_LEVELS,
    RECTIFICATION_MOVES,
    AppealState,
    RatingChannel,
    RatingState,
    RectificationState,
)
from complaints.tags import TAGS
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import verbs_from
from hall.masking import mask_name, mask_phone
from hall.models import Hall, StaffMember
from hall.queries.calendar import working_calendar
from hall.step_words import word_for

SHOWN, AT_ONCE = 200, 500
S = RectificationState
TABS = {
    "": ("待办", ~Q(state=S.CLOSED)),
    "contact": ("待联系", Q(state=S.OPENED)),
    "rectify": ("整改中", Q(state=S.CONTACTED)),
    "call_back": ("待回访", Q(state__in=[S.RECTIFIED, S.CALLED_BACK])),
    "appeal": ("申诉待审", Q(appeal__state=AppealState.LODGED)),
    "closed": ("已办结", Q(state=S.CLOSED)),
}


@dataclass(frozen=True)
class Row:
    """One task in the inbox; nothing of the rater is on it."""

    number: str
    level: str
    is_worst: bool
    tags: list[str]
    words: str
    place: str
    given_at: datetime | None
    state: str
    clock: Clock
    is_real_name: bool
    has_evidence: bool
    appeal: str
    is_late: bool


@dataclass(frozen=True)
class Inbox:
    """The tasks of a hall, most urgent first, and how many stand under each heading."""

    rows: list[Row]
    tabs: list[tuple[str, str, int]]
    late: int
    at: datetime


@dataclass(frozen=True)
class Detail:
    """One task: rating, evidence, clocks, what was done, and what this person may do next. The rater is masked."""

    row: Rectification
    rating: Rating
    tags: list[tuple[str, str]]
    channel: str
    clock: Clock
    rater: str
    phone: str
    appeal: RatingAppeal | None
    timeline: list[dict[str, Any]]
    may: dict[str, bool]
    is_unhappy: bool


def visible_to(person: StaffMember) -> QuerySet[Rectification]:
    """The tasks of the person's hall, for those who handle them; never one about their own service."""
    if person.hall_id is None or not person.has_role(*HANDLERS):
        return Rectification.objects.none()
    rows: QuerySet[Rectification] = Rectification.objects.of(person.hall_id)
    return rows.exclude(rating__service__clerk=person.pk)


def rectification_for(person: StaffMember, number: str) -> Rectification:
    """One task, or RectificationNotFound when it does not exist or is not theirs (the two look the same)."""
    around = visible_to(person).select_related(
        "hall", "rating__window", "rating__service__ticket__party", "appeal__lodged_by", "appeal__decided_by"
    )
    row = around.filter(number=number.strip().upper()).first()
    if row is None:
        raise RectificationNotFound()
    return row


def inbox(person: StaffMember, only: str = "") -> Inbox:
    """What waits in this person's hall; a constant number of statements."""
    rows = visible_to(person)
    chosen = only if only in TABS else ""
    today = clock.today()
    found = rows.filter(TABS[chosen][1]).select_related("rating__window", "appeal")
    order = ("-closed_at", "-pk") if chosen == "closed" else ("rectify_due", "pk")
    shown = [_row(one, today) for one in found.order_by(*order)[:SHOWN]]
    if chosen != "closed":
        shown.sort(key=lambda row: (row.clock.due is None, row.clock.due or today, row.number))
    return Inbox(shown, _tabs(rows), sum(row.clock.colour == "black" for row in shown), clock.now())


def _tabs(rows: QuerySet[Rectification]) -> list[tuple[str, str, int]]:
    counts = rows.aggregate(**{f"n_{key}": Count("pk", filter=which) for key, (_, which) in TABS.items()})
    return [(key, label, counts[f"n_{key}"]) for key, (label, _) in TABS.items()]


def _row(one: Rectification, today: date) -> Row:
    rating = one.rating
    appeal = getattr(one, "appeal", None)
    return Row(
        number=one.number,
        level=rating.get_level_display(),
        is_worst=rating.level == BAD_LEVELS[1],
        tags=[TAGS[rating.level].get(tag, tag) for tag in rating.tags],
        words=rating.words,
        place=f"{rating.window.code} 号窗口",
        given_at=rating.given_at,
        state=one.get_state_display(),
        clock=clock_of(one, today),
        is_real_name=one.is_real_name,
        has_evidence=bool(rating.evidence),
        appeal=appeal.get_state_display() if appeal else "",
        is_late=bool(one.contact_late_at or one.rectify_late_at),
    )


def clock_of(one: Rectification, today: date) -> Clock:
    """The limit that runs now."""
    return running(one.state, one.contact_due, one.rectify_due, today, working_calendar())


def detail_of(person: StaffMember, number: str) -> Detail:
    """The page of one task within this person's reach."""
    row = rectification_for(person, number)
    rating, ticket = row.rating, row.rating.service.ticket
    able = verbs_from(row.state, RECTIFICATION_MOVES)
    appeal = getattr(row, "appeal", None)
    may = {verb: verb in able and may_rectify(person, verb, row) for verb in RECTIFYING if "appeal" not in verb}
    may["close"] = may["close_rectification"] or may["close_unreached"]
    may["lodge_appeal"] = appeal is None and row.state != S.CLOSED and may_rectify(person, "lodge_appeal", row)
    pending = appeal is not None and appeal.state == AppealState.LODGED
    may["decide_appeal"] = bool(pending) and may_rectify(person, "decide_appeal", row) and not is_own(appeal, person)
    return Detail(
        row=row,
        rating=rating,
        tags=[(tag, TAGS[rating.level].get(tag, tag)) for tag in rating.tags],
        channel=RatingChannel(rating.channel).label,
        clock=clock_of(row, clock.today()),
        rater=mask_name(ticket.party.name, organisation=ticket.party.kind == "organisation"),
        phone=mask_phone(ticket.phone or ticket.party.phone),
        appeal=appeal,
        timeline=timeline_of(row),
        may=may,
        is_unhappy=is_unhappy(row.call_back_outcome, row.again_level),
    )


def is_own(appeal: RatingAppeal | None, person: StaffMember) -> bool:
    """Whether this person lodged it, and so may not decide it."""
    return appeal is not None and appeal.lodged_by_id == person.pk


def timeline_of(row: Rectification) -> list[dict[str, Any]]:
    """What was done, oldest first."""
    return [
        {"label": word_for(step.verb), "by": step.by.name, "at": step.at, "reason": step.reason}
        for step in steps.steps_of(row)
    ]


def late_count(hall: Hall) -> tuple[int, int]:
    """How many tasks of a hall are open, and how many of them are past a limit that runs now."""
    today = clock.today()
    rows = Rectification.objects.of(hall).exclude(state=S.CLOSED)
    late = Q(state=S.OPENED, contact_due__lt=today) | Q(state__in=[S.OPENED, S.CONTACTED], rectify_due__lt=today)
    return rows.count(), rows.filter(late).count()


def bad_ratings_without_a_task() -> list[int]:
    """Bad ratings from before there were tasks, or whose task was lost."""
    bad = Rating.objects.filter(state=RatingState.GIVEN, level__in=BAD_LEVELS)
    lost = bad.filter(~Exists(Rectification.objects.filter(rating=OuterRef("pk"))))
    return list(lost.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])


def rectifications_to_mark() -> list[int]:
    """Tasks past a limit that are not marked yet."""
    today = clock.today()
    contact = Q(state=S.OPENED, contact_due__lt=today, contact_late_at=None)
    mend = Q(state__in=[S.OPENED, S.CONTACTED], rectify_due__lt=today, rectify_late_at=None)
    return list(Rectification.objects.filter(contact | mend).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
