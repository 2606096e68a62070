"""From the window to the rating: what the clerk's F9 sets going."""

from dataclasses import asdict

import pytest

from complaints.models import Rating
from complaints.tasks import invite_rating
from hall.kernel import events
from hall.models import OutgoingMessage
from queueing.events import ServiceFinished
from queueing.verbs.calling import call_next, finish, start
from tests.complaints.services import a_pad
from tests.factories.queue import a_small_hall

pytestmark = pytest.mark.django_db


def test_finishing_at_the_window_invites_the_person_and_wakes_the_pad(
    client, monkeypatch, django_capture_on_commit_callbacks
):
    told = []
    monkeypatch.setattr(events, "_deliver", told.append)
    small = a_small_hall()
    window, clerk = small.window()
    ticket = small.ticket(phone="13800001234")
    at = {"hall": small.hall, "window_code": window.code, "by": clerk}
    with django_capture_on_commit_callbacks(execute=True):
        call_next(**at)
        start(**at)
        finish(**at)
    finished = next(event for event in told if isinstance(event, ServiceFinished))
    invite_rating(**asdict(finished))
    assert Rating.objects.get().window == window
    assert not OutgoingMessage.objects.filter(event="rating_invitation").exists(), "first the pad asks"
    client.force_login(a_pad(window))
    assert ticket.number in client.get("/pad/").content.decode()
