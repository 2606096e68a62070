"""What a person may choose from at the kiosk and the guide's desk: matters taken in at our windows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Func, OuterRef, QuerySet, Subquery, TextField, Window
from django.db.models.functions import Coalesce, RowNumber

from hall.kernel import clock
from matters.models import Material, Matter
from matters.models.material import Necessity
from matters.queries.catalogue import versions_at
from matters.queries.guided import Guided
from matters.queries.search import Hit, hits_for, shown_matters
from queueing.models import TicketMatter
from queueing.queries.answering import Asked, asked_of

SHOWN = 12
LATELY = timedelta(days=30)
THEMES = 10


@dataclass(frozen=True)
class ToPrepare:
    """A matter on a ticket and what to have at hand for it."""

    matter: Matter
    required: list[str]
    guided: Guided | None = None

    @property
    def situation(self) -> str:
        """The situation the answers led to; blank while there are none."""
        return self.guided.outcome.situation if self.guided else ""

    @property
    def undecided(self) -> list[Material]:
        """What depends on questions not yet answered."""
        return list(self.guided.outcome.undecided) if self.guided and self.guided.outcome.path else []


def here() -> QuerySet[Matter]:
    """The matters this hall's comprehensive windows take in."""
    return shown_matters().filter(is_one_window=True)


def choices(words: str = "", theme: str = "", limit: int = SHOWN) -> list[Hit]:
    """Matters for these words or this theme; without either what people come for."""
    if not words.strip() and not theme:
        return [Hit(matter, "") for matter in _often_taken(limit)]
    rows = here().filter(themes__contains=[theme]) if theme else here()
    return hits_for(words, rows, limit)


def _often_taken(limit: int) -> QuerySet[Matter]:
    """Matters with most numbers of late first, then the frequent ones, one department after the other."""
    since = clock.now() - LATELY
    numbers = (
        TicketMatter.objects.filter(matter=OuterRef("pk"), ticket__issued_at__gte=since).order_by().values("matter")
    )
    taken = Coalesce(Subquery(numbers.annotate(n=Count("pk")).values("n")), 0)
    turn = Window(RowNumber(), partition_by="department", order_by=["-is_frequent", "code"])
    rows = here().annotate(taken=taken, turn=turn)
    return rows.select_related("department").order_by("-taken", "-is_frequent", "turn", "code")[:limit]


def themes() -> list[str]:
    """The themes with the most matters."""
    unnested = Func(F("themes"), function="unnest", output_field=TextField())
    rows = Matter.objects.filter(is_one_window=True).annotate(theme=unnested).order_by().values("theme")
    return [row["theme"] for row in rows.annotate(n=Count("pk")).order_by("-n", "theme")[:THEMES]]


def basket(codes: Sequence[str]) -> list[Matter]:
    """The matters under these codes in the order chosen; unknown ones are left out."""
    wanted = list(dict.fromkeys(codes))[:20]
    found = {matter.code: matter for matter in Matter.objects.filter(code__in=wanted).select_related("department")}
    return [found[code] for code in wanted if code in found]


def to_prepare(matters: Sequence[Matter], answers: Mapping[str, Mapping[str, str]] | None = None) -> list[ToPrepare]:
    """What to have at hand for these matters: the required materials of the standard in force, and what the answers
    to its questions brought."""
    rows = Material.objects.filter(version__in=versions_at().filter(matter__in=matters), necessity=Necessity.REQUIRED)
    names: dict[int, list[str]] = {}
    for matter_id, name in rows.order_by("order").values_list("version__matter", "name"):
        names.setdefault(matter_id, []).append(name)
    return [_to_prepare(asked, names) for asked in asked_of(matters, answers or {})]


def _to_prepare(asked: Asked, required: Mapping[int, list[str]]) -> ToPrepare:
    if asked.guided is None:
        return ToPrepare(asked.matter, required.get(asked.matter.pk, []))
    return ToPrepare(asked.matter, [one.name for one in asked.guided.outcome.needed], asked.guided)
