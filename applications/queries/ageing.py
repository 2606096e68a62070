"""Where the hall's papers are and how old they are: groups of work, each with its count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from applications import collecting
from applications.models import LockerStay, Posting, Reminder, Result
from applications.queries.masked import masked
from applications.queries.results import AROUND
from applications.result_states import HERE, ResultState, Way
from applications.states import ApplicationState
from hall.kernel import clock
from hall.models import Hall

PER_PAGE = 50
AT_COUNTER = (ResultState.COUNTER, ResultState.SHELF)
POST, LOCKER = Q(application__delivery__way=Way.POST), Q(application__delivery__way=Way.LOCKER)
ELECTRONIC = Q(application__delivery__way=Way.ELECTRONIC)


@dataclass(frozen=True)
class Group:
    """One kind of work with papers."""

    key: str
    label: str
    help: str
    count: int = 0


@dataclass(frozen=True)
class PaperRow:
    """One paper as the list shows it, with what travels with it now."""

    result: Result
    name: str
    age: str
    days: int
    stay: LockerStay | None
    posting: Posting | None
    reminded: int
    is_late: bool


def groups() -> dict[str, tuple[str, str, Q]]:
    """The groups: label, what is to be done, which rows."""
    here, today = Q(state__in=HERE), clock.today()
    window = ~(POST | LOCKER | ELECTRONIC)
    old = _before(today, collecting.AGES[-1][0])
    return {
        "to-shelve": (
            "待入架", "证照到窗口后扫码入架，申请人随即收到取件短信。",
            Q(state__in=(ResultState.COMING, ResultState.COUNTER)) & window,
        ),
        "late": ("到架超期", "过了承诺可领日还不能领取，请催部门。", Q(available_at=None, issue_due__lt=today)),
        "to-post": ("待交寄", "交寄后填承运人和运单号。", here & POST),
        "to-locker": ("待放柜", "放入自助柜，取件码自动发送。", here & LOCKER),
        "shelf": ("在架", "等本人来取。", Q(state=ResultState.SHELF)),
        "electronic": ("待下载", "申请人验证手机后下载即签收。", here & ELECTRONIC),
        "locker": ("在柜", "到期的请取回，转出件窗口。", Q(state=ResultState.LOCKER)),
        "posted": ("在途", "承运人签收后登记，退件请收回。", Q(state=ResultState.POSTED)),
        "ageing": ("久未领取", "7 天起列出；60 天仍未领取的可退回部门。", here & old),
        "returned": ("已退回部门", "申请人来领时先联系部门送回。", Q(state=ResultState.RETURNED)),
    }  # fmt: skip


def _before(today: date, days: int) -> Q:
    end = datetime.combine(today - timedelta(days=days - 1), time(), clock.BEIJING)
    return Q(available_at__lt=end)


def waiting_papers(hall: Hall) -> QuerySet[Result]:
    """Everything of this hall that is not in the person's hands yet."""
    return Result.objects.of(hall).filter(application__state=ApplicationState.AWAITING_COLLECTION)


def counted_groups(hall: Hall) -> list[Group]:
    """All groups with their counts, in one query."""
    known = groups()
    counts = waiting_papers(hall).aggregate(
        **{key.replace("-", "_"): Count("pk", filter=rows) for key, (_, _, rows) in known.items()}
    )
    return [Group(key, label, words, counts[key.replace("-", "_")]) for key, (label, words, _) in known.items()]


def papers_of(hall: Hall, key: str, page: int = 1) -> list[PaperRow]:
    """The rows of a group, the oldest first; a constant number of queries."""
    start = (max(page, 1) - 1) * PER_PAGE
    return shown_papers(hall, papers_in(hall, key)[start : start + PER_PAGE])


def papers_in(hall: Hall, key: str) -> QuerySet[Result]:
    """The papers of a group, the oldest first, to turn pages in."""
    rows = waiting_papers(hall).filter(groups()[key][2]).select_related(*AROUND, "application__delivery")
    return rows.order_by("available_at", "ready_at", "pk")


def shown_papers(hall: Hall, papers: Iterable[Result]) -> list[PaperRow]:
    """These papers with what travels with each of them; three queries."""
    found = list(papers)
    stays, postings, reminded = _around(hall, [row.pk for row in found])
    return [_row(row, stays.get(row.pk), postings.get(row.pk), reminded.get(row.pk, 0)) for row in found]


def _around(hall: Hall, keys: list[int]) -> tuple[dict[int, LockerStay], dict[int, Posting], dict[int, int]]:
    stays = LockerStay.objects.of(hall).filter(result__in=keys, opened_at=None, taken_back_at=None)
    posts = Posting.objects.of(hall).filter(result__in=keys, arrived_at=None, returned_at=None)
    sent = Reminder.objects.of(hall).filter(result__in=keys).values("result").annotate(n=Count("pk"))
    return (
        {stay.result_id: stay for stay in stays.select_related("locker")},
        {row.result_id: row for row in posts},
        {row["result"]: row["n"] for row in sent.order_by()},
    )


def _row(result: Result, stay: LockerStay | None, posting: Posting | None, reminded: int) -> PaperRow:
    today = clock.today()
    since = (result.available_at or result.ready_at).astimezone(clock.BEIJING).date()
    return PaperRow(
        result=result,
        name=masked(result.application.applicant),
        age=collecting.age_of(since, today) if result.available_at else "",
        days=(today - since).days,
        stay=stay,
        posting=posting,
        reminded=reminded,
        is_late=result.available_at is None and result.issue_due is not None and result.issue_due < today,
    )


def waiting_row(result: Result) -> bool:
    """Whether this result waits to be fetched by somebody at the counter, in a locker or for download."""
    return result.available_at is not None and result.state in (*AT_COUNTER, ResultState.COMING, ResultState.LOCKER)


def stays_to_expire(limit: int = 200) -> list[int]:
    """Boxes whose time is over."""
    rows = LockerStay.objects.filter(opened_at=None, taken_back_at=None, expired_at=None, expires_at__lte=clock.now())
    return list(rows.order_by("expires_at").values_list("pk", flat=True)[:limit])


def to_remind(limit: int = 200) -> list[tuple[int, str]]:
    """Hall and number of results whose age asks for a reminder that was not sent; the verb looks again."""
    today, asked = clock.today(), Q(pk=None)
    for days in collecting.REMIND_AFTER:
        was = Exists(Reminder.objects.filter(result=OuterRef("pk"), days__gte=days))
        asked |= _before(today, days) & ~Q(was)
    rows = Result.objects.filter(asked, application__state=ApplicationState.AWAITING_COLLECTION)
    rows = rows.filter(state__in=(*HERE, ResultState.LOCKER), available_at__isnull=False)
    return list(rows.order_by("available_at").values_list("hall_id", "application__number")[:limit])
