"""Small lookups of the counter: which window, whose results."""

from datetime import timedelta

from applications.models import Application, Result
from applications.queries.results import AROUND
from applications.states import ApplicationState
from hall.kernel import clock
from hall.kernel.crypto import blind_index
from hall.kernel.errors import NotFound
from hall.models import Hall, Party, Window, WindowKind


def window_at(hall: Hall, code: str) -> Window | None:
    """The window with this code in this hall; None when none was named, NotFound when there is none."""
    if not code:
        return None
    window = Window.objects.of(hall).filter(code=code).first()
    if window is None:
        raise NotFound()
    return window


def party_of_ticket(hall: Hall, ticket_number: str) -> list[Party]:
    """The applicants whose results of a visit with this ticket number wait; the latest visit first, a month at most."""
    since = clock.now() - timedelta(days=31)
    rows = Application.objects.of(hall).filter(
        visit__endswith=f"-{ticket_number.strip().upper()}",
        state=ApplicationState.AWAITING_COLLECTION,
        received_at__gte=since,
    )
    found = rows.select_related("applicant").order_by("-received_at")
    return list({application.applicant_id: application.applicant for application in found}.values())


def parties_with_document(id_number: str) -> list[Party]:
    """The people registered under this document number, of whatever kind."""
    return list(Party.objects.filter(id_index=blind_index(id_number))) if id_number.strip() else []


def parties_by_key(keys: list[int]) -> list[Party]:
    """The people found before, in the order they were found."""
    found = Party.objects.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def issuing_windows(hall: Hall) -> list[Window]:
    """The hall's windows that hand results over."""
    return list(Window.objects.of(hall).filter(kind=WindowKind.ISSUING, in_use=True).order_by("code"))


def all_waiting(hall: Hall) -> list[Result]:
    """Every result that waits in this hall, the oldest first; two hundred at most."""
    rows = Result.objects.of(hall).filter(application__state=ApplicationState.AWAITING_COLLECTION)
    return list(rows.select_related(*AROUND).order_by("ready_at", "pk")[:200])
