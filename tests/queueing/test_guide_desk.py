"""The guide's desk."""

import pytest

from queueing.models import Ticket
from queueing.queries.desks import other_desks
from queueing.verbs import calling
from tests.factories import QueueFactory, StaffFactory, WindowFactory, WindowQueueFactory, resident_id
from tests.factories.queue import a_small_hall

pytestmark = pytest.mark.django_db
ELDER = "11010519491231002X"


@pytest.fixture
def small(client):
    made = a_small_hall(matters=3)
    made.window()
    client.force_login(made.guide)
    return made


def wishes(small, **given):
    codes = [matter.code for matter in small.matters]
    return {
        "chosen": codes,
        "id_type": "resident",
        "id_number": ELDER,
        "name": "张建国",
        "request_key": "desk-0001",
        **given,
    }


def test_a_guide_gives_a_ticket_and_sees_it_in_the_line(client, small):
    answer = client.post("/guide/", wishes(small, phone="13800138000", priority="elderly"), follow=True)
    words = answer.content.decode()
    ticket = Ticket.objects.get()
    assert (ticket.channel, ticket.priority, ticket.party.name) == ("guide_desk", "elderly", "张建国")
    assert "A001" in words and "138****8000" in words and "张建国" not in words and ELDER not in words


def test_sent_twice_is_one_ticket_and_wrong_input_keeps_what_was_typed(client, small):
    client.post("/guide/", wishes(small)), client.post("/guide/", wishes(small))
    assert Ticket.objects.count() == 1
    refused = client.post("/guide/", wishes(small, request_key="desk-0002"))
    assert refused.status_code == 422 and "今天已取过号 A001" in refused.content.decode()
    empty = client.post("/guide/", wishes(small, chosen=[], id_number=resident_id(66), request_key="desk-0003"))
    assert "至少选择一项" in empty.content.decode() and "张建国" in empty.content.decode()


def test_someone_comes_for_another(client, small):
    for_whom = {"principal_name": "王芳", "principal_id_type": "resident", "principal_id_number": resident_id(67)}
    client.post("/guide/", wishes(small, **for_whom))
    assert Ticket.objects.get().principal.name == "王芳"


def test_searching_keeps_what_was_chosen_with_and_without_script(client, small):
    first, second = small.matters[:2]
    by_script = client.get("/guide/matters/", {"words": second.name, "chosen": first.code}).content.decode()
    without = client.post("/guide/", {"do": "search", "words": second.name, "chosen": first.code, "name": "张建国"})
    for words in (by_script, without.content.decode()):
        assert first.name in words and second.name in words and words.count(" checked") == 1
    assert without.status_code == 200 and "张建国" in without.content.decode()
    assert not Ticket.objects.exists()


def test_missed_people_come_back_in_and_others_are_taken_out(client, small):
    first, second = small.ticket(), small.ticket()
    calling.call_next(hall=small.hall, window_code="01", by=small.clerks[0])
    calling.miss(hall=small.hall, window_code="01", reason="测试", by=small.clerks[0])
    client.post(f"/guide/tickets/{first.pk}/rejoin/")
    client.post(f"/guide/tickets/{second.pk}/cancel/")
    states = dict(Ticket.objects.values_list("number", "state"))
    assert states == {"A001": "waiting", "A002": "cancelled"}
    assert client.post(f"/guide/tickets/{second.pk}/cancel/").status_code == 409


def test_another_halls_guide_and_a_clerk_reach_nothing(client, small):
    ticket = small.ticket()
    client.force_login(a_small_hall().guide)
    assert client.post(f"/guide/tickets/{ticket.pk}/cancel/").status_code == 404
    assert ticket.number not in client.get("/guide/line/").content.decode()
    client.force_login(StaffFactory(hall=small.hall))
    assert client.get("/guide/").status_code == 403


def test_the_line_takes_few_statements(client, small, django_assert_max_num_queries):
    for _ in range(12):
        small.ticket()
    with django_assert_max_num_queries(6):
        words = client.get("/guide/line/?q=a00", headers={"HX-Request": "true"}).content.decode()
    assert "A009" in words and "A010" not in words


def test_the_secret_of_a_ticket_is_in_no_address_of_the_desk(client, small):
    answer = client.post("/guide/", wishes(small), follow=True)
    ticket = Ticket.objects.get()
    assert answer.redirect_chain[-1][0] == "/guide/?issued"
    words = answer.content.decode()
    assert f"/guide/tickets/{ticket.pk}/?print=1" in words and ticket.token not in words
    assert "A001" in client.get(f"/guide/tickets/{ticket.pk}/").content.decode()


def test_a_number_of_another_hall_is_not_shown_at_this_desk(client, small):
    theirs = a_small_hall()
    theirs.window()
    foreign = theirs.ticket()
    assert client.get(f"/guide/tickets/{foreign.pk}/").status_code == 404
    session = client.session
    session["guide_issued"] = foreign.pk
    session.save()
    assert "guide-issued" not in client.get(f"/guide/?issued={foreign.token}").content.decode()


def test_a_guide_sends_people_to_a_special_desk_without_a_matter(client):
    small = a_small_hall()
    for code, prefix, alone in (("consulting", "Z", True), ("green_lane", "L", False)):
        queue = QueueFactory(hall=small.hall, code=code, name=code, kind=code, prefix=prefix, is_self_service=alone)
        WindowQueueFactory(window=WindowFactory(hall=small.hall), queue=queue)
    client.force_login(small.guide)
    assert "green_lane" in client.get("/guide/").content.decode()
    given = {
        "queue": "green_lane",
        "id_type": "resident",
        "id_number": resident_id(901),
        "name": "李明",
        "request_key": "d1",
    }
    assert client.post("/guide/", given).status_code == 302
    assert Ticket.objects.get().number == "L001"
    assert [queue.code for queue in other_desks(small.hall)] == ["consulting"], "the green lane is given by staff"
