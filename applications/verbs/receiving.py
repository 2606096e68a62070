"""Receiving from people who are named by their documents: they and the application are written together or not at all."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from applications.models import Application
from applications.permissions import require_may
from applications.verbs.intake import receive
from applications.verbs.repeated import received_before
from hall.identity import cleaned
from hall.kernel.crypto import blind_index
from hall.models import Hall, Party, StaffMember
from hall.verbs.parties import register_party
from matters.queries.catalogue import matter_by_code

Person = Mapping[str, Any]


def receive_from(
    *, hall: Hall, applicant: Person, agent: Person | None = None, by: StaffMember, **given: Any
) -> Application:
    """Register applicant and agent and receive the application; when it is refused nobody was registered.

    What was handed in before, is still open and says the same is that application.

    People are locked in one order, by document, so that two who come for each other do not wait for each other.
    """
    with transaction.atomic():
        require_may(by, "receive", hall=hall)
        people = {"applicant": applicant, "agent": agent}
        named = [(role, person) for role, person in people.items() if person is not None]
        known: dict[str, Party] = {role: register_party(**person, by=by) for role, person in sorted(named, key=_place)}
        matter = matter_by_code(given["matter_code"])
        before = received_before(hall, known["applicant"], matter, given.get("form") or {})
        if before is not None:
            return before
        return receive(hall=hall, applicant=known["applicant"], agent=known.get("agent"), by=by, **given)


def _place(named: tuple[str, Person]) -> tuple[str, str]:
    person = named[1]
    return str(person["id_type"]), blind_index(cleaned(str(person["id_number"])))
