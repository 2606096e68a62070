"""A kept connection is asked only when its server said something unasked (ADR 0009)."""

import select
from typing import Any

from django.db.backends.postgresql import base

SAID = select.POLLIN | select.POLLERR | select.POLLHUP


class DatabaseWrapper(base.DatabaseWrapper):
    """As Django's; `CONN_HEALTH_CHECKS` costs a request no round trip while nothing has happened.

    A server that ends or is killed closes its end, which the socket shows at once: only then is it asked, as Django
    always does. Between requests it has nothing else to say.
    """

    def is_usable(self) -> bool:
        """Whether the connection can take a statement."""
        return _is_quiet(self.connection) or bool(super().is_usable())


def _is_quiet(connection: Any) -> bool:
    """Whether the server has said nothing since the last answer, not even that it went."""
    if connection.closed:
        return False
    door = select.poll()
    door.register(connection.fileno(), SAID)
    return not door.poll(0)
