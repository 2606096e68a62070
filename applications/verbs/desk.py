"""What approvers keep at their desk: phrases for opinions, filters of the inbox under a name."""

from collections.abc import Mapping

from django.db import transaction

from applications.errors import FilterNameMissing, PhraseMissing, PhraseNotFound, TooManyKept
from applications.models import Phrase, PhraseUse, SavedFilter
from applications.states import DESK_ACTS
from hall import steps
from hall.kernel.errors import NotFound
from hall.kernel.moves import locked
from hall.models import StaffMember
from hall.permissions import require
from hall.roles import Role

MOST_PHRASES, MOST_FILTERS = 60, 12


def keep_phrase(*, use: str, words: str, for_all: bool, by: StaffMember) -> Phrase:
    """Keep a phrase, for oneself or for the whole department."""
    require(by, Role.APPROVER)
    words = words.strip()
    if use not in PhraseUse.values or not words:
        raise PhraseMissing()
    with transaction.atomic():
        own = Phrase.objects.filter(department=by.department_id, owner=None if for_all else by)
        if own.count() >= MOST_PHRASES:
            raise TooManyKept(most=MOST_PHRASES)
        row = Phrase.objects.create(
            department_id=by.department_id, owner=None if for_all else by, use=use, words=words, order=own.count()
        )
        _recorded("keep_phrase", row, by)
        return row


def change_phrase(*, phrase_id: int, words: str, by: StaffMember) -> Phrase:
    """Write a phrase anew."""
    with transaction.atomic():
        row = _mine(phrase_id, by)
        if not words.strip():
            raise PhraseMissing()
        row.words = words.strip()
        row.save()
        _recorded("change_phrase", row, by)
        return row


def drop_phrase(*, phrase_id: int, by: StaffMember) -> None:
    """Keep a phrase no longer; opinions already signed are not touched."""
    with transaction.atomic():
        row = _mine(phrase_id, by)
        _recorded("drop_phrase", row, by)
        row.delete()


def keep_filter(*, name: str, wanted: Mapping[str, str], by: StaffMember) -> SavedFilter:
    """Keep a way of looking at the inbox under a name; the same name again replaces it."""
    require(by, Role.APPROVER)
    name = name.strip()
    if not name:
        raise FilterNameMissing()
    with transaction.atomic():
        others = SavedFilter.objects.filter(owner=by).exclude(name=name).count()
        if others >= MOST_FILTERS:
            raise TooManyKept(most=MOST_FILTERS)
        row, _ = SavedFilter.objects.update_or_create(owner=by, name=name, defaults={"wanted": dict(wanted)})
        return row


def drop_filter(*, filter_id: int, by: StaffMember) -> None:
    """Keep a filter no longer."""
    SavedFilter.objects.filter(owner=by, pk=filter_id).delete()


def _mine(phrase_id: int, by: StaffMember) -> Phrase:
    require(by, Role.APPROVER)
    try:
        row = locked(Phrase.objects.filter(department=by.department_id), pk=phrase_id)
    except NotFound:
        raise PhraseNotFound() from None
    if row.owner_id not in {None, by.pk}:
        raise PhraseNotFound()
    return row


def _recorded(act: str, row: Phrase, by: StaffMember) -> None:
    """What a department's people share is changed on record; one's own words are one's own."""
    if row.owner_id is None:
        assert act in DESK_ACTS
        steps.record(row, act, by, row.words, use=row.use)
