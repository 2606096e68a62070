"""Open figures (评价与投诉统计): one set of formulas for page, public page, Excel and API."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from applications.months import Month
from complaints.models import Rating
from complaints.queries.complaint_figures import Counted, complaint_tables
from complaints.small_groups import LEAST, hidden, total_is_hidden
from complaints.states import BAD_LEVELS, AppealState, RatingChannel, RatingLevel, RatingState
from hall.kernel import clock
from hall.models import Hall

GOOD_LEVELS = tuple(level for level in RatingLevel if level not in BAD_LEVELS)
_given = Q(state=RatingState.GIVEN)
_excluded = Q(rectification__appeal__state=AppealState.UPHELD)
_counted = _given & ~_excluded
_task = Q(rectification__isnull=False) & ~_excluded
_mended = _task & Q(rectification__rectified_at__isnull=False)
_contacted = Q(rectification__contacted_at__isnull=False)
_ripe_to_contact = _task & (_contacted | Q(rectification__contact_late_at__isnull=False))
_ripe_to_mend = _mended | _task & Q(rectification__rectify_late_at__isnull=False)
_in_time = _mended & Q(rectification__rectified_at__date__lte=F("rectification__rectify_due"))
_real = _mended & Q(rectification__is_real_name=True)
_again = _task & ~Q(rectification__again_level="")

# Every number on every page is the count of one of these: the list behind a number is filtered by the same words.
WHICH: dict[str, tuple[str, Q]] = {
    "services": ("应评服务", Q()),
    "given": ("已评价", _given),
    "counted": ("有效评价", _counted),
    "excluded": ("申诉成立不计入", _given & _excluded),
    "satisfied": ("满意评价", _counted & Q(level__in=GOOD_LEVELS)),
    "bad": ("差评", _counted & Q(level__in=BAD_LEVELS)),
    "tasks": ("差评整改", _task),
    "contacted": ("按时联系", _task & Q(rectification__contacted_at__date__lte=F("rectification__contact_due"))),
    "contact_ripe": ("已联系或联系期限已到", _ripe_to_contact),
    "mended": ("已整改", _mended),
    "mend_ripe": ("已整改或整改期限已到", _ripe_to_mend),
    "in_time": ("按时整改", _in_time),
    "real_name": ("应回访的实名差评", _real),
    "called_back": ("已回访", _real & Q(rectification__called_back_at__isnull=False)),
    "again": ("整改后再评", _again),
    "again_satisfied": ("整改后满意", _again & Q(rectification__again_level__in=GOOD_LEVELS)),
}
FIGURES = (
    ("rating_rate", "评价率", "given", "services", "已评价的服务 ÷ 应评服务（本月办完的窗口服务）"),
    ("satisfaction", "满意率", "satisfied", "counted", "（非常满意＋满意＋基本满意）÷ 有效评价；申诉成立的不计入"),
    ("bad_rate", "差评率", "bad", "counted", "（不满意＋非常不满意）÷ 有效评价"),
    ("contact_rate", "按时联系率", "contacted", "contact_ripe", "在联系期限内联系的差评 ÷ 已联系或期限已到的差评"),
    ("mended_rate", "差评整改率", "mended", "tasks", "已登记整改的差评 ÷ 差评整改"),
    ("in_time_rate", "按时整改率", "in_time", "mend_ripe", "在整改期限内登记整改的差评 ÷ 已整改或期限已到的差评"),
    ("call_back_rate", "回访率", "called_back", "real_name", "已回访 ÷ 已整改的实名差评；未接通不算回访"),
    (
        "again_rate",
        "整改后满意率",
        "again_satisfied",
        "again",
        "整改后再评为基本满意以上 ÷ 整改后再评；不改变第一次评价",
    ),
)


@dataclass(frozen=True)
class Figure:
    """One rate with its formula; `part` and `whole` name what is behind it. None where it is hidden."""

    key: str
    label: str
    definition: str
    part: str
    whole: str
    count: int | None
    of: int | None

    @property
    def is_hidden(self) -> bool:
        return self.of is None

    @property
    def percent(self) -> float | None:
        """In percent with one place, or None where there is nothing to divide."""
        return percent(self.count, self.of)


@dataclass(frozen=True)
class Group:
    """The ratings of one window, matter or channel; numbers are None where the group is hidden."""

    name: str
    services: int | None
    given: int | None
    satisfied: int | None
    bad: int | None
    counted: int | None

    @property
    def is_hidden(self) -> bool:
        return self.given is None

    @property
    def satisfaction(self) -> float | None:
        return percent(self.satisfied, self.counted)


@dataclass(frozen=True)
class Table:
    key: str
    title: str
    note: str
    groups: list[Group]


@dataclass(frozen=True)
class Figures:
    """The figures of one hall in one month."""

    hall: Hall
    month: Month
    is_public: bool
    is_hidden: bool
    figures: list[Figure]
    levels: list[Counted]
    tables: list[Table]
    complaints: list[Any]
    least: int = LEAST


def percent(part: int | None, whole: int | None) -> float | None:
    return None if part is None or not whole else round(part * 100 / whole, 1)


def ratings_of(hall: Hall, month: Month) -> QuerySet[Rating]:
    """The services of the month that could be rated, each with its rating or without."""
    since, until = month.between(clock.BEIJING)
    rows: QuerySet[Rating] = Rating.objects.of(hall)
    return rows.filter(service__ended_at__gte=since, service__ended_at__lt=until)


def figures_of(hall: Hall, month: Month, *, is_public: bool = False) -> Figures:
    """All figures of a hall's month. The public never sees a rate of fewer than five."""
    rows = ratings_of(hall, month)
    counts = rows.aggregate(**{f"n_{key}": Count("pk", filter=which) for key, (_, which) in WHICH.items()})
    too_small = is_public and total_is_hidden(counts["n_given"])
    few_counted = too_small or (is_public and total_is_hidden(counts["n_counted"]))
    made = [_figure(row, counts, hide=is_public) for row in FIGURES]
    return Figures(
        hall=hall,
        month=month,
        is_public=is_public,
        is_hidden=too_small,
        figures=[_blank(figure) for figure in made] if too_small else made,
        levels=[] if few_counted else _levels(rows),
        tables=[] if too_small else _tables(rows),
        complaints=complaint_tables(hall, month, is_public=is_public),
    )


