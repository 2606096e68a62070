"""An application as the counter works on it after it was received: tick list, scans, notices, what may be done now."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from applications.completeness import allowed_statuses
from applications.models import Application, ApplicationMaterial, DocumentKind, IntakeReuse, NoticeRequest
from applications.permissions import may
from applications.queries.access import application_for, seen_version
from applications.queries.case import materials_of
from applications.queries.form_words import LABELS
from applications.queries.situation import situation_of
from applications.states import APPLICATION_MOVES, MaterialStatus
from applications.verbs.counter import ACCEPT, CORRECT, KEEP, NOTICE, RESUBMIT, SUPPLEMENT
from hall.kernel.moves import verbs_from
from hall.models import StaffMember

OFFERS = (
    (KEEP, "tick"), (NOTICE, "request_correction"), (ACCEPT, "accept"), (RESUBMIT, "resubmit"), (CORRECT, "resubmit"),
    (SUPPLEMENT, "supplement"),
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One material: what it may be ticked as, what it is, and what an earlier notice said of it."""

    row: ApplicationMaterial
    choices: list[tuple[str, str]]
    status: str
    problem: str
    told: str

    @property
    def theirs(self) -> str:
        """What the application says now, when the page says something else."""
        same = (self.status, self.problem.strip()) == (self.row.status, self.row.problem)
        words = self.row.get_status_display() + (f"（{self.row.problem}）" if self.row.problem else "")
        return "" if same else words

    @property
    def mine(self) -> str:
        """What the page says, in words."""
        return MaterialStatus(self.status).label + (f"（{self.problem}）" if self.problem else "")


@dataclass(frozen=True)
class ReuseShown:
    """One thing taken over, in words."""

    what: str
    row: IntakeReuse


@dataclass(frozen=True)
class CounterDesk:
    """Everything the page shows."""

    application: Application
    lines: list[Line]
    seen: int
    can: set[str]
    notices: int
    request: NoticeRequest | None
    reuses: list[ReuseShown] = field(default_factory=list)

    @property
    def parted(self) -> list[Line]:
        """Where my page and the application part."""
        return [line for line in self.lines if line.theirs]

    @property
    def missing(self) -> int:
        return sum(line.status == MaterialStatus.MISSING for line in self.lines)


def counter_desk(person: StaffMember, number: str, given: Mapping[str, str] | None = None) -> CounterDesk:
    """The page within this person's reach; `given` are values just posted."""
    application = application_for(person, number)
    notices = list(application.documents.filter(kind=DocumentKind.CORRECTION_NOTICE))
    told = {item["material"]: item["problem"] for notice in notices for item in notice.content["missing"]}
    possible = verbs_from(application.state, APPLICATION_MOVES)
    requests = NoticeRequest.objects.of(application.hall_id).filter(application=application)
    return CounterDesk(
        application=application,
        lines=_lines(application, told, given or {}),
        seen=seen_version(application),
        can={act for act, verb in OFFERS if verb in possible and may(person, verb, application)},
        notices=len(notices),
        request=requests.select_related("asked_by", "decided_by").last(),
        reuses=reuses_of(application),
    )


def reuses_of(application: Application) -> list[ReuseShown]:
    """What an application took over from earlier ones, with their date and the consent."""
    rows = application.reuses.select_related("source__version__matter", "material", "consent__taken_by")
    return [ReuseShown(LABELS.get(row.field, row.field) if row.field else f"《{row.material}》", row) for row in rows]


def _lines(application: Application, told: Mapping[int, str], given: Mapping[str, str]) -> list[Line]:
    rows = materials_of(application)
    listed = [row.material for row in rows]
    settled = situation_of(application.version, listed, application.answers).settled
    return [
        Line(
            row,
            [
                (status, MaterialStatus(status).label)
                for status in settled.choices(row.material, allowed_statuses(row.material))
            ],
            given.get(f"tick_{row.material_id}") or row.status,
            given.get(f"problem_{row.material_id}", row.problem),
            told.get(row.material_id, ""),
        )
        for row in rows
    ]
