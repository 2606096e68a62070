"""What was corrected of an application since it was received, and what stood there before."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

from applications.models import Amendment, Application
from applications.permissions import may_read_form
from applications.queries.form_words import LABELS
from hall.masking import mask_phone
from hall.models import StaffMember

PHONE, PHONE_LABEL = "contact_phone", "联系手机"
USUAL = ("content", "place", "note")
CHOSEN = ("area", "collect")  # they lead the application elsewhere: not a slip of the pen


@dataclass(frozen=True)
class Amended:
    """One correction: when, by whom, why, and the former values under their labels; the phone masked."""

    at: datetime
    by: str
    reason: str
    before: list[tuple[str, str]]


def amended(person: StaffMember, application: Application, acts: Set[str]) -> list[Amended]:
    """The corrections, for those whose work the form is; not looked for where none was made."""
    if "amend" not in acts or not may_read_form(person, application):
        return []
    rows = Amendment.objects.of(application.hall_id).filter(application=application).select_related("made_by")
    return [Amended(row.made_at, row.made_by.name, row.reason, _before(row.before)) for row in rows]


def _before(values: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (PHONE_LABEL, mask_phone(value)) if name == PHONE else (LABELS.get(name, name), value)
        for name, value in values.items()
    ]


def amendable(application: Application) -> list[tuple[str, str]]:
    """The fields that can be corrected, with their labels: the phone that is told, and what people wrote."""
    names = dict.fromkeys((*application.form, *USUAL))
    return [(PHONE, PHONE_LABEL), *((name, LABELS.get(name, name)) for name in names if name not in CHOSEN)]
