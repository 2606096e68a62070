"""Taking a complaint or suggestion in: numbered, routed by rule, with a limit, and a receipt to follow it by."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from applications.models import Application
from complaints.complaint_errors import ChoiceUnknown, WayOfReachingUnfit, WordsMissing, WordsTooMany
from complaints.complaint_permissions import BUREAU_CODE, TAKERS_DOWN, is_in
from complaints.complaint_states import Category, ComplaintKind, ComplaintState, Occasion, Source, Unit
from complaints.grievance_numbers import COMPLAINT, grievance_number
from complaints.handling_limits import limit_key
from complaints.models import Complaint
from complaints.queries.handling import days_for, due_after
from complaints.routing import Rule, route
from complaints.verbs.complaint_files import Sent, checked_files, keep_files
from complaints.verbs.replying import reply_by_template
from hall import steps
from hall.contact import cleaned_name, cleaned_phone
from hall.errors import InvalidPhone
from hall.identity import cleaned
from hall.kernel import clock
from hall.kernel.crypto import blind_index
from hall.models import Department, Hall, StaffMember, Window
from hall.permissions import require
from hall.roles import Role
from matters.models import Matter
from queueing.models import Ticket

LEAST_WORDS, MOST_WORDS, TITLE = 5, 3000, 40
UNAMBIGUOUS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8


@dataclass(frozen=True)
class Said:
    """What the person says, and who they are if they want to say so."""

    kind: str
    category: str
    words: str
    about_whom: str = ""
    is_anonymous: bool = False
    name: str = ""
    phone: str = ""
    id_number: str = ""


@dataclass(frozen=True)
class About:
    """What it is about, as far as known."""

    matter: Matter | None = None
    department: Department | None = None
    window: Window | None = None
    ticket: Ticket | None = None
    application: Application | None = None

    def known(self) -> dict[str, Any]:
        """The links as the tables keep them; an application knows its matter, a matter its department."""
        application = self.application
        matter = self.matter or (application.version.matter if application else None)
        department = self.department or (application.department if application else None)
        return {
            "matter": matter,
            "department": department or (matter.department if matter else None),
            "window": self.window,
            "ticket": self.ticket,
            "application": application,
        }


@dataclass(frozen=True)
class Received:
    """A complaint taken in, and the code to follow it by where neither phone nor document was left: shown once."""

    complaint: Complaint
    code: str = ""


@dataclass(frozen=True)
class Person:
    """The person's data as they are kept."""

    name: str = ""
    phone: str = ""
    id_number: str = ""
    code: str = ""
    kept: dict[str, object] = field(default_factory=dict)


def receive_complaint(
    *, hall: Hall, said: Said, about: About | None = None, source: str, files: Sequence[Sent] = (), by: StaffMember
) -> Received:
    """Take a complaint in. Its first receiver keeps it until the unit the rules name has taken it up."""
    check_said(said, source)
    person, scans = person_of(said), checked_files(files)
    with transaction.atomic():
        require(by, *TAKERS_DOWN)
        known = (about or About()).known()
        rule = route(said.kind, said.category, has_department=known["department"] is not None)
        days = days_for(hall, limit_key(said.kind, said.category))
        now = clock.now()
        due, provisional = due_after(now.date(), days.working_days)
        words = said.words.strip()
        complaint = Complaint.objects.create(
            hall=hall,
            number=grievance_number(COMPLAINT, hall.area_code, now.date()),
            kind=said.kind,
            category=said.category,
            source=source,
            title=words.splitlines()[0][:TITLE],
            words=words,
            about_whom=said.about_whom.strip()[:200],
            is_anonymous=said.is_anonymous,
            for_bureau_only=rule.for_bureau_only,
            first_receiver=by,
            received_at=now,
            due=due,
            due_is_provisional=provisional,
            **known,
            **person.kept,
            **placed(rule, known["department"], by),
        )
        keep_files(complaint, scans)
        steps.record(complaint, "receive_complaint", by, source=source, rule=rule.why)
        reply_by_template(complaint, Occasion.RECEIVED, by=by)
    return Received(complaint, person.code)


def placed(rule: Rule, department: Department | None, by: StaffMember) -> dict[str, object]:
    """With whom it starts. From the counter: with its first receiver, offered to whom the rule names.

    From the web the first receiver is the hall, or the bureau for what is the bureau's alone; the department is offered
    it and the hall keeps it until the department has taken it up.
    """
    is_person = not by.is_system and not by.has_role(Role.SYSTEM)
    offered_to = department if rule.unit == Unit.DEPARTMENT else None
    rule_unit = rule.unit
    if offered_to is not None and offered_to.code == BUREAU_CODE:
        rule_unit, offered_to = Unit.BUREAU, None
    first = Unit.FIRST if is_person else Unit.BUREAU if rule.for_bureau_only else Unit.HALL
    if is_person and is_in(by, rule_unit, offered_to):
        return {"unit": rule_unit, "state": ComplaintState.IN_HAND, "handler": offered_to, "holder": by}
    if first == rule_unit:
        return {"unit": first, "state": ComplaintState.REGISTERED}
    return {"unit": first, "state": ComplaintState.OFFERED, "offered_unit": rule_unit, "offered_to": offered_to}


def check_said(said: Said, source: str) -> None:
    """Raise what is wrong with what was said; nothing is cut off or filled in."""
    for value, choices in ((said.kind, ComplaintKind), (said.category, Category), (source, Source)):
        if value not in choices.values:
            raise ChoiceUnknown(value=str(value)[:40])
    check_words(said.words)


def check_words(words: str) -> None:
    """Raise unless there are words enough, and not too many."""
    length = len(words.strip())
    if length < LEAST_WORDS:
        raise WordsMissing(least=LEAST_WORDS)
    if length > MOST_WORDS:
        raise WordsTooMany(most=MOST_WORDS, length=length)


def person_of(said: Said) -> Person:
    """What is kept of the person: nobody's name when anonymous; a code where there is nothing else to ask for."""
    try:
        phone = cleaned_phone(said.phone)
    except InvalidPhone as unfit:
        raise WayOfReachingUnfit() from unfit
    name = "" if said.is_anonymous or not said.name.strip() else cleaned_name(said.name)[:60]
    id_number = "" if said.is_anonymous else cleaned(said.id_number)[:32]
    code = "" if phone or id_number else new_code()
    kept: dict[str, object] = {"name": name, "phone": phone, "id_number": id_number, "code_digest": code_digest(code)}
    return Person(name, phone, id_number, code, kept)


def new_code() -> str:
    """A code that can be read out and typed, for one complaint."""
    return "".join(secrets.choice(UNAMBIGUOUS) for _ in range(CODE_LENGTH))


def code_digest(code: str) -> str:
    """What is stored of a code."""
    return blind_index(f"complaint-code:{code.strip().upper()}") if code.strip() else ""
