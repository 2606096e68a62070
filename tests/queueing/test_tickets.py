"""Taking a ticket: numbers, rules, repeats."""

import pytest

from hall.errors import InvalidIdentityNumber
from hall.kernel.errors import NotPermitted
from hall.models import OutgoingMessage, Party
from hall.roles import Role
from matters.errors import MatterNotAvailable
from queueing.errors import (
    DuplicateTicket,
    HallClosed,
    KeyReused,
    MatterNotHere,
    NoMatterChosen,
    PriorityNotGranted,
    UnknownMatter,
    UnknownPriority,
    UnknownQueue,
)
from queueing.models import Ticket
from queueing.numbering import shown
from queueing.verbs import calling
from queueing.verbs.tickets import NO_NAME
from tests.factories import MatterFactory, StaffFactory, VersionFactory, resident_id
from tests.factories.queue import a_small_hall

pytestmark = pytest.mark.django_db
OLD, YOUNG = "11010519491231002X", "110105200503070019"


def test_numbers_run_without_gaps_and_grow_beyond_999():
    small = a_small_hall()
    assert [small.ticket().number for _ in range(3)] == ["A001", "A002", "A003"]
    assert (shown("A", 999), shown("A", 1000)) == ("A999", "A1000")


def test_a_refused_request_uses_up_no_number():
    small = a_small_hall()
    small.ticket()
    with pytest.raises(InvalidIdentityNumber):
        small.ticket(id_number="110105194912310021")
    assert small.ticket().number == "A002"


def test_one_ticket_carries_several_matters_in_the_order_chosen():
    small = a_small_hall(matters=3)
    codes = [matter.code for matter in reversed(small.matters)]
    ticket = small.ticket(matter_codes=codes)
    assert [row.matter.code for row in ticket.ticket_matters.order_by("order")] == codes


def test_the_same_key_gives_the_same_ticket():
    small, number = a_small_hall(), resident_id(901)
    first = small.ticket(id_number=number, idempotency_key="press-1")
    again = small.ticket(id_number=number, idempotency_key="press-1")
    assert again.pk == first.pk and Ticket.objects.count() == 1
    assert small.ticket().number == "A002"


def test_a_key_of_somebody_else_is_refused():
    small = a_small_hall()
    small.ticket(idempotency_key="press-1")
    with pytest.raises(KeyReused):
        small.ticket(idempotency_key="press-1")


def test_one_live_ticket_for_a_person_and_the_refusal_names_it():
    small, number = a_small_hall(), resident_id(902)
    small.ticket(id_number=number)
    with pytest.raises(DuplicateTicket) as refused:
        small.ticket(id_number=number)
    assert refused.value.data["number"] == "A001" and "A001" in refused.value.words


@pytest.mark.parametrize(("stationed", "one_window"), [(False, False), (True, False)])
def test_a_matter_that_is_not_taken_in_here_is_named(stationed, one_window):
    small = a_small_hall()
    matter = MatterFactory(is_stationed=stationed, is_one_window=one_window)
    VersionFactory(matter=matter)
    with pytest.raises(MatterNotHere, match=matter.name[:6]):
        small.ticket(matter_codes=[matter.code])


def test_an_unpublished_matter_an_unknown_one_and_none_at_all_are_refused():
    small = a_small_hall()
    with pytest.raises(MatterNotAvailable):
        small.ticket(matter_codes=[MatterFactory().code])
    with pytest.raises(UnknownMatter, match="X1"):
        small.ticket(matter_codes=["X1"])
    with pytest.raises(NoMatterChosen):
        small.ticket(matter_codes=[" "])


def test_an_unknown_queue_is_refused():
    with pytest.raises(UnknownQueue):
        a_small_hall().ticket(queue_code="nowhere")


def test_the_elderly_go_first_by_the_date_in_their_number():
    small = a_small_hall()
    assert small.ticket(id_number=OLD, priority="elderly").priority == "elderly"
    with pytest.raises(PriorityNotGranted):
        small.ticket(id_number=YOUNG, priority="elderly")
    with pytest.raises(UnknownPriority):
        small.ticket(priority="vip")


def test_a_closed_hall_says_when_it_opens():
    small = a_small_hall(open_around_the_clock=False)
    with pytest.raises(HallClosed) as refused:
        small.ticket()
    assert len(refused.value.words) > 12


def test_a_machine_need_not_ask_for_a_name():
    small = a_small_hall()
    kiosk = StaffFactory(hall=small.hall, roles=[Role.KIOSK])
    assert small.ticket(name="", by=kiosk).party.name == NO_NAME


def test_the_number_goes_out_by_sms_without_name_or_identity():
    small = a_small_hall()
    small.ticket(phone="13800138000")
    text = OutgoingMessage.objects.get().text
    assert "A001" in text and "李明" not in text


def test_someone_who_comes_for_another_is_kept_beside_them():
    small = a_small_hall()
    ticket = small.ticket(principal={"name": "王芳", "id_type": "resident", "id_number": OLD})
    assert ticket.principal == Party.objects.get(name="王芳")


def test_approvers_and_people_of_other_halls_give_out_no_tickets():
    small = a_small_hall()
    for stranger in (StaffFactory(hall=small.hall, roles=[Role.AUDITOR]), a_small_hall().guide):
        with pytest.raises(NotPermitted):
            small.ticket(by=stranger)


def test_taking_a_ticket_states_its_statements(django_assert_max_num_queries):
    small, number = a_small_hall(matters=3), resident_id(903)
    small.ticket(id_number=number, phone="13800138000")
    Ticket.objects.update(state="finished")
    codes = [matter.code for matter in small.matters]
    with django_assert_max_num_queries(24):  # with the time its matters take, and who may serve them
        small.ticket(id_number=number, phone="13800138000", matter_codes=codes)


def test_the_same_key_for_other_matters_is_refused_and_for_the_same_ones_gives_the_first_ticket_again():
    small = a_small_hall(matters=2)
    small.window()
    one, other = ([matter.code] for matter in small.matters)
    wishes = {"id_number": resident_id(901), "idempotency_key": "press-901"}
    first = small.ticket(matter_codes=one, **wishes)
    for changed in ({"matter_codes": other}, {"matter_codes": one + other}, {"queue_code": "issuing"}):
        with pytest.raises(KeyReused):
            small.ticket(**{"matter_codes": one, **wishes, **changed})
    here = {"hall": small.hall, "window_code": "01", "by": small.clerks[0]}
    calling.call_next(**here)
    calling.add_matter(**here, matter_code=other[0])
    assert small.ticket(matter_codes=one, **wishes) == first
