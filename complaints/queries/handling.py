"""How a hall handles complaints: its limits and its reply templates, its own or the house's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from complaints.handling_limits import DEFAULTS, Days, label_of
from complaints.models import HandlingLimit, ReplyTemplate
from complaints.reply_words import TEMPLATES
from hall.models import Hall
from hall.queries.calendar import working_calendar


@dataclass(frozen=True)
class LimitLine:
    """One limit as the page of limits shows it."""

    what: str
    label: str
    days: Days
    is_own: bool


@dataclass(frozen=True)
class Words:
    """A reply template, the hall's own (with a key) or the house's."""

    key: str
    occasion: str
    name: str
    words: str
    pk: int | None = None


def days_for(hall: Hall, what: str) -> Days:
    """The hall's limit for one kind of thing, or the house's."""
    row = HandlingLimit.objects.of(hall).filter(what=what).first()
    return Days(row.working_days, row.extension_days) if row else DEFAULTS[what]


def limits_of(hall: Hall) -> list[LimitLine]:
    """All limits of a hall."""
    own = {row.what: row for row in HandlingLimit.objects.of(hall)}
    return [
        LimitLine(
            what=str(what),
            label=label_of(what),
            days=Days(own[what].working_days, own[what].extension_days) if what in own else days,
            is_own=what in own,
        )
        for what, days in DEFAULTS.items()
    ]


def due_after(start: date, working_days: int) -> tuple[date, bool]:
    """The last day of a limit in working days, and whether it rests on holidays not yet announced."""
    calendar = working_calendar()
    due = calendar.add_working_days(start, working_days)
    return due, working_days > 0 and calendar.is_provisional(due)


def templates_of(hall: Hall, occasion: str = "") -> list[Words]:
    """The templates of a hall: its own first, then the house's whose names it has not taken for itself."""
    rows = list(ReplyTemplate.objects.of(hall).order_by("occasion", "pk"))
    own = [Words(str(row.pk), row.occasion, row.name, row.words, row.pk) for row in rows if row.in_use]
    taken = {(row.occasion, row.name) for row in rows}
    found = own + [
        Words(f"h{place}", str(when), name, words)
        for place, (when, name, words) in enumerate(TEMPLATES)
        if (str(when), name) not in taken
    ]
    return [words for words in found if not occasion or words.occasion == occasion]


def first_template(hall: Hall, occasion: str) -> Words:
    """The template that speaks by itself on an occasion."""
    return templates_of(hall, occasion)[0]


def values_of(thing: object, **more: object) -> Mapping[str, object]:
    """What templates may say of a complaint or a case."""
    matter, department = getattr(thing, "matter", None), getattr(thing, "department", None)
    due: date = thing.due  # type: ignore[attr-defined]
    hall: Hall = thing.hall  # type: ignore[attr-defined]
    kind = thing.get_kind_display() if hasattr(thing, "source") else "办不成事反映"  # type: ignore[attr-defined]
    return {
        "number": getattr(thing, "number", ""),
        "kind": kind,
        "matter": matter.name if matter else "",
        "department": department.short_name if department else "有关部门",
        "due": f"{due:%Y年}{due.month}月{due.day}日",
        "hall": hall.name,
        "phone": hall.supervision_phone or hall.phone,
        **more,
    }
