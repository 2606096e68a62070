"""Each route states who may use it.

`@open_to("window_clerk", "hall_manager")` for staff by role, `@open_to(STAFF)` for people of staff,
`@open_to(ACCOUNT)` for whoever is logged in, machines too, `@open_to(PUBLIC)` for citizens. A route that states nothing fails an architecture test. Finer questions (this window, this department)
are asked inside the verb.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from hall.kernel.errors import NotPermitted

PUBLIC = "public"
STAFF = "staff"
ACCOUNT = "account"
SOURCE_LANGUAGE = "zh-hans"


def allowed(user: Any, who_may: tuple[str, ...]) -> bool:
    """Whether this person falls under one of the words a route states."""
    if PUBLIC in who_may:
        return True
    if not user.is_authenticated:
        return False
    if ACCOUNT in who_may or (STAFF in who_may and not user.is_machine):
        return True
    return bool(user.has_role(*who_may))


def open_to(*who_may: str) -> Callable[[Any], Any]:
    """State who may use this page. Strangers are sent to log in; the wrong role gets 403 in words."""

    def mark(view: Any) -> Any:
        @wraps(view)
        def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if PUBLIC in who_may:
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not allowed(request.user, who_may):
                raise NotPermitted()
            with translation.override(SOURCE_LANGUAGE):  # staff work in Chinese; only citizens' pages have English
                return view(request, *args, **kwargs)

        gate.who_may = who_may  # type: ignore[attr-defined]
        return gate

    return mark
