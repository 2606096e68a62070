"""The step of an application for those a link was given to: nothing of the person, and only for a week."""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag

from applications.models import Application
from applications.queries.citizen_access import application_for_citizen
from applications.queries.status import status_of
from applications.queries.status_way import StatusStep
from hall.kernel import clock, crypto

LASTS = timedelta(days=7)


@dataclass(frozen=True)
class SharedStep:
    """What the link shows."""

    state_label: str
    steps: list[StatusStep]
    as_of: datetime
    hall: str
    hall_phone: str


def token_for(number: str) -> str:
    """A link's secret: the number and the moment, encrypted and sealed; without the key it says nothing."""
    sealed = crypto.encrypt(f"{number}|{clock.now().timestamp():.0f}")
    return base64.urlsafe_b64encode(sealed.encode()).decode().rstrip("=")


def opened(token: str) -> str:
    """The number behind a link of the last week, or blank."""
    try:
        sealed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode()
        number, _, since = crypto.decrypt(sealed).partition("|")
        age = clock.now().timestamp() - int(since)
    except (ValueError, KeyError, InvalidTag, binascii.Error, UnicodeError):
        return ""
    return number if 0 <= age <= LASTS.total_seconds() else ""


def shared_step(number: str) -> SharedStep | None:
    """The step of this application."""
    application: Application | None = application_for_citizen(number)
    if application is None:
        return None
    status = status_of(application)
    steps = [StatusStep(step.key, step.label, step.at, "", step.mark) for step in status.steps]
    return SharedStep(status.state_label, steps, status.as_of, status.hall, status.hall_phone)
