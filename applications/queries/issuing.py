"""Finding whose results wait: by application number, ticket number or document."""

from applications.models import Application, Result
from applications.numbers import normal_number
from applications.queries.codes import live_code
from applications.queries.counter import parties_with_document, party_of_ticket
from applications.queries.results import results_waiting
from hall.models import Hall, Party


def people_found(
    hall: Hall, *, application: str = "", ticket: str = "", id_number: str = "", code: str = ""
) -> list[Party]:
    """The people meant by what the clerk typed; several when a ticket number was used on several days."""
    if code.strip():
        live = live_code(hall, code)
        return [live.result.application.applicant] if live else []
    if application.strip():
        rows = Application.objects.of(hall).select_related("applicant")
        found = rows.filter(number=normal_number(application)).first()
        return [found.applicant] if found else []
    if ticket.strip():
        return party_of_ticket(hall, ticket)
    return parties_with_document(id_number)


def results_waiting_for(hall: Hall, people: list[Party]) -> list[Result]:
    """Every result in this hall that waits for any of these people."""
    found = {result.pk: result for party in people for result in results_waiting(hall, party)}
    return list(found.values())
