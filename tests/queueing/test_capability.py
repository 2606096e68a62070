"""Who may be called where: a window and its clerk are sent only what they may take in."""

from random import Random

import pytest
from django.db import connection

from hall.kernel import clock
from hall.models import Department, StaffMember
from hall.roles import Role
from queueing.models import Capability, Service, Ticket, WindowSession
from queueing.queries.allocation import rules_of, wants_of
from queueing.queries.lines import next_tickets
from queueing.statements import BARRED_TICKETS
from queueing.verbs.calling import call_chosen, call_next
from queueing.verbs.capabilities import drop_capability, set_capability
from queueing.verbs.taking_in import take_in
from queueing.window_errors import CapabilityWrong, ConsultOnly, TicketsStranded
from tests.factories import StaffFactory
from tests.factories.queue import SmallHall, a_small_hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def small() -> SmallHall:
    """Two open windows and two matters of two departments."""
    small = a_small_hall(matters=3)
    small.window(), small.window()
    return small


@pytest.fixture
def manager(small) -> StaffMember:
    return StaffFactory(hall=small.hall, roles=[Role.HALL_MANAGER])


def person_for(small, *places):
    return small.ticket(matter_codes=[small.matters[place].code for place in places])


def call(small, n=0):
    return call_next(hall=small.hall, window_code=small.windows[n].code, by=small.clerks[n])


def only_advises(small, manager, *, matter=0, **given):
    given = given or {"window_code": "01"}
    return set_capability(hall=small.hall, matter_code=small.matters[matter].code, level="consult", by=manager, **given)


def test_a_window_is_not_sent_what_it_only_advises_on(small, manager):
    only_advises(small, manager)
    first, second = person_for(small, 0), person_for(small, 1)
    assert call(small, 0) == second
    assert call(small, 1) == first


def test_one_such_matter_of_several_is_enough(small, manager):
    only_advises(small, manager)
    both = person_for(small, 1, 0)
    assert call(small, 0) is None
    assert call(small, 1) == both


def test_the_clerk_counts_like_the_window(small, manager):
    only_advises(small, manager, clerk=small.clerks[0].username)
    person_for(small, 0)
    assert call(small, 0) is None


def test_assisted_matters_are_called(small, manager):
    set_capability(
        hall=small.hall, window_code="01", matter_code=small.matters[0].code, level="assisted",
        assistant=small.clerks[1].username, by=manager,
    )  # fmt: skip
    person = person_for(small, 0)
    assert call(small, 0) == person


def test_those_the_window_may_serve_are_called_in_the_order_of_coming(small, manager):
    only_advises(small, manager)
    people = [person_for(small, place) for place in (0, 1, 0, 2, 1)]
    seen = []
    session = WindowSession.objects.get(window=small.windows[0])
    expected = [people[n].number for n in (1, 3, 4)]
    assert [ticket.number for ticket in next_tickets([small.queue], 5, session)] == expected
    for _ in expected:
        seen.append(call(small, 0).number)
        Ticket.objects.filter(number=seen[-1]).update(state="finished")
        Service.objects.filter(ticket__number=seen[-1]).update(ended_at=clock.now())
    assert seen == expected


def test_where_nothing_is_handed_in_capability_does_not_matter(small, manager):
    small.queue.kind = "consulting"
    small.queue.save()
    only_advises(small, manager)
    person = person_for(small, 0)
    assert call(small, 0) == person


def test_a_number_chosen_out_of_turn_and_a_handing_in_are_refused_in_words(small, manager):
    only_advises(small, manager)
    person = person_for(small, 0)
    clerk = small.clerks[0]
    clerk.roles = [*clerk.roles, Role.DUTY_LEAD]
    clerk.save()
    with pytest.raises(ConsultOnly, match="02号"):
        call_chosen(hall=small.hall, window_code="01", number=person.number, reason="急事", by=clerk)
    other = person_for(small, 1)
    assert call(small, 0) == other
    with pytest.raises(ConsultOnly, match="只提供咨询"):
        take_in(hall=small.hall, window_code="01", matter_code=small.matters[0].code, ticks=[], form={}, by=clerk)


def test_a_rule_that_would_strand_somebody_is_refused(small, manager):
    person_for(small, 0)
    only_advises(small, manager)
    with pytest.raises(TicketsStranded):
        only_advises(small, manager, window_code="02")
    assert Capability.objects.count() == 1


def test_nonsense_is_refused_in_words_and_a_second_rule_replaces_the_first(small, manager):
    base = {"hall": small.hall, "by": manager}
    for wrong in (
        {"level": "full"},
        {"window_code": "01", "level": "assisted"},
        {"window_code": "01", "level": "full", "assistant": small.clerks[0].username},
        {"window_code": "01", "level": "best"},
        {"window_code": "99", "level": "full"},
        {"clerk": small.clerks[0].username, "level": "assisted", "assistant": small.clerks[0].username},
        {"clerk": manager.username + "x", "level": "full"},
    ):
        with pytest.raises(CapabilityWrong):
            set_capability(**base, **wrong)
    first = only_advises(small, manager)
    second = set_capability(**base, window_code="01", matter_code=small.matters[0].code, level="full")
    assert (first.pk, second.level) == (second.pk, "full")
    drop_capability(hall=small.hall, capability_id=second.pk, by=manager)
    assert not Capability.objects.exists() and Capability.history.count() == 3


def test_the_statement_and_the_rule_module_agree(small):
    """The call asks in SQL what `queueing.capability` says in Python: a hundred random sets of rules."""
    random = Random(7)
    tickets = [person_for(small, *random.sample(range(3), random.randint(1, 3))) for _ in range(6)]
    assert len(tickets) == 6
    waiting = wants_of(small.hall)
    departments = list(Department.objects.all())
    for _ in range(100):
        Capability.objects.all().delete()
        for _ in range(random.randint(0, 7)):
            about = random.choice(
                [{}, {"matter": random.choice(small.matters)}, {"department": random.choice(departments)}]
            )
            whose = random.choice(["window", "clerk", "both"])
            who = {
                "window": random.choice(small.windows) if whose != "clerk" else None,
                "clerk": random.choice(small.clerks) if whose != "window" else None,
            }
            key = {"matter": None, "department": None, **about, **who}
            Capability.objects.update_or_create(
                hall=small.hall, **key, defaults={"level": random.choice(["full", "consult"])}
            )
        rules = rules_of(small.hall)
        for window, clerk in zip(small.windows, small.clerks, strict=True):
            with connection.cursor() as cursor:
                cursor.execute(BARRED_TICKETS, {"window": window.pk, "clerk": clerk.pk, "now": clock.now()})
                barred = {pk for (pk,) in cursor.fetchall()}
            assert barred == {t.pk for t, want in waiting if not rules.may_take(window.pk, clerk.pk, want.matters)}


def test_the_workbench_says_who_assists_and_that_a_window_only_advises(small, manager, client):
    helper, code = small.clerks[1], small.matters[0].code
    base = {"hall": small.hall, "window_code": "01", "matter_code": code, "by": manager}
    set_capability(**base, level="assisted", assistant=helper.username)
    person_for(small, 0)
    call(small, 0)
    client.force_login(small.clerks[0])
    assert f"需协办：请 {helper.name} 一同办理" in client.get("/workbench/").content.decode()
    set_capability(**base, level="consult")
    assert "本窗口仅咨询，不能收件" in client.get("/workbench/").content.decode()
