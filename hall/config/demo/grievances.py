"""Complaints, cases of the 办不成事 desk and improvement tickets of the demonstration hall, in several states."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from complaints.models import Complaint, Improvement, UnresolvedCase
from complaints.queries.linking import matter_meant
from complaints.queries.published_list import list_of_matter
from complaints.verbs import answering, handling, improving, unresolved
from complaints.verbs.complaining import About, Said, receive_complaint
from complaints.verbs.not_on_list import complain_not_on_list
from hall.config.demo.grievance_words import CASES, COMPLAINTS, LISTED
from hall.kernel import clock
from hall.models import Department, Hall, StaffMember
from hall.permissions import system_person
from hall.queries.calendar import working_calendar
from matters.models import Matter


@dataclass(frozen=True)
class People:
    """Who acts in the demonstration."""

    hall: Hall
    by_name: dict[str, StaffMember]

    def __getitem__(self, username: str) -> StaffMember:
        return self.by_name[username]

    def of_department(self, department: Department | None) -> StaffMember | None:
        return self.by_name.get(f"sp_{department.code}") if department else None


def load_grievances(hall: Hall) -> int:
    """What is told once: nothing when the hall has complaints already. Returns how many were made."""
    if Complaint.objects.of(hall).exists() or UnresolvedCase.objects.of(hall).exists():
        return 0
    staff = StaffMember.objects.filter(hall=hall).select_related("department", "hall")
    people = People(hall, {person.username: person for person in staff})
    for row in COMPLAINTS:
        _complaint(people, **row)
    for row in LISTED:
        _listed(people, **row)
    for row in CASES:
        _case(people, **row)
    return len(COMPLAINTS) + len(LISTED) + len(CASES)


@contextmanager
def working_days_ago(days: int, hour: int = 10, minute: int = 20) -> Iterator[None]:
    """Business time so many working days ago; today stays now, so that nothing lies ahead."""
    if days == 0:
        yield
        return
    calendar, day = working_calendar(), clock.today()
    for _ in range(days):
        day -= timedelta(days=1)
        while not calendar.is_working_day(day):
            day -= timedelta(days=1)
    with clock.frozen(datetime.combine(day, time(hour, minute), clock.BEIJING)):
        yield


def _matter(words: str) -> Matter | None:
    meant = matter_meant(words)
    return meant.matter or (meant.choices[0] if meant.choices else None)


def _complaint(
    people: People, *, ago: int, by: str, source: str, acts: list[Any], matter: str = "", **said: Any
) -> None:
    person = people[by] if by else system_person("public")
    about = About(matter=_matter(matter))  # as published now: the demonstration's catalogue has no past
    with working_days_ago(ago):
        received = receive_complaint(hall=people.hall, said=Said(**said), about=about, source=source, by=person)
    _handle(people, received.complaint, acts)


def _handle(people: People, complaint: Complaint, acts: list[Any]) -> None:
    for days, verb, by, given in acts:
        complaint.refresh_from_db()
        person = _whose(people, by, complaint.offered_to or complaint.handler)
        if person is None:
            return
        with working_days_ago(days, 15, 40):
            _complaint_verbs[verb](hall=people.hall, number=complaint.number, by=person, **given)


def _whose(people: People, by: str, department: Department | None) -> StaffMember | None:
    return people.of_department(department) if by == "department" else people.by_name.get(by)


_complaint_verbs: dict[str, Any] = {
    "take_up": handling.take_up,
    "offer": handling.offer,
    "hand_back": handling.hand_back,
    "prolong": handling.prolong,
    "answer": answering.answer,
    "show_other_way": answering.show_other_way,
    "close": answering.close_complaint,
    "reopen": answering.reopen,
}


def _listed(
    people: People, *, ago: int, matter: str, asked: list[tuple[str, str]], acts: list[Any], **said: Any
) -> None:
    found = _matter(matter)
    if found is None:
        return
    published = list_of_matter(found.code)
    with working_days_ago(ago):
        received = complain_not_on_list(
            hall=people.hall,
            published=published,
            asked=asked,
            said=Said(kind="", category="", **said),
            by=system_person("public"),
        )
    _handle(people, received.complaint, acts)


_case_verbs: dict[str, Any] = {
    "classify": unresolved.classify,
    "exclude": unresolved.exclude,
    "forward": unresolved.forward_case,
    "take": unresolved.take_case,
    "solve": unresolved.solve,
    "tell": unresolved.tell_person,
    "verify": unresolved.verify,
    "file": unresolved.put_on_file,
}


def _case(
    people: People, *, ago: int, by: str, acts: list[Any], matter: str = "", improvement: Any = None, **given: Any
) -> None:
    about = About(matter=_matter(matter))
    with working_days_ago(ago):
        case = unresolved.take_down(hall=people.hall, about=about, by=people[by], **given)
    for days, verb, who, more in acts:
        case.refresh_from_db()
        person = _whose(people, who, case.handler or case.department)
        if person is None:
            return
        if verb == "forward" and more["unit"] == "department":
            if case.department is None:
                return
            more = {**more, "department": case.department}
        with working_days_ago(days, 16, 10):
            _case_verbs[verb](hall=people.hall, number=case.number, by=person, **more)
    if improvement is not None:
        _improvement(people, case, improvement)


def _improvement(people: People, case: UnresolvedCase, given: dict[str, Any]) -> None:
    with working_days_ago(given["ago"]):
        row: Improvement = improving.raise_improvement(
            hall=people.hall, case=case, by=people["manager"], **given["asked"]
        )
    for days, verb, words in given["acts"]:
        with working_days_ago(days, 11, 5):
            getattr(improving, verb)(hall=people.hall, number=row.number, by=people["supervisor"], **words)
