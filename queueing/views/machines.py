"""Kiosk pages: whose machine this is."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from hall.models import StaffMember
from hall.permissions import system_person
from hall.roles import Role
from queueing.errors import KioskElsewhere
from queueing.notices import is_withheld
from queueing.paper.words import area_words, rule_words
from queueing.queries.choosing import to_prepare
from queueing.queries.tickets import Followed

STAYS_LOGGED_IN = timedelta(days=30)
OPENS_KIOSK = (Role.KIOSK, Role.GUIDE, Role.HALL_MANAGER)


def at_a_machine(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Where the settings ask for it, only a machine (or a guide) of this hall sees kiosk pages; strangers log in."""

    @wraps(view)
    def guarded(request: HttpRequest, hall_code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_machine_of(request, hall_code):
            _stay_logged_in(request)
        elif settings.KIOSK_NEEDS_DEVICE and not _works_here(request, hall_code):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            raise KioskElsewhere()
        return view(request, hall_code, *args, **kwargs)

    return guarded


def is_machine_of(request: HttpRequest, hall_code: str) -> bool:
    """Whether a kiosk of this hall is logged in."""
    return _works_here(request, hall_code) and bool(request.user.has_role(Role.KIOSK))  # type: ignore[union-attr]


def kiosk_person(request: HttpRequest, hall_code: str) -> StaffMember:
    """The machine that is logged in, or the named system person of public pages."""
    if is_machine_of(request, hall_code) and isinstance(request.user, StaffMember):
        return request.user
    return system_person("kiosk")


def slip_context(shown: Followed) -> dict[str, Any]:
    """What the paper of a ticket shows, at the kiosk and at the guide's desk."""
    return {
        "hall": shown.ticket.hall,
        "shown": shown,
        "ticket": shown.ticket,
        "no_message": is_withheld(shown.ticket),
        "prepare": to_prepare(shown.matters, shown.answers),
        "area": area_words(shown.zones),
        "rule": rule_words(shown.ticket.queue),
    }


def _works_here(request: HttpRequest, hall_code: str) -> bool:
    user = request.user
    if not isinstance(user, StaffMember) or user.hall is None:
        return False
    return user.hall.code == hall_code and user.has_role(*OPENS_KIOSK)


def _stay_logged_in(request: HttpRequest) -> None:
    """A machine is not asked for its password every morning; written at most once a day."""
    if request.session.get_expiry_age() < (STAYS_LOGGED_IN - timedelta(days=1)).total_seconds():
        request.session.set_expiry(STAYS_LOGGED_IN)
