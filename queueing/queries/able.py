"""How many windows can serve somebody, by capability."""

from collections.abc import Sequence

from hall.kernel.shared import shared
from hall.models import Hall
from matters.models import Matter
from queueing.capability import HANDING_IN
from queueing.models import Queue, WindowSession
from queueing.queries.allocation import rules_of
from queueing.states import WindowState


def able_windows(hall: Hall, queue: Queue, matters: Sequence[Matter]) -> int | None:
    """How many of the windows open for this queue, as its line was read, take in all these matters; None where no rule
    says who may not."""
    if queue.kind not in HANDING_IN or not queue.has_rules:  # type: ignore[attr-defined]
        return None
    rules = shared(hall.code, "rules", lambda: rules_of(hall))
    sessions = WindowSession.objects.filter(closed_at=None, state=WindowState.OPEN, window__covers__queue=queue)
    pairs = [(matter.pk, matter.department_id) for matter in matters]
    return sum(rules.may_take(*post, pairs) for post in sessions.values_list("window", "clerk"))
