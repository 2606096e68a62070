"""Publishing lists of matters: an editor drafts, a reviewer who is somebody else publishes from a day or sends back."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max

from hall import steps
from hall.kernel import clock
from hall.kernel.moves import locked, make_move
from hall.models import StaffMember
from hall.permissions import require
from hall.roles import Role
from matters.catch_all import Place, catch_all_clauses
from matters.errors import (
    ListDayPast,
    ListDraftWaits,
    ListEmpty,
    ListUnknownCodes,
    ListWordsVague,
    ReasonMissing,
    SamePerson,
)
from matters.models import ListKind, Matter, MatterList, MatterListEntry
from matters.queries.gate import allowed_wordings
from matters.states import LIST_MOVES, ListState


@transaction.atomic
def draft_list(
    *, kind: str, codes: Sequence[str], since: date, source: str, note: str = "", by: StaffMember
) -> MatterList:
    """The next version of a list, waiting for a reviewer; a version that was sent back is taken up again."""
    require(by, Role.CATALOGUE_EDITOR)
    _said_plainly(source, note)
    matters = _matters(codes)
    versions = list(MatterList.objects.select_for_update().filter(kind=ListKind(kind)).order_by("-number"))
    if any(row.state == ListState.DRAFT for row in versions):
        raise ListDraftWaits(kind=ListKind(kind).label)
    row = MatterList(kind=kind, number=versions[0].number + 1 if versions else 1, since=since)
    row.source, row.note, row.drafted_by, row.drafted_at = source.strip(), note.strip(), by, clock.now()
    row.save(force_insert=True)
    _enter(row, matters)
    steps.record(row, "draft", by, matters=len(matters), since=since.isoformat())
    return row


@transaction.atomic
def reject_list(*, list_id: int, words: str, by: StaffMember) -> MatterList:
    """A second person sends the draft back with words."""
    row = locked(MatterList.objects.all(), pk=list_id)
    require(by, Role.CATALOGUE_REVIEWER)
    if not words.strip():
        raise ReasonMissing(verb="退回")
    _someone_else(row, by, "退回")
    moved = make_move(row, LIST_MOVES, "reject")
    row.words = words.strip()
    row.save()
    steps.record(row, moved, by, row.words)
    return row


@transaction.atomic
def publish_list(*, list_id: int, by: StaffMember) -> MatterList:
    """A second person puts the version in force from its day; the one before ends there."""
    row = locked(MatterList.objects.all(), pk=list_id)
    require(by, Role.CATALOGUE_REVIEWER)
    _someone_else(row, by, "发布")
    if row.since < clock.today() and row.number > 1 and not by.has_role(Role.SYSTEM):
        raise ListDayPast(since=row.since.isoformat())
    moved = make_move(row, LIST_MOVES, "publish")
    until = _end_the_one_before(row, by)
    row.days = DateRange(row.since, until)
    row.published_by, row.published_at = by, clock.now()
    row.save()
    steps.record(row, moved, by, since=row.since.isoformat(), matters=row.entries.count())
    return row


@transaction.atomic
def load_list(*, kind: str, number: int, codes: Sequence[str], since: date, source: str, by: StaffMember) -> bool:
    """Take over a version from a data file, published; False when that number or a later one is here already."""
    require(by, Role.SYSTEM)
    last = MatterList.objects.filter(kind=ListKind(kind)).aggregate(last=Max("number"))["last"] or 0
    if last >= number:
        return False
    row = draft_list(kind=kind, codes=codes, since=since, source=source, by=by)
    publish_list(list_id=row.pk, by=by)
    return True


def _matters(codes: Sequence[str]) -> list[Matter]:
    """The matters under these codes. Raises ListEmpty, and ListUnknownCodes naming those that are not here."""
    wanted: Collection[str] = dict.fromkeys(codes)
    if not wanted:
        raise ListEmpty()
    found = {matter.code: matter for matter in Matter.objects.filter(code__in=list(wanted))}
    unknown = [code for code in wanted if code not in found]
    if unknown:
        raise ListUnknownCodes(codes="、".join(unknown[:5]), count=len(unknown))
    return [found[code] for code in wanted]


def _said_plainly(*texts: str) -> None:
    """Raises ListWordsVague for words that leave open what a matter asks for."""
    exceptions = allowed_wordings()
    found = [clause for text in texts for clause in catch_all_clauses(text, exceptions, place=Place.LIST)]
    if found:
        raise ListWordsVague(clauses="；".join(str(clause) for clause in found))


def _enter(row: MatterList, matters: Sequence[Matter]) -> None:
    MatterListEntry.objects.bulk_create([MatterListEntry(list=row, matter=one) for one in matters], batch_size=1000)


def _someone_else(row: MatterList, by: StaffMember, verb: str) -> None:
    if row.drafted_by_id == by.pk and not by.has_role(Role.SYSTEM):
        raise SamePerson(version=row, act="编制", verb=verb)


def _end_the_one_before(row: MatterList, by: StaffMember) -> date | None:
    """End the version in force on the new one's first day; say until when the new one may stand."""
    others = MatterList.objects.select_for_update().filter(kind=row.kind, days__isnull=False).exclude(pk=row.pk)
    before = others.filter(days__contains=row.since).first()
    if before is None:
        later = others.filter(days__startswith__gt=row.since).order_by("days").first()
        return later.days.lower if later else None
    until = before.days.upper
    begun = before.since
    before.days = DateRange(begun, row.since, empty=begun >= row.since)
    steps.record(before, make_move(before, LIST_MOVES, "replace"), by, by_version=row.number)
    before.save()
    return until


def last_day(row: MatterList) -> date | None:
    """The last day a version stands, or None when it has no end."""
    return row.days.upper - timedelta(days=1) if row.days and row.days.upper else None
