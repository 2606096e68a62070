"""The clerk's bench: one visit's matters, people, tick list, clocks and earlier applications, as one page shows them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from applications.deadlines import Clocks, clocks
from applications.models import Application, Document
from applications.states import ApplicationState
from hall import masking
from hall.kernel import clock
from hall.kernel.errors import DomainError
from hall.models import Party
from hall.queries.calendar import working_calendar
from matters.models import Material, Matter, MatterVersion
from matters.queries.standard import standard_in_force
from queueing.models import Ticket, TicketApplication, TicketMatter, TicketResumed
from queueing.verbs.tickets import NO_NAME

S = ApplicationState
TONES = {S.ACCEPTED: "good", S.AWAITING_CORRECTION: "warn", S.REFUSED: "bad", S.DENIED: "bad", S.RECEIVED: ""}


@dataclass(frozen=True)
class Tab:
    """One matter of the ticket, and its application once it was handed in."""

    index: int
    matter: Matter
    application: Application | None = None
    is_current: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"Alt+{self.index}" if self.index < 10 else ""

    @property
    def words(self) -> str:
        return self.application.get_state_display() if self.application else "未收件"

    @property
    def tone(self) -> str:
        return TONES.get(S(self.application.state), "good") if self.application else "grey"


@dataclass(frozen=True)
class Sheet:
    """The standard of one matter as the window must follow it, or the words why it cannot be taken today."""

    version: MatterVersion | None
    materials: list[Material]
    due: Clocks | None
    refusal: str = ""


@dataclass(frozen=True)
class Card:
    """A person of the visit, masked."""

    role: str
    name: str
    document: str
    phone: str
    source: str


def tabs_of(ticket: Ticket, chosen: int | None = None) -> list[Tab]:
    """The matters in the ticket's order; the chosen one, else the first not yet handed in, is current."""
    rows = list(TicketMatter.objects.filter(ticket=ticket).select_related("matter__department").order_by("order", "pk"))
    taken = applications_of(ticket)
    found = [
        Tab(number, row.matter, taken.get(row.matter_id), answers=row.answers) for number, row in enumerate(rows, 1)
    ]
    open_tab = next((tab.index for tab in found if tab.application is None), 1)
    current = chosen if chosen and chosen <= len(found) else open_tab
    return [replace(tab, is_current=tab.index == current) for tab in found]


def matter_counts(tickets: Iterable[Ticket]) -> dict[int, int]:
    """How many matters each of these tickets is for."""
    return Counter(TicketMatter.objects.filter(ticket__in=list(tickets)).values_list("ticket_id", flat=True))


def applications_of(ticket: Ticket) -> dict[int, Application]:
    """What was taken for this ticket or taken up again at it, by matter."""
    around = ("application__version", "application__applicant", "application__agent", "application__department")
    taken = TicketApplication.objects.filter(ticket=ticket).select_related(*around)
    resumed = TicketResumed.objects.of(ticket.hall_id).filter(ticket=ticket).select_related(*around)
    found = [*(link.application for link in resumed), *(link.application for link in taken)]
    return {application.version.matter_id: application for application in found}


def sheet_of(matter: Matter) -> Sheet:
    """Today's standard of a matter with its clocks as they would be if it were accepted now."""
    try:
        standard = standard_in_force(matter)
    except DomainError as unavailable:
        return Sheet(None, [], None, unavailable.words)
    clocks_now = clocks(clock.today(), standard.version, working_calendar())
    return Sheet(standard.version, standard.materials, clocks_now)


def documents_of(application: Application) -> list[Document]:
    """The documents an application has brought forth, oldest first."""
    return list(Document.objects.filter(application=application).order_by("id"))


def earlier_of(ticket: Ticket, limit: int = 12, *, this_visit: bool = False) -> list[Application]:
    """This person's earlier applications in this hall, as applicant or agent, newest first."""
    party_ids = [pk for pk in (ticket.party_id, ticket.principal_id) if pk]
    mine = Application.objects.of(ticket.hall_id).filter(applicant_id__in=party_ids) | Application.objects.of(
        ticket.hall_id
    ).filter(agent_id__in=party_ids)
    taken_now = TicketApplication.objects.filter(ticket=ticket).values("application_id")
    resumed = TicketResumed.objects.of(ticket.hall_id).filter(ticket=ticket).values("application_id")
    earlier = mine.exclude(pk__in=taken_now).exclude(pk__in=resumed)
    rows = (mine if this_visit else earlier).select_related("version__matter", "department")
    return list(rows.order_by("-received_at")[:limit])


def shown_name(party: Party, typed: str = "") -> str:
    """A person's masked name; a kiosk may have taken the number without one."""
    if not typed and party.name == NO_NAME:
        return "姓名待录入"
    return masking.mask_name(typed or party.name, organisation=party.kind == "organisation")


def card_of_party(role: str, party: Party, source: str, name: str = "", phone: str = "") -> Card:
    """A registered person, masked; `name` when it was only typed at the window."""
    return Card(
        role,
        shown_name(party, name),
        masking.mask_id(party.id_number, id_type=party.id_type),
        masking.mask_phone(phone or party.phone),
        source,
    )


def card_of_typed(role: str, people: Mapping[str, str], prefix: str) -> Card:
    """A person typed for this visit, masked the same way."""
    id_type = people.get(f"{prefix}_id_type", "")
    return Card(
        role,
        masking.mask_name(people.get(f"{prefix}_name", ""), organisation=id_type == "credit_code"),
        masking.mask_id(people.get(f"{prefix}_id_number", ""), id_type=id_type),
        masking.mask_phone(people.get(f"{prefix}_phone", "")),
        "本次已录入",
    )


def cards_of(ticket: Ticket, people: Mapping[str, str]) -> list[Card]:
    """The applicant and the agent of the visit as they stand now."""
    found = []
    for prefix, role in (("applicant", "申请人"), ("agent", "经办人")):
        chosen = people.get(f"{prefix}_is") or ("holder" if prefix == "applicant" else "nobody")
        if chosen == "holder":
            name = people.get("holder_name", "")
            found.append(card_of_party(role, ticket.party, "取号时登记", name, ticket.phone))
        elif chosen == "principal" and ticket.principal is not None:
            found.append(card_of_party(role, ticket.principal, "取号时登记"))
        elif chosen == "typed" and people.get(f"{prefix}_name"):
            found.append(card_of_typed(role, people, prefix))
    return found
