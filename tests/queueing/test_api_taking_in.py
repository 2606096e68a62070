"""Taking in over REST: one act from the person at the window to the accepted application."""

import pytest
from rest_framework.test import APIClient

from queueing.models import TicketApplication
from queueing.verbs.calling import call_next
from tests.factories.queue import a_small_hall

pytestmark = pytest.mark.django_db


def client_of(person):
    client = APIClient()
    client.force_authenticate(person)
    return client


@pytest.fixture
def at_the_window(on_a_working_day):
    small = a_small_hall(matters=1)
    window, clerk = small.window()
    small.ticket()
    call_next(hall=small.hall, window_code=window.code, by=clerk)
    return small, window, client_of(clerk)


def ticks_of(small, status):
    (version,) = small.matters[0].versions.all()
    return [{"material": material.pk, "status": status} for material in version.materials.all()]


def test_a_matter_is_taken_in_accepted_and_linked_and_a_repeat_is_the_same_one(at_the_window):
    small, window, clerk = at_the_window
    wishes = {"matter": small.matters[0].code, "ticks": ticks_of(small, "have")}
    first = clerk.post(f"/api/v1/windows/{window.code}/take-in/", wishes, format="json")
    again = clerk.post(f"/api/v1/windows/{window.code}/take-in/", wishes, format="json")
    assert (first.status_code, first.json()["state"]) == (201, "accepted"), first.json()
    assert again.json()["number"] == first.json()["number"]
    assert TicketApplication.objects.get().application.number == first.json()["number"]


def test_a_missing_material_is_named_and_nothing_is_kept(at_the_window):
    small, window, clerk = at_the_window
    ticks = [{**tick, "problem": "未盖章"} for tick in ticks_of(small, "missing")]
    wishes = {"matter": small.matters[0].code, "ticks": ticks}
    answer = clerk.post(f"/api/v1/windows/{window.code}/take-in/", wishes, format="json")
    assert (answer.status_code, answer.json()["code"]) == (422, "applications.materials_missing")
    assert not TicketApplication.objects.exists()
    noticed = clerk.post(f"/api/v1/windows/{window.code}/take-in/", {**wishes, "then": "notice"}, format="json")
    assert (noticed.status_code, noticed.json()["state"]) == (201, "awaiting_correction")


def test_the_ticket_tells_the_codes_of_its_matters(at_the_window):
    small, window, clerk = at_the_window
    ticket = clerk.get(f"/api/v1/windows/{window.code}/").json()["ticket"]
    assert ticket["matter_codes"] == [small.matters[0].code]
