"""What the intake form says, as the verbs take it: people, how the agent acts, the matter's own fields."""

from collections.abc import Mapping
from typing import Any

from applications.models import Tells
from applications.verbs.acting import Acting
from queueing.forms.people import ACTING, DETAILS
from queueing.models import Ticket
from queueing.queries.applicants import HOLDER, PRINCIPAL, TYPED

FORM_FIELDS = ("content", "place", "collect", "note")


def people_given(data: Mapping[str, str]) -> dict[str, str]:
    """The posted values of the two persons."""
    names = [
        "holder_name",
        *ACTING,
        *(f"{role}_{name}" for role in ("applicant", "agent") for name in ("is", *DETAILS)),
    ]
    return {name: str(data[name]) for name in names if data.get(name)}


def form_given(data: Mapping[str, str]) -> dict[str, str]:
    """The posted values of the matter's own form."""
    return {name: str(data[name]) for name in FORM_FIELDS if data.get(name)}


def person_of(ticket: Ticket, people: Mapping[str, Any], role: str) -> Any:
    """The person meant by the form: one the ticket knows, one typed, or nobody."""
    chosen = people.get(f"{role}_is")
    if chosen == HOLDER and people.get("holder_name"):
        known = {name: getattr(ticket.party, name) for name in ("id_type", "id_number", "override_reason")}
        return {**known, "name": people["holder_name"]}
    if chosen == HOLDER:
        return ticket.party
    if chosen == PRINCIPAL:
        return ticket.principal
    if chosen == TYPED:
        return {name: people.get(f"{role}_{name}", "") for name in DETAILS}
    return None


def acting_of(people: Mapping[str, Any]) -> Acting | None:
    """How the agent acts, where the page asked."""
    if not people.get("acting_kind"):
        return None
    return Acting(
        kind=people["acting_kind"],
        authority=people.get("acting_authority") or "未出示",
        authority_seen=bool(people.get("acting_seen")),
        tells=people.get("acting_tells") or Tells.AGENT,
        helper=people.get("acting_helper", ""),
    )
