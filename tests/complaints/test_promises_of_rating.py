"""What reliability asks of ratings and bad ratings (T43), end to end over HTTP, each promise once."""

from datetime import timedelta

import pytest

from complaints.models import Rating, Rectification
from complaints.rating_tokens import token_for
from complaints.verbs.rating_rules import set_rating_rules
from complaints.verbs.ratings import invite
from hall.kernel import clock
from hall.roles import Role
from tests.complaints.services import a_pad, a_service
from tests.factories import StaffFactory, WindowFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def window():
    return WindowFactory(code="07")


def press(client, window, level):
    """Someone is served at the window and touches its pad."""
    service = a_service(window, ago=1, phone="13800001234")
    invite(service_id=service.pk)
    client.force_login(a_pad(window))
    shown = client.get("/pad/").content.decode()
    assert "checked" not in shown and service.ticket.number in shown, "no default answer"
    client.post("/pad/", {"level": level, "token": token_for(service.pk)})
    client.logout()
    return service


def test_a_bad_rating_from_the_pad_is_a_case_within_a_minute_with_the_halls_own_clocks(client, window):
    manager = StaffFactory(hall=window.hall, roles=[Role.HALL_MANAGER])
    set_rating_rules(hall=window.hall, contact_working_days=1, rectify_days=7, invite_after_days=3, by=manager)
    service = press(client, window, "very_dissatisfied")
    case = Rectification.objects.get(rating__service=service)
    assert case.opened_at - case.rating.given_at < timedelta(minutes=1)
    opened = case.opened_at.astimezone(clock.BEIJING).date()
    assert case.rectify_due == opened + timedelta(days=7) and case.contact_due > opened
    client.force_login(manager)
    assert case.number in client.get("/rectifications/").content.decode()


def test_the_clerk_sees_neither_that_nor_by_whom_they_were_rated(client, window):
    service = press(client, window, "dissatisfied")
    client.force_login(service.clerk)
    number = Rectification.objects.get().number
    for path in ("/rectifications/", f"/rectifications/{number}/", "/figures/", "/figures/bad/", "/steps/"):
        assert client.get(path).status_code == 403
    for path in ("rectifications/", f"rectifications/{number}/", "figures/", "figures/bad/", "ratings/records/"):
        assert client.get(f"/api/v1/{path}").status_code == 403


def test_a_clerk_with_the_link_in_hand_is_refused_everywhere(client, window):
    service = a_service(window)
    token = invite(service_id=service.pk)[1]
    client.force_login(service.clerk)
    pages = (f"/rate/{token}/", f"/halls/{window.hall.code}/kiosk/rate/{token}/")
    assert {client.post(page, {"level": "very_satisfied"}).status_code for page in pages} == {403}
    body = {"token": token, "level": "very_satisfied"}
    assert client.post("/api/v1/ratings/", body, content_type="application/json").status_code == 403
    assert client.post("/pad/", body).status_code == 403
    assert Rating.objects.get().state == "invited"


def test_one_rating_for_each_service_however_it_is_tried(client, window):
    service = press(client, window, "satisfied")
    token = token_for(service.pk)
    body = {"token": token, "level": "dissatisfied"}
    assert client.post(f"/rate/{token}/", body).status_code == 404
    assert client.post(f"/halls/{window.hall.code}/kiosk/rate/{token}/", body).status_code == 404
    assert client.post("/api/v1/ratings/", body, content_type="application/json").status_code == 404
    assert Rating.objects.get().level == "satisfied" and not Rectification.objects.exists()
