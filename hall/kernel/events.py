"""Events: left tells, right listens. Delivered after commit; a lost delivery is found by a sweeper.

An event is a frozen dataclass in the past tense that holds ids and plain values. `hall.config.wiring` says who
listens; nothing else subscribes.
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db import transaction

logger = logging.getLogger(__name__)

Handler = Callable[[Any], None]
_handlers: dict[type, list[Handler]] = defaultdict(list)


def subscribe(event_type: type, handler: Handler) -> None:
    """Have `handler` called with each event of this type after its transaction commits."""
    if handler not in _handlers[event_type]:
        _handlers[event_type].append(handler)


def tell(event: Any) -> None:
    """Hand the event to its subscribers once the transaction has committed; never before, never on roll-back."""
    transaction.on_commit(lambda: _deliver(event))


def _deliver(event: Any) -> None:
    for handler in _handlers[type(event)]:
        try:
            handler(event)
        except Exception:
            # State is the truth and the queue only a hint: the sweeper finds what is still waiting.
            logger.warning("event_not_delivered", exc_info=True, extra={"event_type": type(event).__name__})
