"""Who repeats a request: keys of one person mean nothing to another."""

from typing import Any

from django.http import HttpRequest

from hall.addresses import address_of


def scope_of(request: HttpRequest, user: Any) -> str:
    """The account or device that asks; for strangers their session, else their address."""
    if getattr(user, "is_authenticated", False):
        return f"account:{user.pk}"
    session = getattr(request, "session", None)
    if session is not None and session.session_key:
        return f"session:{session.session_key}"
    return f"address:{address_of(request)}"
