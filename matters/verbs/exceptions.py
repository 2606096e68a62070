"""What people do with the exceptions list of the publish gate: propose, allow, refuse, end."""

from django.db import IntegrityError, transaction

from hall import steps
from hall.kernel import clock
from hall.kernel.moves import locked, make_move
from hall.models import StaffMember
from hall.permissions import require
from hall.roles import Role
from matters.catch_all import Place, catch_all_clauses
from matters.errors import (
    ExceptionExists,
    ExceptionIncomplete,
    ExceptionNeedless,
    ExceptionTooWide,
    ReasonMissing,
    SamePersonReviews,
)
from matters.models import WordingException
from matters.queries.catalogue import matter_by_code
from matters.states import EXCEPTION_MOVES

SHORTEST_NAME = 5


def propose_exception(
    *, words: str, reason: str, source: str, place: str = "", matter_code: str = "", by: StaffMember
) -> WordingException:
    """An editor (or reviewer) asks that the name of a real document may pass the gate."""
    require(by, Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER)
    words = words.strip()
    _told(words=words, reason=reason, source=source)
    _is_the_name_of_a_paper(words, place)
    matter = matter_by_code(matter_code) if matter_code else None
    try:
        with transaction.atomic():
            row = WordingException.objects.create(
                words=words, place=place, matter=matter, reason=reason.strip(), source=source.strip(),
                proposed_by=by, proposed_at=clock.now(),
            )  # fmt: skip
            steps.record(row, "propose_exception", by, reason=reason.strip(), words=words, place=place)
    except IntegrityError as twice:
        raise ExceptionExists(words=words) from twice
    return row


def allow_exception(*, exception_id: int, words: str = "", by: StaffMember) -> WordingException:
    """Another person finds that it is the name of a real document; the gate lets it pass from now on."""
    return _review("allow_exception", exception_id, words, by)


def refuse_exception(*, exception_id: int, words: str, by: StaffMember) -> WordingException:
    """Another person does not allow it, and says why."""
    if not words.strip():
        raise ReasonMissing(verb=EXCEPTION_MOVES["refuse_exception"].label)
    return _review("refuse_exception", exception_id, words, by)


@transaction.atomic
def end_exception(*, exception_id: int, reason: str, by: StaffMember) -> WordingException:
    """Take it off the list; what is published stays, the next version has to do without it."""
    row = locked(WordingException.objects.all(), pk=exception_id)
    require(by, Role.CATALOGUE_REVIEWER, Role.CATALOGUE_PUBLISHER)
    if not reason.strip():
        raise ReasonMissing(verb=EXCEPTION_MOVES["end_exception"].label)
    moved = make_move(row, EXCEPTION_MOVES, "end_exception")
    row.save()
    steps.record(row, moved, by, reason=reason.strip())
    return row


@transaction.atomic
def _review(verb: str, exception_id: int, words: str, by: StaffMember) -> WordingException:
    row = locked(WordingException.objects.all(), pk=exception_id)
    require(by, Role.CATALOGUE_REVIEWER)
    if row.proposed_by_id == by.pk:
        raise SamePersonReviews(words=row.words)
    moved = make_move(row, EXCEPTION_MOVES, verb)
    row.reviewed_by, row.reviewed_at, row.review_words = by, clock.now(), words.strip()
    row.save()
    steps.record(row, moved, by, reason=words.strip())
    return row


def _told(**said: str) -> None:
    names = {
        "words": "文件的完整名称",
        "reason": "为什么必须用这个名称",
        "source": "出处（制定机关、文号或者表格编号）",
    }
    missing = [names[field] for field, text in said.items() if not text.strip()]
    if missing:
        raise ExceptionIncomplete(what="、".join(missing))


def _is_the_name_of_a_paper(words: str, place: str) -> None:
    """A clause is no name: what is left beside the vague words must still name something."""
    where = Place(place) if place else Place.NAME
    clauses = catch_all_clauses(words, place=where)
    if not clauses:
        raise ExceptionNeedless(words=words)
    rest = len(words) - max(len(clause.words) for clause in clauses)
    if len(words) < SHORTEST_NAME or rest < 2:
        raise ExceptionTooWide(words=words, rule=clauses[0].rule.name)
