"""What a window is for: changed by the manager while nobody works there."""

from django.db import transaction

from hall import steps
from hall.kernel import live
from hall.kernel.errors import NotFound
from hall.kernel.moves import locked
from hall.models import Hall, StaffMember, Window, WindowKind
from queueing.errors import ReasonNeeded
from queueing.models import ReserveService, WindowSession
from queueing.permissions import may_allocate
from queueing.window_errors import KindUnknown, NoSuchWindow, ReserveInService, WindowInUse


@transaction.atomic
def change_kind(*, hall: Hall, window_code: str, kind: str, is_reserve: bool, reason: str, by: StaffMember) -> Window:
    """The window is for this from now on, and a reserve window (潮汐/弹性窗口) or not; its queues stay as they are.

    Raises WindowInUse while a clerk has it open, ReserveInService while a manager has put it into service.
    """
    may_allocate(by, hall)
    try:
        window = locked(Window.objects.of(hall), code=window_code, in_use=True)
    except NotFound:
        raise NoSuchWindow(windows=window_code) from None
    if kind not in WindowKind.values:
        raise KindUnknown()
    if not reason.strip():
        raise ReasonNeeded()
    before = {"kind": window.kind, "is_reserve": window.is_reserve}
    now = {"kind": str(kind), "is_reserve": is_reserve}
    if before == now:
        return window
    _refuse_in_use(window)
    window.kind, window.is_reserve = kind, is_reserve
    window.save()
    steps.record(window, "change_window_kind", by, reason.strip()[:200], window=window.code, was=before, now=now)
    live.hint(hall.code)
    return window


def _refuse_in_use(window: Window) -> None:
    session = WindowSession.objects.filter(window=window, closed_at=None).select_related("clerk").first()
    if session is not None:
        raise WindowInUse(window=window.code, clerk=session.clerk.name)
    if ReserveService.objects.filter(window=window, ended_at=None).exists():
        raise ReserveInService(window=window.code)