def _figure(row: tuple[str, ...], counts: dict[str, int], *, hide: bool) -> Figure:
    key, label, part, whole, definition = row
    count, of = counts[f"n_{part}"], counts[f"n_{whole}"]
    figure = Figure(key, label, definition, part, whole, count, of)
    return _blank(figure) if hide and total_is_hidden(of) else figure


def _blank(figure: Figure) -> Figure:
    return Figure(figure.key, figure.label, figure.definition, figure.part, figure.whole, None, None)


def _levels(rows: QuerySet[Rating]) -> list[Counted]:
    counts = rows.aggregate(
        **{level.value: Count("pk", filter=WHICH["counted"][1] & Q(level=level)) for level in RatingLevel}
    )
    return [Counted(str(level.label), counts[level.value]) for level in RatingLevel]


def _tables(rows: QuerySet[Rating]) -> list[Table]:
    channels = {channel.value: str(channel.label) for channel in RatingChannel}
    by_channel = _groups(rows.filter(_given), "channel")
    matter = "service__ticket__ticket_matters__matter__name"
    return [
        Table("windows", "按窗口", "", [_named(g, f"{g.name} 号窗口") for g in _groups(rows, "window__code")]),
        Table(
            "matters",
            "按事项",
            "一次服务办几件事的，每件事各计一次。",
            [_named(g, g.name or "没有登记事项") for g in _groups(rows, matter)],  # left out, it could be computed
        ),
        Table("channels", "按评价渠道", "", [_named(g, channels.get(g.name, g.name)) for g in by_channel]),
    ]


def _groups(rows: QuerySet[Rating], by: str) -> list[Group]:
    """The groups, small ones without numbers; the largest first."""
    names = ("services", "given", "satisfied", "bad", "counted")
    counts = {f"n_{name}": Count("pk", filter=WHICH[name][1]) for name in names}
    found = list(rows.order_by().values(by).annotate(**counts))
    away = hidden({row[by]: row["n_given"] for row in found})
    groups = [
        Group(row[by], *(None if row[by] in away else row[f"n_{name}"] for name in names))
        for row in sorted(found, key=lambda row: str(row[by]))
    ]
    return sorted(groups, key=lambda group: group.is_hidden)


def _named(group: Group, name: str) -> Group:
    return Group(name, group.services, group.given, group.satisfied, group.bad, group.counted)
