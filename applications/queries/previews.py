"""What an act will tell the applicant, before it is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from applications import deadlines
from applications.models import Application
from hall.kernel import clock
from hall.messages.wording import parts, render
from hall.queries.calendar import working_calendar


@dataclass(frozen=True)
class Preview:
    """The message, and what the notice will say."""

    sms: str
    lines: list[tuple[str, str]]
    due: date

    @property
    def length(self) -> int:
        return len(self.sms)

    @property
    def parts(self) -> int:
        return parts(self.sms)


def correction_preview(application: Application, problems: Mapping[int, str]) -> Preview:
    """The one-time notice as the applicant will get it."""
    due = deadlines.correction_due(clock.today(), settings.CORRECTION_DAYS, working_calendar())
    names = {row.material_id: row.material.name for row in application.materials.select_related("material")}
    sms = _message(application, "correction", count=len(problems), due=f"{due.month}月{due.day}日")
    return Preview(sms, [(names.get(key, ""), words) for key, words in problems.items()], due)


def decision_preview(application: Application) -> Preview:
    """The message that a decision brings; the reasons stand in the decision itself."""
    due = deadlines.delivery_due(clock.today(), working_calendar())
    return Preview(_message(application, "result_ready", due=f"{due.month}月{due.day}日"), [], due)


def _message(application: Application, event: str, **values: object) -> str:
    given = {"matter": application.version.matter.name, "number": application.number, **values}
    return render(event, application.hall, given)
