"""A number typed at a machine proves nothing: only the counter, with the document in hand, changes a person's phone."""

import pytest

from hall.models import OutgoingMessage, Party
from hall.permissions import system_person
from hall.verbs.parties import register_party
from queueing.verbs import calling, taking_in
from queueing.verbs.tickets import take_ticket
from tests.factories import PartyFactory, StaffFactory, resident_id
from tests.factories.queue import a_small_hall

pytestmark = pytest.mark.django_db
OWN, STRANGE = "13800138000", "13900139999"


def at_the_kiosk(small, id_number, phone):
    return take_ticket(
        hall=small.hall,
        matter_codes=[small.matters[0].code],
        name="",
        id_type="resident",
        id_number=id_number,
        phone=phone,
        channel="kiosk",
        by=StaffFactory(hall=small.hall, roles=["kiosk"]),
    )


def test_a_stranger_at_the_kiosk_does_not_take_over_a_persons_phone():
    small, victim = a_small_hall(), PartyFactory(phone=OWN)
    ticket = at_the_kiosk(small, victim.id_number, STRANGE)
    victim.refresh_from_db()
    assert victim.phone == OWN
    assert ticket.phone == STRANGE


def test_a_person_first_seen_by_a_machine_has_no_phone_until_the_counter_confirms_it():
    small, number = a_small_hall(), resident_id(77)
    at_the_kiosk(small, number, STRANGE)
    assert Party.objects.get().phone == ""


def test_messages_of_a_ticket_go_to_the_phone_given_with_it():
    small, victim = a_small_hall(), PartyFactory(phone=OWN)
    at_the_kiosk(small, victim.id_number, STRANGE)
    assert OutgoingMessage.objects.get(event="ticket_issued").phone == STRANGE


def test_at_the_counter_the_phone_of_the_ticket_becomes_the_persons():
    small = a_small_hall()
    small.window()
    window, clerk = small.windows[0], small.clerks[0]
    ticket = at_the_kiosk(small, resident_id(78), OWN)
    Party.objects.update(name="李明")
    calling.call_next(hall=small.hall, window_code=window.code, by=clerk)
    taking_in.take_in(
        hall=small.hall,
        window_code=window.code,
        matter_code=small.matters[0].code,
        ticks=[],
        form={},
        then="receive",
        by=clerk,
    )
    ticket.party.refresh_from_db()
    assert ticket.party.phone == OWN


def test_system_persons_change_no_contact_either():
    victim = PartyFactory(phone=OWN)
    register_party(
        name="别人", id_type="resident", id_number=victim.id_number, phone=STRANGE, by=system_person("kiosk")
    )
    victim.refresh_from_db()
    assert victim.phone == OWN
