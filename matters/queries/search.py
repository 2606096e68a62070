"""Finding a matter as people speak: names, everyday words, pinyin, initials, typos, traditional characters."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Combinable

from hall.models import Department
from matters.finding.question import Question, read
from matters.finding.reasons import Found, parts_of, reason_for
from matters.models import Matter
from matters.queries.catalogue import versions_at
from matters.queries.lexicon import lexicon
from matters.queries.ways import Ways, as_asked, as_heard, as_meant, as_parted, in_part, with_a_slip
from matters.states import VersionState

MOST = 1000
SPARE = 40
ENOUGH, ENOUGH_SURE, ENOUGH_SLIPS = 1200, 100, 500


@dataclass(frozen=True)
class Hit:
    """A matter that was found, why it matched, and why it cannot be chosen now (empty when it can)."""

    matter: Matter
    why: str
    paused: str = ""
    marks: tuple[str, ...] = ()

    @property
    def name_parts(self) -> list[tuple[str, bool]]:
        """The name in parts, those that matched marked."""
        return parts_of(self.matter.name, self.marks)


def search_matters(words: str, *, department: Department | None = None, limit: int = 20) -> list[Hit]:
    """The matters that fit the words best, best first; only those with a standard (paused ones say so)."""
    rows = None if department is None else shown_matters().filter(department=department)
    return hits_for(words, rows, limit)


def hits_for(words: str, rows: QuerySet[Matter] | None = None, limit: int = 20) -> list[Hit]:
    """The hits for these words among `rows` (all that are shown), best first."""
    question = asked(words)
    return with_reasons(_found(question, rows, limit), question)


def _found(question: Question, rows: QuerySet[Matter] | None, limit: int) -> list[Matter]:
    if question.is_unreadable:
        return []
    if not question.pieces:
        listed = in_order(shown_matters() if rows is None else rows).select_related("department")
        return list(listed[:limit])
    if rows is None:
        return _among_all(question, limit)
    return list(_kept(rows, best(question, rows, limit)))


def _among_all(question: Question, limit: int) -> list[Matter]:
    """Asks first what fits and then what of it stands: over many matters that is the quick order."""
    near = best(question, Matter.objects.all(), limit + SPARE)
    kept = list(_kept(shown_matters(), near))
    if len(kept) < limit and len(near) == limit + SPARE:
        kept = list(_kept(shown_matters(), best(question, shown_matters(), limit)))
    return kept[:limit]


def _kept(rows: QuerySet[Matter], keys: Sequence[int]) -> QuerySet[Matter]:
    """The rows under these keys, in their order."""
    return rows.filter(pk__in=keys).order_by(_place(keys)).select_related("department")


def _place(keys: Sequence[int]) -> Func:
    return Func(Value(list(keys) or [0]), F("pk"), function="array_position", output_field=IntegerField())


def shown_matters() -> QuerySet[Matter]:
    """The matters that have a standard now, paused ones among them."""
    return Matter.objects.filter(Exists(versions_at().filter(matter=OuterRef("pk"))))


def in_order(rows: QuerySet[Matter]) -> QuerySet[Matter]:
    """Rows as they stand when nothing was asked: frequent ones first."""
    return rows.order_by("-is_frequent", "name", "code")


def matching(rows: QuerySet[Matter], question: Question) -> QuerySet[Matter]:
    """Rows that fit the question, best first, at most a thousand of them. No words: all, frequent ones first."""
    if question.is_unreadable:
        return rows.none()
    if not question.pieces:
        return in_order(rows)
    keys = best(question, rows, MOST)
    return rows.filter(pk__in=keys).order_by(_place(keys))


def best(question: Question, rows: QuerySet[Matter], limit: int) -> list[int]:
    """The keys of what fits best: as asked; else as heard; else what is meant; else with a slip corrected; else in part."""
    for read_as in (as_asked, as_heard, as_parted, as_meant):
        ways = read_as(question)
        keys = _ranked(rows, ways, limit) if ways.finds else []
        if keys:
            return keys
    near, ways = with_a_slip(question)
    if ways.finds:
        some = rows.filter(near).order_by("weight", "code").values("pk")[:ENOUGH_SLIPS]
        found = Matter.objects.filter(ways.any, pk__in=some).annotate(rank=ways.rank)
        keys = list(found.order_by("rank", "weight", "code").values_list("pk", flat=True)[:limit])
        if keys:
            return keys
    condition, shared = in_part(question)
    return [] if shared is None else _sharing(rows, condition, shared, len(question.joined), limit)


def _ranked(rows: QuerySet[Matter], ways: Ways, limit: int) -> list[int]:
    """The best keys. Where very many match, only the weightiest of them are ranked, with what must not be missed."""
    by_weight = rows.order_by("weight", "code").values_list("pk", flat=True)
    keys = list(by_weight.filter(ways.any)[:ENOUGH])
    if len(keys) == ENOUGH:
        keys += by_weight.filter(ways.sure)[:ENOUGH_SURE]
    if not keys:
        return []
    found = Matter.objects.filter(pk__in=keys).annotate(rank=ways.rank).order_by("rank", "weight", "code")
    return list(found.values_list("pk", flat=True)[:limit])


def _sharing(rows: QuerySet[Matter], condition: Q, shared: Combinable, length: int, limit: int) -> list[int]:
    some = rows.filter(condition).order_by("weight", "code").values("pk")[:ENOUGH_SLIPS]
    found = Matter.objects.filter(pk__in=some).annotate(shared=shared).filter(shared__gte=max(2, length // 3))
    return list(found.order_by("-shared", "weight", "code").values_list("pk", flat=True)[:limit])


def asked(words: str) -> Question:
    """The question in these words, as the catalogue understands it now."""
    return read(words, lexicon())


def with_reasons(found: list[Matter], question: Question) -> list[Hit]:
    """Say of each matter why it matched and whether it is paused."""
    stopped = versions_at().filter(matter__in=[matter.pk for matter in found], state=VersionState.PAUSED)
    paused = dict(stopped.values_list("matter_id", "pause_reason"))
    return [hit_of(matter, question, paused.get(matter.pk, "")) for matter in found]


def hit_of(matter: Matter, question: Question, paused: str = "") -> Hit:
    """The hit a found matter makes, with its reason."""
    reason = reason_for(
        Found(
            name=matter.name,
            main_item=matter.main_item,
            aliases=tuple(matter.aliases),
            department=matter.department.short_name,
            department_code=matter.department.code,
            themes=tuple(matter.themes),
            text=matter.search_text,
            code=matter.code,
        ),
        question,
    )
    return Hit(matter, reason.words, paused, reason.marks)
