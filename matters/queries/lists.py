"""Reading the lists of matters: which stands on a day, what is on it, on which lists a matter is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from hall.kernel import clock
from hall.kernel.errors import NotFound
from matters.models import ListKind, Matter, MatterList
from matters.states import ListState

STANDING = (ListState.PUBLISHED, ListState.REPLACED)


@dataclass(frozen=True)
class Chip:
    """A list that a matter is on, as a word on its guide."""

    kind: str
    label: str


def list_on(kind: str, day: date | None = None) -> MatterList | None:
    """The version of a list in force on a day (today), or None."""
    rows = MatterList.objects.filter(kind=kind, state__in=STANDING, days__contains=day or clock.today())
    return rows.first()


def matters_on_list(kind: str, day: date | None = None) -> QuerySet[Matter]:
    """The matters on a list on a day (today); none where no version stands. For `filter(pk__in=…)`."""
    lists = MatterList.objects.filter(kind=kind, state__in=STANDING, days__contains=day or clock.today())
    return Matter.objects.filter(list_entries__list__in=lists)


def chips_of(matter: Matter, day: date | None = None) -> list[Chip]:
    """The lists a matter is on, in the order of the kinds."""
    lists = MatterList.objects.filter(state__in=STANDING, days__contains=day or clock.today(), entries__matter=matter)
    kinds = set(lists.values_list("kind", flat=True))
    return [Chip(kind.value, kind.label) for kind in ListKind if kind in kinds]


def lists_today() -> list[MatterList]:
    """The standing version of each list with the number of its matters (`size`)."""
    rows = MatterList.objects.filter(state__in=STANDING, days__contains=clock.today()).annotate(size=Count("entries"))
    order = {kind.value: place for place, kind in enumerate(ListKind)}
    return sorted(rows, key=lambda row: order[row.kind])


def drafts_waiting() -> list[MatterList]:
    """Versions that wait for a reviewer."""
    return list(MatterList.objects.filter(state=ListState.DRAFT))


def history_of(kind: str) -> QuerySet[MatterList]:
    """Every version of a list, the newest first, with its size and people. Raises NotFound for an unknown list."""
    if kind not in ListKind.values:
        raise NotFound()
    rows = MatterList.objects.filter(kind=kind).annotate(size=Count("entries"))
    return rows.select_related("drafted_by", "published_by").order_by("-number")


def change_of(row: MatterList) -> tuple[list[Matter], list[Matter]]:
    """What a version adds to and takes from the one that stands or stood before it, by department and name."""
    before = (
        MatterList.objects.filter(kind=row.kind, state__in=STANDING, number__lt=row.number).order_by("-number").first()
    )
    mine = set(row.entries.values_list("matter_id", flat=True))
    theirs = set(before.entries.values_list("matter_id", flat=True)) if before else set()
    return _named(mine - theirs), _named(theirs - mine)


def _named(ids: set[int]) -> list[Matter]:
    rows = Matter.objects.filter(pk__in=ids).select_related("department")
    return list(rows.order_by("department__short_name", "name"))


def matters_named(lines: Iterable[str]) -> tuple[list[Matter], list[str]]:
    """The matters under these codes or full names, and the lines that name none or more than one."""
    wanted = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    rows = Matter.objects.filter(Q(code__in=wanted) | Q(name__in=wanted)).select_related("department")
    found: dict[str, list[Matter]] = {}
    for matter in rows:
        for key in {matter.code, matter.name}:
            found.setdefault(key, []).append(matter)
    named = [found[line][0] for line in wanted if len(found.get(line, [])) == 1]
    return named, [line for line in wanted if len(found.get(line, [])) != 1]


@dataclass(frozen=True)
class ListVersion:
    """A version of a list with what it changed against the one before."""

    row: MatterList
    added: list[Matter]
    removed: list[Matter]


def versions_of(kind: str) -> list[ListVersion]:
    """Every version of a list with its changes, the newest first; the first version's whole content is no change."""
    return [_with_change(row) for row in history_of(kind)]


def _with_change(row: MatterList) -> ListVersion:
    added, removed = change_of(row) if row.number > 1 else ([], [])
    return ListVersion(row, added, removed)
