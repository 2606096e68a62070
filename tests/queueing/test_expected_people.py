"""Appointments at their edges: with an ordinary number, with a number given up, what is told, two own requests at once."""

import pytest

from hall.kernel import clock
from hall.models import OutgoingMessage, Step
from queueing.models import HallRules
from queueing.queries.appointments import expected_today
from queueing.slot_errors import AppointmentOver, AppointmentThatDay, AppointmentUsed
from queueing.tasks import sweep_appointments
from queueing.verbs import booking
from queueing.verbs.appointments import cancel_appointment, check_in
from queueing.verbs.tickets import cancel_ticket
from tests.factories.slots import a_booking_hall, an_appointment, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_working_day")]
ME = {"name": "张建国", "id_type": "resident", "id_number": "11010519491231002X"}


@pytest.fixture
def small():
    return a_booking_hall()


def test_who_came_with_an_ordinary_number_is_no_no_show(small):
    made = an_appointment(small, **ME)
    with clock.frozen(at("2026-09-22T09:05")):
        ordinary = small.ticket(id_type=ME["id_type"], id_number=ME["id_number"])
    with clock.frozen(at("2026-09-22T10:31")):
        sweep_appointments()
    made.refresh_from_db()
    assert (made.state, made.ticket) == ("checked_in", ordinary)
    assert ordinary.number in Step.objects.get(verb="check_in", subject_id=made.pk).reason


def test_an_appointment_whose_number_was_given_up_gives_no_dead_paper(small):
    made = an_appointment(small)
    with clock.frozen(at("2026-09-22T09:00")):
        ticket = check_in(hall=small.hall, token=made.token, by=small.guide)
        cancel_ticket(hall=small.hall, token=ticket.token, by=small.guide)
        with pytest.raises(AppointmentUsed) as refused:
            check_in(hall=small.hall, token=made.token, by=small.guide)
    assert ticket.number in refused.value.words and "重新取号" in refused.value.words


def test_who_is_expected_now_is_told_the_people_of_the_class_and_not_the_whole_line(small):
    made = an_appointment(small)
    with clock.frozen(at("2026-09-22T09:00")):
        for _ in range(6):
            small.ticket()
        ticket = check_in(hall=small.hall, token=made.token, by=small.guide)
    assert ticket.estimate_ahead == 0
    assert "前面等候0人" in OutgoingMessage.objects.get(event="ticket_issued").text


def test_the_second_request_of_one_day_that_loses_the_race_is_told_so(small, monkeypatch):
    an_appointment(small, **ME)
    monkeypatch.setattr(booking, "_has_one_that_day", lambda *given: False)
    with pytest.raises(AppointmentThatDay):
        an_appointment(small, "2026-09-22T10:00", **ME)


def test_when_the_slot_is_over_nobody_gives_it_up_any_more(small):
    made = an_appointment(small)
    wish = {"hall": small.hall, "token": made.token, "by": small.guide}
    with clock.frozen(at("2026-09-22T09:30")), pytest.raises(AppointmentOver):
        cancel_appointment(**wish)
    with clock.frozen(at("2026-09-22T09:29")):
        assert cancel_appointment(**wish).state == "cancelled"


def test_who_missed_the_morning_and_booked_the_afternoon_is_found_for_the_afternoon(small):
    HallRules.objects.update(days_before=0)
    with clock.frozen(at("2026-09-22T08:40")):
        an_appointment(small, "2026-09-22T09:00", **ME)
    with clock.frozen(at("2026-09-22T10:31")):
        sweep_appointments()
        later = an_appointment(small, "2026-09-22T14:00", **ME)
    with clock.frozen(at("2026-09-22T13:50")):
        found = expected_today(small.hall, ME["id_number"])
        assert found.pk == later.pk
        assert check_in(hall=small.hall, token=found.token, by=small.guide).number == "V001"
