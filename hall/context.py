"""What every page knows about its surroundings."""

from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

from hall.kernel import clock


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """The demonstration flag, the server's time and where the event stream lives."""
    return {
        "is_demonstration": settings.DEMONSTRATION,
        "server_now": clock.now(),
        "live_origin": live_origin(request),
        "is_elder": request.COOKIES.get("elder") == "1",
    }


def live_origin(request: HttpRequest) -> str:
    """The origin of the event stream: this site behind the reverse proxy, the next port in development.

    A request that names another site than ours is told of none.
    """
    if not settings.LIVE_PORT:
        return ""
    try:
        named = request.get_host()
    except DisallowedHost:
        return ""
    host = named.rpartition(":")[0] or named
    return f"{request.scheme}://{host}:{settings.LIVE_PORT}"
