"""Finding applications by number, by the applicant's name or document; what was typed never stands in an address."""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from applications.models import Application
from applications.numbers import normal_number
from applications.queries.access import visible_to
from applications.queries.counter import parties_with_document
from applications.queries.masked import masked
from hall.kernel import clock
from hall.models import Party, StaffMember

MOST = 50
PEOPLE = 500
NUMBER = re.compile(r"[A-Za-z]{2}\d{2,}[-－ \d]*|\d{6,}[-－ \d]*")
DOCUMENT = re.compile(r"[0-9A-Za-z]{15,18}")


@dataclass(frozen=True)
class Found:
    """One application that answers to what was typed."""

    number: str
    matter: str
    department: str
    applicant: str
    state: str
    received_on: date
    due: date | None


def find(person: StaffMember, words: str) -> list[Found]:
    """What lies within this person's reach, newest first; at most 50."""
    words = words.strip()
    rows = _meant(visible_to(person), words) if words else Application.objects.none()
    around = rows.select_related("version__matter", "department", "applicant").defer("form", "contact_phone")
    return [_row(one) for one in around.order_by("-pk")[:MOST]]


def _meant(rows: QuerySet[Application], words: str) -> QuerySet[Application]:
    if DOCUMENT.fullmatch(words) and (people := parties_with_document(words)):
        return rows.filter(applicant__in=people)
    if NUMBER.fullmatch(words):
        return rows.filter(Q(number=normal_number(words)) | Q(number__startswith=words.upper()))
    return rows.filter(applicant__in=_named(words))


def _named(words: str) -> list[int]:
    """People of exactly this one character, whose name begins so, or (from three on) who have it anywhere in their name."""
    named = {1: Q(name=words), 2: Q(name__startswith=words)}.get(len(words), Q(name__contains=words))
    return list(Party.objects.filter(named).order_by("-pk").values_list("pk", flat=True)[:PEOPLE])


def _row(one: Application) -> Found:
    return Found(
        number=one.number,
        matter=one.version.matter.name,
        department=one.department.short_name,
        applicant=masked(one.applicant),
        state=one.get_state_display(),
        received_on=one.received_at.astimezone(clock.BEIJING).date(),
        due=one.promise_due,
    )
