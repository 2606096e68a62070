"""Reading the table of synonyms: where a word leads, the editor's list, and what was asked in vain."""

from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import and_, or_

from django.db.models import Q, QuerySet, Sum

from hall.kernel import clock
from hall.kernel.errors import NotFound
from hall.roles import Role
from matters.models import AskedWords, Matter, Synonym, SynonymKind
from matters.queries.ways import in_name
from matters.search_text import plain
from matters.states import SynonymState

EDITORS = (Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER, Role.CATALOGUE_PUBLISHER)
LOOKED_BACK = timedelta(days=90)


@dataclass(frozen=True)
class InVain:
    """Words people asked for without choosing anything."""

    words: str
    asked: int
    found: int


def leads_to(kind: str, means: str) -> QuerySet[Matter]:
    """The matters a meaning leads to; a life event leads to what its own meanings do."""
    if kind == SynonymKind.DEPARTMENT:
        return Matter.objects.filter(department__code=means)
    if kind == SynonymKind.THEME:
        return Matter.objects.filter(themes__contains=[means])
    parts = [in_name(part) for part in plain(means).split()]
    if not parts:
        return Matter.objects.none()
    named = Q(reduce(or_ if kind == SynonymKind.ACT else and_, parts))
    events = Synonym.objects.filter(key=plain(means), kind=SynonymKind.EVENT, state=SynonymState.ACTIVE)
    told = [reduce(and_, [in_name(part) for part in plain(event.means).split()]) for event in events]
    return Matter.objects.filter(reduce(or_, told, named))


def synonyms(words: str = "", kind: str = "", state: str = "") -> QuerySet[Synonym]:
    """The editor's list, the latest changes first."""
    rows = Synonym.objects.order_by("-changed_at", "key", "place")
    if words:
        rows = rows.filter(Q(key__contains=plain(words)) | Q(means__icontains=words))
    rows = rows.filter(kind=kind) if kind else rows
    return rows.filter(state=state) if state else rows


def synonym(synonym_id: int) -> Synonym:
    """One synonym. Raises NotFound."""
    row = Synonym.objects.filter(pk=synonym_id).first()
    if row is None:
        raise NotFound()
    return row


def asked_in_vain(limit: int = 50) -> list[InVain]:
    """What was asked in the last ninety days and led to no choice on any day, most often first."""
    rows = AskedWords.objects.filter(day__gt=clock.today() - LOOKED_BACK).values("words")
    rows = rows.annotate(times=Sum("asked"), choices=Sum("chosen"), most=Sum("found"))
    known = Synonym.objects.filter(state=SynonymState.ACTIVE).values("key")
    rows = rows.filter(choices=0, times__gt=0).exclude(words__in=known).order_by("-times", "words")
    return [InVain(row["words"], row["times"], row["most"]) for row in rows[:limit]]


def names_to_offer() -> list[str]:
    """Names an editor may choose from: the frequent matters."""
    return list(Matter.objects.filter(is_frequent=True).order_by("name").values_list("name", flat=True))
