"""What the approver's page shows beside the application: whose turn it is, opinions, questions to others, one time line."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from applications.models import Application, ApplicationMaterial, MaterialFile, Signature, SigningStep
from applications.permissions import may
from applications.queries.authorisations import may_sign, substitute_for
from applications.queries.case import Case
from applications.queries.consulting import AROUND, Asked, asked
from applications.queries.phrases import Phrases, phrases_for
from applications.queries.previews import Preview, decision_preview
from applications.queries.turns import may_undo
from applications.states import APPLICATION_MOVES, OTHER_ACTS, UNDECIDED
from applications.states import ApplicationState as S
from hall.messages.wording import TEMPLATES
from hall.models import OutgoingMessage, StaffMember
from hall.roles import Role

SIGNED = {"review", "forward", "grant", "deny"}
POWERS = {SigningStep.REVIEW: "review", SigningStep.DECIDE: "decide"}


@dataclass(frozen=True)
class Line:
    """One entry of the time line: an act, a notice to the applicant, or a look."""

    at: datetime
    kind: str
    label: str
    by: str
    words: str = ""


@dataclass(frozen=True)
class ScanShown:
    """One scan with its place among the versions of its material."""

    file: MaterialFile
    material: str
    version: int
    version_words: str


@dataclass(frozen=True)
class Desk:
    """The department's side of the page."""

    is_ours: bool
    step: str
    handler: str
    why_not: str
    is_my_turn: bool
    instead_of: str
    undo_until: datetime | None
    may_return: bool
    may_correct: bool
    may_transfer: bool
    may_ask: bool
    signatures: list[Signature]
    questions: list[Asked]
    phrases: list[Phrases]
    line: list[Line]
    scans: dict[int, ScanShown]
    preview: Preview | None

    @property
    def has_older_scans(self) -> bool:
        """Whether some material was handed in anew: then the versions can be compared."""
        return any(scan.version > 1 for scan in self.scans.values())


def desk_for(person: StaffMember, case: Case) -> Desk:
    """The page's department side; everyone who may read the application reads the time line and the opinions."""
    one = case.application
    signatures = signatures_of(case)
    standing = next((row for row in signatures if row.step == SigningStep.REVIEW and row.set_aside_at is None), None)
    is_ours = person.has_role(Role.APPROVER) and person.department_id == one.department_id
    right, why_not = _turn(person, one, standing) if is_ours else (None, "")
    is_accepted = one.state in APPLICATION_MOVES["review"].start
    return Desk(
        is_ours=is_ours,
        step=one.get_step_display() if one.step and one.state in UNDECIDED else "",
        handler=_handler(one),
        why_not=why_not,
        is_my_turn=right is not None and not why_not,
        instead_of=right.person.name if right is not None and right.person_id != person.pk else "",
        undo_until=may_undo(person, one),
        may_return=is_ours and is_accepted and standing is not None and right is not None and not why_not,
        may_correct=one.state == S.RECEIVED and may(person, "return_for_correction", one),
        may_transfer=one.state in UNDECIDED and may(person, "transfer", one),
        may_ask=one.state in OTHER_ACTS["ask_department"].start and may(person, "ask_department", one),
        signatures=signatures,
        questions=questions_of(case),
        phrases=phrases_for(person) if is_ours and right is not None else [],
        line=time_line(case),
        scans=scans_of(case),
        preview=decision_preview(one) if is_ours and right is not None else None,
    )


def signatures_of(case: Case) -> list[Signature]:
    """The signed opinions, each with its authorisation."""
    if SIGNED.isdisjoint(case.acts):
        return []
    return list(case.application.signatures.select_related("signed_by", "on_behalf_of", "authorisation"))


def questions_of(case: Case) -> list[Asked]:
    """What other departments were asked, with their answers, oldest first."""
    if "ask_department" not in case.acts:
        return []
    return [asked(row) for row in case.application.consultations.select_related(*AROUND).order_by("asked_at")]


def _turn(person: StaffMember, one: Application, review: Signature | None) -> tuple[Any, str]:
    """The authorisation this person would sign under, and why it is not their turn (nothing: it is)."""
    if one.state not in APPLICATION_MOVES["grant"].start:
        return None, ""
    step = SigningStep(one.step or SigningStep.DECIDE)
    right = may_sign(person, POWERS[step], one)
    if right is None:
        return None, f"您没有本事项的“{step.label}”授权，可以转办给有授权的同事。"
    if step == SigningStep.DECIDE and review is not None and review.signed_by_id in {person.pk, right.person_id}:
        return right, f"审查意见由{review.signed_by.name}签署，决定应由另一人作出。"
    stands_in = one.handler_id is not None and one.handler_id != person.pk and substitute_for(one.handler) != person
    return right, f"本件现由{one.handler}办理。" if stands_in else ""


def _handler(one: Application) -> str:
    if one.handler is None or one.state not in UNDECIDED:
        return ""
    return one.handler.name


def time_line(case: Case) -> list[Line]:
    """Acts, notices and looks of an application, oldest first."""
    one = case.application
    acts = [Line(step.at, "act", step.label, step.by, step.reason) for step in case.timeline]
    sent = OutgoingMessage.objects.of(one.hall_id).filter(about=one.number).defer("phone", "text")
    notices = [
        Line(row.queued_at, "notice", f"短信：{TEMPLATES[row.event].label}", row.get_state_display())
        for row in sent.order_by("pk")
        if row.event in TEMPLATES
    ]
    seen = one.looks.select_related("person").order_by("first_at")
    looks = [
        Line(
            row.first_at,
            "look",
            "查看",
            row.person.name,
            row.what + (f"，当天 {row.times} 次" if row.times > 1 else ""),
        )
        for row in seen
    ]
    return sorted([*acts, *notices, *looks], key=lambda line: line.at)


def scans_of(case: Case) -> dict[int, ScanShown]:
    """Scans by file, each with its version: what came after a notice for correction is a new version of its material."""
    asked_at = [step.at for step in case.timeline if step.label == APPLICATION_MOVES["request_correction"].label]
    shown = {}
    for row in case.materials:
        for file, version in _versions(row, asked_at):
            words = f"第 {version} 次提交" if asked_at else ""
            shown[file.pk] = ScanShown(file, row.material.name, version, words)
    return shown


def _versions(row: ApplicationMaterial, asked_at: list[datetime]) -> list[tuple[MaterialFile, int]]:
    found = [(file, 1 + sum(moment <= file.uploaded_at for moment in asked_at)) for file in row.files.all()]
    known = sorted({version for _, version in found})
    return [(file, known.index(version) + 1) for file, version in found]
