"""The unrated are invited by message once, after the hall's days; whoever opted out hears no more of it."""

from datetime import timedelta

import pytest

from complaints.models import Rating, RatingOptOut
from complaints.tasks import sweep_ratings
from complaints.verbs.rating_rules import set_rating_rules
from complaints.verbs.ratings import invite, rate
from hall.kernel import clock
from hall.models import OutgoingMessage
from hall.permissions import system_person
from hall.roles import Role
from tests.complaints.services import a_service
from tests.factories import StaffFactory

pytestmark = pytest.mark.django_db
PHONE = "13800001234"


def served(**fields):
    service = a_service(**fields)
    return service, invite(service_id=service.pk)[1]


def later(**time):
    return clock.frozen(clock.now() + timedelta(**time))


def invitations():
    return OutgoingMessage.objects.filter(event="rating_invitation").count()


def test_the_unrated_get_exactly_one_invitation_after_three_days(settings):
    settings.PUBLIC_ORIGIN = "https://hall.example.test"
    service, token = served(phone=PHONE)
    with later(days=2, hours=23):
        sweep_ratings()
        assert invitations() == 0
    for days in (3, 4, 6, 9):
        with later(days=days):
            sweep_ratings()
            sweep_ratings()
    message = OutgoingMessage.objects.get(event="rating_invitation")
    assert f"https://hall.example.test/r/{token}" in message.text and message.about == service.ticket.number
    assert len(message.text) <= 70


def test_who_rated_at_the_pad_gets_no_message():
    _, token = served(phone=PHONE)
    rate(token=token, level="satisfied", channel="pad", by=system_person("public"))
    with later(days=4):
        sweep_ratings()
    assert invitations() == 0


def test_who_left_no_telephone_gets_no_message():
    served(phone="")
    with later(days=4):
        sweep_ratings()
    assert invitations() == 0


def test_a_hall_sets_its_own_days():
    service, _ = served(phone=PHONE)
    manager = StaffFactory(hall=service.hall, roles=[Role.HALL_MANAGER])
    set_rating_rules(hall=service.hall, contact_working_days=1, rectify_days=7, invite_after_days=1, by=manager)
    with later(days=1, minutes=1):
        sweep_ratings()
    assert invitations() == 1


def test_opting_out_by_the_link_ends_all_invitations_to_this_telephone_in_every_hall(client):
    _, token = served(phone=PHONE)
    with later(days=3, hours=1):
        sweep_ratings()
        page = client.get(f"/r/{token}", follow=True).content.decode()
        assert "退订邀请评价的短信" in page
        assert "已退订" in client.post(f"/rate/{token}/stop/").content.decode()
    assert PHONE not in str(RatingOptOut.objects.values())
    served(phone=PHONE)
    served(phone="13900001234")
    with later(days=8):
        sweep_ratings()
    assert invitations() == 2, "the first one, and the other person's"


def test_nobody_opts_another_out_by_a_forged_link_or_before_being_asked(client):
    _, token = served(phone=PHONE)
    assert client.post(f"/rate/{token}/stop/").status_code == 404
    assert client.post("/rate/forged/stop/").status_code == 404
    assert not RatingOptOut.objects.exists()


def test_who_comes_by_the_messages_link_came_by_sms(client):
    _, token = served(phone=PHONE)
    answer = client.get(f"/r/{token}")
    client.post(answer.headers["Location"], {"level": "satisfied"})
    assert Rating.objects.get().channel == "sms"


@pytest.mark.parametrize(("way", "channel"), [("qr", "qr"), ("phone", "phone"), ("", "phone"), ("pad", "phone")])
def test_the_way_is_kept_and_a_machines_way_cannot_be_claimed(client, way, channel):
    _, token = served(phone=PHONE)
    client.post(f"/rate/{token}/?by={way}", {"level": "satisfied"})
    assert Rating.objects.get().channel == channel
