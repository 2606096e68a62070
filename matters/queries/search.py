"""Finding a matter as people speak: names, everyday words, pinyin, initials, typos, traditional characters."""

import unicodedata
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import BooleanField, Case, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from hall.models import Department
from matters.models import Matter
from matters.queries.catalogue import versions_at
from matters.search_text import pinyin
from matters.states import VersionState

LONGEST = 60
ALIKE = 0.3
SHORTEST_SOUND = 5

BEGINNINGS_FIRST = Case(When(name__regex="首次|新办|设立", then=0), default=1, output_field=IntegerField())


@dataclass(frozen=True)
class Hit:
    """A matter that was found, why it matched, and why it cannot be chosen now (empty when it can)."""

    matter: Matter
    why: str
    paused: str = ""


class AliasWithin(Func):
    """Whether one of the everyday words stands inside the question: 开饭店 in 我想开饭店要办什么证."""

    template = (
        "EXISTS (SELECT 1 FROM (SELECT unnest(%(expressions)s) AS t(alias, question) "
        "WHERE length(t.alias) > 1 AND strpos(t.question, lower(t.alias)) > 0)"
    )
    arg_joiner = "), "
    output_field = BooleanField()


def search_matters(words: str, *, department: Department | None = None, limit: int = 20) -> list[Hit]:
    """The matters that fit the words best, best first; only those with a standard (paused ones say so)."""
    rows = shown_matters().select_related("department")
    if department is not None:
        rows = rows.filter(department=department)
    question = plain(words)
    if not question:
        return with_reasons(list(matching(rows, "")[:limit]), words)
    found = list(_exact(rows, question)[:limit]) or list(_alike(rows, question)[:limit])
    return with_reasons(found, words)


def shown_matters() -> QuerySet[Matter]:
    """The matters that have a standard now, paused ones among them."""
    return Matter.objects.filter(Exists(versions_at().filter(matter=OuterRef("pk"))))


def matching(rows: QuerySet[Matter], words: str) -> QuerySet[Matter]:
    """Rows that fit the words, best first. No words: all, frequent ones first. Nothing found: what looks alike."""
    question = plain(words)
    if not question:
        return rows.order_by("-is_frequent", "name", "code")
    exact = _exact(rows, question)
    return exact if exact.exists() else _alike(rows, question)


def _exact(rows: QuerySet[Matter], question: str) -> QuerySet[Matter]:
    found = rows.filter(_contains(question)).annotate(rank=_rank(question))
    return found.order_by("rank", "-is_frequent", BEGINNINGS_FIRST, Length("name"), "code")


def _alike(rows: QuerySet[Matter], question: str) -> QuerySet[Matter]:
    near = rows.annotate(likeness=TrigramWordSimilarity(question, "search_text")).filter(likeness__gte=ALIKE)
    return near.order_by("-likeness", "-is_frequent", Length("name"), "code")


def plain(words: str) -> str:
    """The question as it is compared: full-width made half-width, small letters, single blanks, not too long."""
    return " ".join(unicodedata.normalize("NFKC", words).lower().replace("\x00", "").split())[:LONGEST]


def _sound(question: str) -> str:
    """The pinyin of a question with Chinese characters (traditional ones too), when long enough to tell anything."""
    joined = question.replace(" ", "")
    if joined.isascii():
        return ""
    sound = pinyin(joined)[0]
    return sound if sound.isascii() and len(sound) >= SHORTEST_SOUND else ""


def _contains(question: str) -> Q:
    every_word = Q()
    for word in question.split():
        every_word &= Q(search_text__contains=word)
    fits = every_word | Q(AliasWithin(F("aliases"), Value(question)))
    sound = _sound(question)
    return fits | Q(search_text__contains=sound) if sound else fits


def _rank(question: str) -> Case:
    """Name before everyday word before a word's beginning before anything else."""
    joined = question.replace(" ", "")
    return Case(
        When(Q(aliases__contains=[question]) | Q(name=question), then=0),
        When(name__istartswith=question, then=1),
        When(name__icontains=joined, then=2),
        When(search_text__contains=f"\n{joined}", then=3),
        When(search_text__contains=joined, then=4),
        default=5,
        output_field=IntegerField(),
    )


def with_reasons(found: list[Matter], words: str) -> list[Hit]:
    """Say of each matter why it matched and whether it is paused; one query."""
    stopped = versions_at().filter(matter__in=[matter.pk for matter in found], state=VersionState.PAUSED)
    reasons = dict(stopped.values_list("matter_id", "pause_reason"))
    question = plain(words)
    return [Hit(matter, reason(matter, question), reasons.get(matter.pk, "")) for matter in found]


def reason(matter: Matter, question: str) -> str:
    """Why this matter was found, in words."""
    if not question:
        return ""
    parts = question.split()
    if all(part in matter.name.lower() for part in parts):
        return _("名称")
    for alias in matter.aliases:
        if alias.lower() in question or any(part in alias.lower() for part in parts):
            return _("俗称：%(alias)s") % {"alias": alias}
    if all(part in matter.main_item.lower() for part in parts):
        return _("主项：%(name)s") % {"name": matter.main_item}
    if all(part in matter.department.short_name.lower() for part in parts):
        return _("部门")
    return _by_sound(matter, question)


def _by_sound(matter: Matter, question: str) -> str:
    joined = question.replace(" ", "")
    if joined.isascii() and joined in matter.search_text:
        return _("拼音")
    sound = _sound(question)
    if sound and sound in matter.search_text:
        return _("读音相同")
    if all(part in matter.search_text for part in question.split()):
        return _("名称与部门")
    return _("字词相近")
