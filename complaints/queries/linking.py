"""What a complaint is linked to, from what a person typed: matter, department, ticket, application."""

from dataclasses import dataclass, field

from applications.errors import ApplicationNotFound
from applications.models import Application
from applications.queries.access import application_for
from complaints.complaint_errors import LinkedNotFound
from hall.kernel import clock
from hall.models import Department, Hall, StaffMember
from matters.models import Matter
from matters.queries.search import search_matters
from queueing.models import Ticket

HITS = 8


@dataclass(frozen=True)
class Meant:
    """The matter that was meant, or those it may have been."""

    matter: Matter | None = None
    choices: list[Matter] = field(default_factory=list)


def matter_meant(words: str, code: str = "") -> Meant:
    """The matter chosen by code, or named exactly; otherwise those to choose from. Nothing typed, nothing meant."""
    words = words.strip()[:200]
    if code:
        chosen = Matter.objects.select_related("department").filter(code=code[:33]).first()
        if chosen is not None and (not words or words in {chosen.name, chosen.code} or chosen in _found(words)):
            return Meant(matter=chosen)
    if not words:
        return Meant()
    exact = Matter.objects.select_related("department").filter(code=words[:33]).first()
    if exact is None:
        same = list(Matter.objects.select_related("department").filter(name=words)[:2])
        exact = same[0] if len(same) == 1 else None
    return Meant(matter=exact) if exact is not None else Meant(choices=_found(words))


def _found(words: str) -> list[Matter]:
    return [hit.matter for hit in search_matters(words, limit=HITS)]


def department_meant(code: str) -> Department | None:
    """The department chosen from the list."""
    return Department.objects.filter(code=code[:32]).first() if code else None


def departments() -> list[Department]:
    """All departments, for a choice."""
    return list(Department.objects.order_by("code"))


def ticket_meant(hall: Hall, number: str) -> Ticket | None:
    """Today's ticket with this number. Raises LinkedNotFound."""
    number = number.strip().upper()
    if not number:
        return None
    rows = Ticket.objects.of(hall).filter(number=number[:8], day=clock.today()).order_by("-pk")
    ticket = rows.select_related("window").first()
    if ticket is None:
        raise LinkedNotFound(what="今天的排队号", value=number[:20])
    return ticket


def application_meant(person: StaffMember, number: str) -> Application | None:
    """The application with this number within this person's reach. Raises LinkedNotFound."""
    if not number.strip():
        return None
    try:
        return application_for(person, number)
    except ApplicationNotFound as unknown:
        raise LinkedNotFound(what="办件", value=number.strip()[:30]) from unknown
