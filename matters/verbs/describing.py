"""Describing a matter: whom it is for, whether it is in the hall, whence the power comes. One proposes, another decides."""

from typing import Any

from django.db import transaction

from hall import steps
from hall.kernel import clock
from hall.kernel.moves import Moved, locked, make_move
from hall.models import StaffMember
from hall.permissions import require
from hall.roles import Role
from matters.catalogue_file.rows import Row, matter_row
from matters.catalogue_file.standard_rules import authority_rules
from matters.description_errors import DescriptionMovedOn, DescriptionOpen, NothingSaidAnew, SamePersonDescribes
from matters.description_words import DESCRIBED
from matters.errors import DraftChanged, DraftFaulty, ReasonMissing
from matters.models import DescriptionChange, Matter
from matters.queries.catalogue import standing_version
from matters.search_text import search_text
from matters.states import CHANGE_MOVES, ChangeState
from matters.verbs.drafts import may_write


@transaction.atomic
def propose_description(*, code: str, fields: Row, seen: int, reason: str, by: StaffMember) -> DescriptionChange:
    """Propose what a matter is to be said to be. Raises DraftChanged when that was changed since `seen` was read."""
    matter = _matter(code=code)
    may_write(by, matter)
    _nobody_was_faster(matter, seen)
    if not reason.strip():
        raise ReasonMissing(verb="修改事项说明")
    before = {name: _plain(getattr(matter, name)) for name in DESCRIBED}
    after = {name: fields[name] for name in DESCRIBED if fields[name] != before[name]}
    if not after:
        raise NothingSaidAnew()
    _write(matter, after)
    _check(matter)
    row = DescriptionChange(matter=matter, before={name: before[name] for name in after}, after=after)
    row.reason, row.proposed_by, row.proposed_at = reason.strip(), by, clock.now()
    row.save()
    moved = Moved("propose_description", "", ChangeState.PROPOSED.value)
    steps.record(row, moved, by, reason=row.reason, fields=sorted(after))
    return row


@transaction.atomic
def approve_description(*, change_id: int, words: str = "", by: StaffMember) -> DescriptionChange:
    """Another person finds it right; from now on it is said of the matter."""
    row = _decided(change_id, "approve_description", words, by)
    matter = _matter(pk=row.matter_id)
    if {name: _plain(getattr(matter, name)) for name in row.before} != row.before:
        raise DescriptionMovedOn(matter=matter.name)
    _write(matter, row.after)
    _check(matter)
    matter._history_user = by  # type: ignore[attr-defined]
    matter.save()
    steps.record(matter, "describe", by, fields=sorted(row.after), change=row.pk)
    return row


def refuse_description(*, change_id: int, words: str, by: StaffMember) -> DescriptionChange:
    """Another person does not agree, and says why."""
    if not words.strip():
        raise ReasonMissing(verb=CHANGE_MOVES["refuse_description"].label)
    return _decided(change_id, "refuse_description", words, by)


@transaction.atomic
def withdraw_description(*, change_id: int, by: StaffMember) -> DescriptionChange:
    """An editor of the department takes the proposal back."""
    row = locked(DescriptionChange.objects.select_related("matter"), pk=change_id)
    may_write(by, row.matter)
    moved = make_move(row, CHANGE_MOVES, "withdraw_description")
    row.save()
    steps.record(row, moved, by)
    return row


@transaction.atomic
def _decided(change_id: int, verb: str, words: str, by: StaffMember) -> DescriptionChange:
    row = locked(DescriptionChange.objects.select_related("matter"), pk=change_id)
    require(by, Role.CATALOGUE_REVIEWER)
    if row.proposed_by_id == by.pk:
        raise SamePersonDescribes(matter=row.matter.name)
    moved = make_move(row, CHANGE_MOVES, verb)
    row.decided_by, row.decided_at, row.decision = by, clock.now(), words.strip()[:300]
    row.save()
    steps.record(row, moved, by, reason=row.decision)
    return row


def _matter(**which: Any) -> Matter:
    return locked(Matter.objects.select_related("department", "basic_item"), **which)


def _nobody_was_faster(matter: Matter, seen: int) -> None:
    """Refuse when there is a proposal already, or somebody else's was approved meanwhile."""
    proposed = DescriptionChange.objects.filter(matter=matter, state=ChangeState.PROPOSED)
    waiting = proposed.select_related("proposed_by").first()
    if waiting is not None:
        raise DescriptionOpen(matter=matter.name, by=waiting.proposed_by.name, change_id=waiting.pk)
    last = matter.history.select_related("history_user").first()
    if last is not None and last.history_id != seen:
        who = last.history_user.name if last.history_user else ""
        raise DraftChanged(version=matter.name, by=who, revision=last.history_id)


def _write(matter: Matter, after: Row) -> None:
    """Put the new words on the matter, and what it is found by; nothing is saved here."""
    for name, value in after.items():
        setattr(matter, name, value)
    standing = standing_version(matter)
    results = [standing.result_name] if standing else []
    matter.search_text = search_text(
        matter.name, matter.main_item, matter.aliases, matter.department.short_name, results
    )


def _plain(value: Any) -> Any:
    """Enumerations as their plain value, as JSON keeps them."""
    return getattr(value, "value", value)


def _check(matter: Matter) -> None:
    standing = standing_version(matter)
    result = {"kind": standing.result_kind, "name": standing.result_name} if standing else {"kind": "none", "name": ""}
    faults = [*authority_rules({**matter_row(matter), "result": result})]
    if matter.is_one_window and not matter.is_stationed:
        faults.append(("is_one_window", "一窗受理的事项应先进驻大厅", "请选进驻大厅，或取消一窗受理"))
    if not matter.applicants:
        faults.append(("applicants", "没有服务对象", "请至少选一种"))
    if faults:
        raise DraftFaulty(faults=faults, words="；".join(f"{what}，{todo}" for _, what, todo in faults))
