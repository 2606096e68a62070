"""Applications that may be the same: one person, one matter, still open."""

from collections.abc import Mapping

from applications.models import Application
from applications.states import OPEN
from hall.models import Hall, Party
from matters.models import Matter

TELLING = ("content", "place")  # what one is for, and where: two with the same of both are one


def open_alike(hall: Hall, applicant: Party, matter: Matter, limit: int = 5) -> list[Application]:
    """This person's open applications of this matter in this hall, the newest first."""
    rows = Application.objects.of(hall).filter(applicant=applicant, version__matter=matter, state__in=OPEN)
    around = rows.select_related("version__matter", "department", "applicant", "received_window")
    return list(around.order_by("-received_at", "-pk")[:limit])


def same_submission(hall: Hall, applicant: Party, matter: Matter, form: Mapping[str, object]) -> Application | None:
    """The open application that says the same; None when nothing tells them apart or nothing was said."""
    said = telling(form)
    if not said[0]:
        return None
    return next((one for one in open_alike(hall, applicant, matter, 50) if telling(one.form) == said), None)


def telling(form: Mapping[str, object]) -> tuple[str, ...]:
    """What an application is for and where, without spaces."""
    return tuple("".join(str(form.get(name) or "").split()) for name in TELLING)
