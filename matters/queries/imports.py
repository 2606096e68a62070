"""Reading catalogue imports: the list, one of them with its report, what waits for a worker."""

from datetime import timedelta

from django.db.models import Count, Q, QuerySet

from hall.kernel import clock
from hall.models import StaffMember
from hall.roles import Role
from matters.errors import ImportNotFound
from matters.models import CatalogueImport, ImportLine, LineKind
from matters.states import IMPORT_MOVES, ImportState

READERS = (Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER, Role.CATALOGUE_PUBLISHER, Role.SUPERVISOR, Role.AUDITOR)
LOST_AFTER = timedelta(seconds=20)
LEFT_AFTER = timedelta(minutes=10)
BY_PUBLISHERS = ("release", "refuse")
BY_EDITORS, BY_REVIEWERS = ("propose", "recheck", "abandon"), ("approve", "refuse")


def imports() -> QuerySet[CatalogueImport]:
    """All imports, the newest first."""
    return CatalogueImport.objects.select_related("uploaded_by", "decided_by").defer("problems")


def import_by_id(import_id: int) -> CatalogueImport:
    """The import under this number, with the people who acted on it."""
    rows = CatalogueImport.objects.select_related("uploaded_by", "proposed_by", "decided_by", "released_by")
    row = rows.filter(pk=import_id).first()
    if row is None:
        raise ImportNotFound()
    return row


def counts(row: CatalogueImport) -> dict[str, int]:
    """How many lines of each kind the report has."""
    found = dict(row.lines.order_by().values_list("kind").annotate(number=Count("pk")))
    return {kind.value: found.get(kind.value, 0) for kind in LineKind}


def report(row: CatalogueImport, kind: str = "") -> QuerySet[ImportLine]:
    """The lines of the change report, of one kind or of all."""
    lines = row.lines.defer("row")
    return lines.filter(kind=kind) if kind in LineKind.values else lines


def acts(row: CatalogueImport, person: StaffMember) -> list[str]:
    """What this person may do with it now; the buttons of the page."""
    mine = row.uploaded_by_id == person.pk or row.proposed_by_id == person.pk
    allowed = list(BY_EDITORS) if person.has_role(Role.CATALOGUE_EDITOR) else []
    if person.has_role(Role.CATALOGUE_REVIEWER) and not mine:
        allowed += BY_REVIEWERS if row.state != ImportState.REVIEWED else ()
    if person.has_role(Role.CATALOGUE_PUBLISHER) and not mine and row.decided_by_id != person.pk:
        allowed += BY_PUBLISHERS if row.state == ImportState.REVIEWED else ()
    return [verb for verb in dict.fromkeys(allowed) if row.state in IMPORT_MOVES[verb].start]


def waiting_for_check() -> list[int]:
    """Imports whose hint was lost, or whose worker died."""
    now = clock.now()
    waits = Q(state=ImportState.UPLOADED, uploaded_at__lt=now - LOST_AFTER)
    left = Q(state=ImportState.CHECKING, started_at__lt=now - LEFT_AFTER)
    return list(CatalogueImport.objects.filter(waits | left).values_list("pk", flat=True))


def waiting_for_publishing() -> list[int]:
    """Approved imports that no worker took up."""
    lost = CatalogueImport.objects.filter(state=ImportState.APPROVED, released_at__lt=clock.now() - 6 * LOST_AFTER)
    return list(lost.values_list("pk", flat=True))
