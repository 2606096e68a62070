"""What time does with papers: boxes run out, people are reminded by day. Each in its own transaction, twice is once."""

import logging
from typing import Any

from applications.queries.ageing import stays_to_expire, to_remind
from applications.verbs.lockers import expire_stay
from applications.verbs.reminding import remind_to_collect
from hall.kernel import clock
from hall.models import Hall, StaffMember

logger = logging.getLogger(__name__)
BY_DAY = range(9, 20)  # nobody is woken for a certificate


def expire_stays(*, by: StaffMember) -> int:
    """End the stays whose time is over."""
    return sum(_done(expire_stay, stay_id=stay, by=by) for stay in stays_to_expire())


def remind_all(*, by: StaffMember) -> int:
    """Remind everybody whose result has reached an age, by day only."""
    if clock.now().astimezone(clock.BEIJING).hour not in BY_DAY:
        return 0
    halls = Hall.objects.in_bulk()
    return sum(_done(remind_to_collect, hall=halls[hall], number=number, by=by) for hall, number in to_remind())


def _done(act: Any, **given: Any) -> bool:
    try:
        return act(**given) is not None
    except Exception:
        logger.exception("paper_sweep_failed", extra={"act": act.__name__})
        return False
