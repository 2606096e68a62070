"""One complaint, case or improvement ticket as its page shows it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model

from applications.lights import Light
from complaints.complaint_permissions import may_handle, may_improve, may_solve
from complaints.complaint_states import COMPLAINT_MOVES, Occasion
from complaints.list_difference import Line, from_data
from complaints.models import Complaint, ComplaintFile, Improvement, Reply, UnresolvedCase
from complaints.queries.handling import Words, templates_of, values_of
from complaints.queries.work_list import light_of
from complaints.reply_words import fill
from complaints.unresolved_states import CASE_MOVES, IMPROVEMENT_MOVES, CaseState
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import verbs_from
from hall.models import StaffMember
from hall.step_words import word_for
from matters.models import Material


@dataclass(frozen=True)
class Past:
    """One line of the time line."""

    label: str
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Shown:
    """A thing with everything its page shows, and what this reader may do."""

    thing: Any
    light: Light
    timeline: list[Past]
    verbs: set[str]
    replies: list[Reply] = field(default_factory=list)
    files: list[ComplaintFile] = field(default_factory=list)
    templates: list[Words] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    materials: list[Material] = field(default_factory=list)
    improvements: list[Improvement] = field(default_factory=list)
    way: list[tuple[str, str]] = field(default_factory=list)


def who(person: StaffMember) -> str:
    """The name of who acted; the public page acts for whoever stands before it."""
    return "办事人（网上）" if person.username == "system.public" else person.name


def timeline_of(thing: Model) -> list[Past]:
    """What was done, by whom and when."""
    return [
        Past(word_for(step.verb), who(step.by), step.at.astimezone(clock.BEIJING), step.reason)
        for step in steps.steps_of(thing)
    ]


def filled_templates(thing: Complaint | UnresolvedCase, occasion: str) -> list[Words]:
    """The templates for an occasion, with what is known of the thing filled in."""
    values = values_of(thing)
    return [
        Words(one.key, one.occasion, one.name, fill(one.words, values), one.pk)
        for one in templates_of(thing.hall, occasion)
    ]


def complaint_shown(person: StaffMember, complaint: Complaint) -> Shown:
    """A complaint's page for this reader."""
    evidence = getattr(complaint, "evidence", None)
    allowed = {verb for verb in verbs_from(complaint.state, COMPLAINT_MOVES) if may_handle(person, verb, complaint)}
    started = complaint.received_at.astimezone(clock.BEIJING).date()
    return Shown(
        thing=complaint,
        light=light_of(started, complaint.due, is_open=complaint.is_open),
        timeline=timeline_of(complaint),
        verbs=allowed,
        replies=list(complaint.replies.select_related("told_by").order_by("id")),
        files=list(complaint.files.order_by("id")),
        templates=filled_templates(complaint, Occasion.ANSWERED) if "answer" in allowed else [],
        lines=from_data(evidence.difference) if evidence else [],
        materials=list(evidence.version.materials.order_by("order")) if evidence else [],
        improvements=list(complaint.improvements.select_related("department")),
    )


WAY = (
    CaseState.TAKEN_DOWN,
    CaseState.CLASSIFIED,
    CaseState.FORWARDED,
    CaseState.SOLVED,
    CaseState.TOLD,
    CaseState.VERIFIED,
    CaseState.FILED,
)
WAY_WORDS = ("受理", "分类", "转办", "解决", "反馈", "核查", "备案")


def way_of(case: UnresolvedCase) -> list[tuple[str, str]]:
    """受理 → 分类 → 转办 → 解决 → 反馈 → 核查 → 备案, and where the case stands."""
    if case.state == CaseState.EXCLUDED:
        return [("受理", "done"), ("不属受理范围，已说明", "here")]
    here = WAY.index(CaseState.FORWARDED if case.state == CaseState.BEING_SOLVED else CaseState(case.state))
    return [(word, "done" if n < here else "here" if n == here else "later") for n, word in enumerate(WAY_WORDS)]


def case_shown(person: StaffMember, case: UnresolvedCase) -> Shown:
    """A case's page for this reader."""
    allowed = {verb for verb in verbs_from(case.state, CASE_MOVES) if may_solve(person, verb, case)}
    started = case.taken_down_at.astimezone(clock.BEIJING).date()
    return Shown(
        thing=case,
        light=light_of(started, case.due, is_open=case.is_open),
        timeline=timeline_of(case),
        verbs=allowed,
        replies=list(case.replies.select_related("told_by").order_by("id")),
        files=list(case.files.order_by("id")),
        templates=filled_templates(case, Occasion.TOLD) if "tell_person" in allowed else [],
        improvements=list(case.improvements.select_related("department")),
        way=way_of(case),
    )


def improvement_shown(person: StaffMember, improvement: Improvement) -> Shown:
    """An improvement ticket's page for this reader."""
    allowed = verbs_from(improvement.state, IMPROVEMENT_MOVES)
    started = improvement.raised_at.astimezone(clock.BEIJING).date()
    return Shown(
        thing=improvement,
        light=light_of(started, improvement.due, is_open=improvement.is_open),
        timeline=timeline_of(improvement),
        verbs={verb for verb in allowed if may_improve(person, verb, improvement)},
    )
