"""The department sends what the window received back for correction: one notice, in words the applicant understands."""

from collections.abc import Mapping

from django.db import transaction

from applications.completeness import Tick
from applications.errors import NothingMissing, NoticePeriodOver, ProblemsMissing
from applications.models import Application
from applications.permissions import require_may
from applications.states import MaterialStatus
from applications.verbs.accepting import deem_when_overdue
from applications.verbs.common import check_not_changed, spoken, taken_by, write_ticks
from applications.verbs.intake import ask_correction
from hall.models import StaffMember


def return_for_correction(
    *, number: str, problems: Mapping[int, str], seen_state_version: int | None = None, by: StaffMember
) -> Application:
    """Name everything that is missing or wrong at once (material → what is wrong and how to mend it), and issue the notice.

    What the window had ticked as missing stays in it. After the five days the application is accepted by law.
    """
    given = {int(material): words.strip() for material, words in problems.items()}
    with transaction.atomic():
        application = taken_by(by, number)
        require_may(by, "return_for_correction", hall=application.hall, department=application.department)
        check_not_changed(application, seen_state_version)
        if not deem_when_overdue(application):
            _write(application, given)
            return ask_correction(application, "", by)
    raise NoticePeriodOver(due=spoken(application.notice_due), verb="要求补正")


def _write(application: Application, given: Mapping[int, str]) -> None:
    """Mark the materials as missing with their problems."""
    own = {row.material_id: row for row in application.materials.select_related("material")}
    if not given:
        raise NothingMissing()
    wordless = [row.material.name for key, row in own.items() if key in given and not given[key]]
    if wordless or set(given) - set(own):
        raise ProblemsMissing(names="、".join(wordless) or "不在材料清单中的材料")
    write_ticks(application, [Tick(key, MaterialStatus.MISSING, words[:200]) for key, words in given.items()])
