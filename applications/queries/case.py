"""One application as its page shows it."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from applications import contents
from applications.act_words import act_words
from applications.lights import Light
from applications.models import Application, ApplicationMaterial, Document, MaterialFile, Procedure
from applications.permissions import may, may_read_form
from applications.queries import form_words
from applications.queries.access import application_for
from applications.queries.amended import Amended, amended
from applications.queries.inbox import light_of
from applications.queries.masked import masked
from applications.queries.mine import Supervised, supervised
from applications.queries.sheet import standard_lines
from applications.queries.situation import answers_in_words
from applications.queries.whys import Why, whys_of
from applications.states import APPLICATION_MOVES, OPEN, QUIET, UNDECIDED, ApplicationState, MaterialStatus
from hall import steps
from hall.kernel import clock
from hall.masking import mask_id, mask_phone
from hall.models import Party, StaffMember
from matters.queries.since import ChangedSince, changed_since

ALONG = ("automatic__rules__matter", "verification", "revocation", "decision", "result")


@dataclass(frozen=True)
class PersonShown:
    """A party, masked, with what a reveal needs."""

    role: str
    party: Party
    name: str
    id_number: str
    phone: str


@dataclass(frozen=True)
class StepShown:
    """One act in the time line."""

    label: str
    by: str
    at: Any
    reason: str


@dataclass(frozen=True)
class Case:
    """Everything the page shows of an application."""

    application: Application
    people: list[PersonShown]
    form: list[tuple[str, str]]
    materials: list[ApplicationMaterial]
    files: list[MaterialFile]
    documents: list[Document]
    timeline: list[StepShown]
    seen: int
    light: Light | None
    can_decide: bool
    can_accept: bool
    can_refuse: bool
    can_upload: bool
    can_remove: bool
    late: list[str]
    missing: list[str]
    standard_lines: list[str]
    remedies: list[str]
    legal_bases: list[str]
    acts: frozenset[str] = frozenset()
    procedures: list[Procedure] = field(default_factory=list)
    changed: ChangedSince | None = None
    whys: list[Why] = field(default_factory=list)
    supervised: Supervised | None = None
    amended: list[Amended] = field(default_factory=list)

    @property
    def answers(self) -> list[dict[str, str]]:
        """The questions of the standard with the answers that chose the situation."""
        return answers_in_words(self.application.version, self.application.answers)


def case_for(person: StaffMember, number: str) -> Case:
    """The page of an application within this person's reach; what is not among the acts done is not looked for."""
    application = application_for(person, number, *ALONG)
    is_open = application.state in UNDECIDED
    is_decidable = application.state in APPLICATION_MOVES["grant"].start
    is_received = application.state == ApplicationState.RECEIVED
    prefetch_related_objects([application], "documents")
    materials = materials_of(application)
    line = list(steps.steps_of(application))
    acts = frozenset(step.verb for step in line)
    procedures = list(application.procedures.all()) if "begin_procedure" in acts else []
    counted = [step.pk for step in line if step.verb not in QUIET]
    light = light_of(application, clock.today()) if is_open else None
    return Case(
        application=application,
        people=people_of(application),
        form=form_shown(person, application),
        materials=materials,
        files=[file for row in materials for file in row.files.all()],
        documents=list(application.documents.all()),
        timeline=[StepShown(act_words(step.verb), step.by.name, step.at, step.reason) for step in line],
        seen=counted[-1] if counted else 0,
        light=light,
        whys=whys_of(application, procedures),
        supervised=supervised(person, application, light, acts),
        amended=amended(person, application, acts),
        acts=acts,
        procedures=procedures,
        can_decide=is_decidable and may(person, "grant", application),
        can_accept=is_received and may(person, "accept", application),
        can_refuse=is_received and may(person, "refuse", application),
        can_upload=application.state in OPEN and may(person, "upload", application),
        can_remove=application.state in ("received", "awaiting_correction") and may(person, "remove_file", application),
        late=[row.material.name for row in materials if row.status == MaterialStatus.LATE],
        missing=[row.material.name for row in materials if row.status == MaterialStatus.MISSING],
        standard_lines=standard_lines(application.version) if is_received else [],
        remedies=contents.remedies(application.department.full_name),
        legal_bases=[basis_words(basis) for basis in application.version.legal_basis],
        changed=changed_since(application.version),
    )


def form_shown(person: StaffMember, application: Application) -> list[tuple[str, str]]:
    """The filled-in form, for those whose work it is; empty for others."""
    if not may_read_form(person, application):
        return []
    return form_words.spoken(application.form)


def materials_of(application: Application) -> list[ApplicationMaterial]:
    """The tick list with its scans, in the order of the standard."""
    files = Prefetch("files", queryset=MaterialFile.objects.of(application.hall_id))
    rows = application.materials.select_related("material").prefetch_related(files)
    return list(rows.order_by("material__order"))


def people_of(application: Application) -> list[PersonShown]:
    """Applicant and agent, masked."""
    shown = [("申请人", application.applicant)]
    if application.agent is not None:
        shown.append(("经办人", application.agent))
    return [
        PersonShown(
            role, party, masked(party), mask_id(party.id_number, id_type=party.id_type), mask_phone(party.phone)
        )
        for role, party in shown
    ]


def basis_words(basis: Any) -> str:
    """One legal basis of the standard in a line."""
    return basis if isinstance(basis, str) else f"{basis.get('law', '')}{basis.get('article', '')}"
