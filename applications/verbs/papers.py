"""What the verbs about papers share: the application and its result under lock, moving the paper, who acts."""

from typing import Any

from applications.errors import ApplicationNotFound
from applications.issuing_errors import NoResultYet, PaperElsewhere
from applications.models import Application, Delivery, Result
from applications.numbers import normal_number
from applications.permissions import require_may
from applications.result_states import RESULT_MOVES, ResultState, Way
from applications.states import ApplicationState
from applications.verbs.common import AROUND
from hall import steps
from hall.kernel.errors import NotFound
from hall.kernel.moves import locked
from hall.models import Hall, StaffMember, Step


def taken(hall: Hall, number: str, verb: str, by: StaffMember) -> Application:
    """The application of this hall under a row lock, for someone who may do `verb`; ApplicationNotFound for others'."""
    require_may(by, verb, hall=hall)
    rows = Application.objects.of(hall).select_related(*AROUND)
    try:
        return locked(rows, number=normal_number(number))
    except NotFound:
        raise ApplicationNotFound() from None


def with_result(hall: Hall, number: str, verb: str, by: StaffMember) -> tuple[Application, Result]:
    """The application under lock, and its result that waits to be fetched."""
    application = taken(hall, number, verb, by)
    result = Result.objects.of(hall).filter(application=application).first()
    if result is None or application.state != ApplicationState.AWAITING_COLLECTION:
        raise NoResultYet(number=application.number, state=application.get_state_display())
    return application, result


def move(result: Result, verb: str) -> None:
    """Move the paper as the table says; it leaves its slot. The caller saves."""
    allowed = RESULT_MOVES[verb]
    if result.state not in allowed.start:
        raise PaperElsewhere(number=result.application.number, place=result.place, what=allowed.label)
    result.state = allowed.end or result.state
    if result.state != ResultState.SHELF:
        result.shelf, result.slot = "", None


def moved_paper(application: Application, verb: str, by: StaffMember, reason: str = "", **data: Any) -> Step:
    """Record a move of the paper in the time line of the application, which stays in its state."""
    return steps.record(application, verb, by, reason, **data)


def way_of(application: Application) -> str:
    """The way of collecting that is chosen; at the window when nothing was."""
    delivery = Delivery.objects.of(application.hall_id).filter(application=application).first()
    return delivery.way if delivery else Way.WINDOW
