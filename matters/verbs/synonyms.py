"""What an editor does with words that lead to matters: add, retire, use again; what ships is loaded once."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from hall import steps
from hall.kernel import clock
from hall.kernel.moves import locked, make_move
from hall.models import StaffMember
from hall.permissions import require
from hall.roles import Role
from matters.errors import ReasonMissing, SynonymLeadsNowhere, SynonymSaidAlready, WordMissing
from matters.models import Synonym, SynonymKind
from matters.queries.synonyms import EDITORS, leads_to
from matters.search_text import plain
from matters.states import SYNONYM_MOVES
from matters.synonym_seed import SeedLine, seed_lines


@transaction.atomic
def add_synonym(*, word: str, means: str, kind: str = SynonymKind.EVERYDAY, reason: str, by: StaffMember) -> Synonym:
    """A word leads to matters from now on. Refused when it leads to none, or does so already."""
    require(by, *EDITORS)
    word, means, key = " ".join(word.split()), " ".join(means.split()), plain(word)
    if len(key) < 2:
        raise WordMissing()
    if not reason.strip():
        raise ReasonMissing(verb="新增同义词")
    if not leads_to(kind, means).exists():
        raise SynonymLeadsNowhere(means=means)
    said = Synonym.objects.filter(key=key, means=means).first()
    if said is not None:
        raise SynonymSaidAlready(synonym=said, state=said.get_state_display())
    last = Synonym.objects.filter(key=key).aggregate(last=Max("place"))["last"] or 0
    synonym = Synonym.objects.create(word=word, key=key, kind=kind, means=means, place=last + 1, changed_at=clock.now())
    steps.record(synonym, "add", by, reason=reason.strip(), word=word, means=means, kind=str(kind))
    return synonym


def retire_synonym(*, synonym_id: int, reason: str, by: StaffMember) -> Synonym:
    """The word leads there no longer; it stays in the table with its history."""
    return _move("retire", synonym_id, reason, by)


def restore_synonym(*, synonym_id: int, reason: str, by: StaffMember) -> Synonym:
    """A retired word leads there again."""
    return _move("restore", synonym_id, reason, by)


@transaction.atomic
def _move(verb: str, synonym_id: int, reason: str, by: StaffMember) -> Synonym:
    synonym = locked(Synonym.objects.all(), pk=synonym_id)
    require(by, *EDITORS)
    if not reason.strip():
        raise ReasonMissing(verb=SYNONYM_MOVES[verb].label)
    moved = make_move(synonym, SYNONYM_MOVES, verb)
    synonym.changed_at = clock.now()
    synonym.save()
    steps.record(synonym, moved, by, reason=reason.strip())
    return synonym


@transaction.atomic
def load_synonyms(*, by: StaffMember, lines: Iterable[SeedLine] | None = None) -> int:
    """Add the words that ship and are not there yet; what editors retired stays retired. Returns how many were added."""
    require(by, Role.CATALOGUE_PUBLISHER)
    known = set(Synonym.objects.values_list("key", "means"))
    now, new = clock.now(), []
    for line in seed_lines() if lines is None else lines:
        key = plain(line.word)
        if (key, line.means) not in known:
            known.add((key, line.means))
            new.append(
                Synonym(word=line.word, key=key, kind=line.kind, means=line.means, place=line.place, changed_at=now)
            )
    made = Synonym.objects.bulk_create(new, batch_size=500)
    steps.record_all([(synonym, "add", {"word": synonym.word, "means": synonym.means}) for synonym in made], by)
    return len(made)
