"""Appointments through the verbs: booked by name, given up in time, kept, missed, called off, reminded of."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hall.errors import InvalidIdentityNumber
from hall.kernel import clock
from hall.kernel.errors import NotPermitted
from hall.models import OutgoingMessage, Step
from hall.permissions import system_person
from hall.verbs.service_hours import close_day
from queueing.errors import KeyReused
from queueing.models import Appointment, HallRules, Slot, Ticket
from queueing.queries.slots import slots_on
from queueing.slot_errors import (
    AppointmentThatDay,
    BookingSuspended,
    DayNotBookable,
    MatterNotNow,
    NameMissing,
    SlotFull,
    SlotNotOffered,
    TooEarlyToCheckIn,
    TooLateToCancel,
)
from queueing.tasks import sweep_appointments
from queueing.verbs.appointments import cancel_appointment, check_in, pardon
from tests.factories import StaffFactory, resident_id
from tests.factories.lists import a_published_list
from tests.factories.slots import a_booking_hall, an_appointment, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_working_day")]
ME = {"name": "张建国", "id_type": "resident", "id_number": "11010519491231002X"}


@pytest.fixture
def small():
    return a_booking_hall()


def public():
    return system_person("appointments")


def events(kind=None):
    rows = OutgoingMessage.objects.order_by("pk").values_list("event", flat=True)
    return [event for event in rows if kind is None or event == kind]


def free_at(small, begins):
    slots = slots_on(small.hall, small.queue, at(begins).date())
    return next(slot.free for slot in slots if slot.begins_at == at(begins))


def test_a_person_is_expected_by_name_and_told_so(small):
    made = an_appointment(small, **ME)
    assert (made.state, made.seat, made.day.isoformat(), made.slot.taken) == ("booked", 1, "2026-09-22", 1)
    assert len(made.number) == 10 and len(made.token) >= 43
    message = OutgoingMessage.objects.get()
    assert f"已预约9月22日09:00–09:30办事，预约号{made.number}" in message.text
    assert message.expires_at == at("2026-09-22T09:00")
    step = Step.objects.get(verb="book")
    assert ME["id_number"] not in str(step.data) and ME["name"] not in str(step.data)


def test_the_name_and_the_document_are_asked_for(small):
    with pytest.raises(NameMissing):
        an_appointment(small, **{**ME, "name": " "})
    with pytest.raises(InvalidIdentityNumber):
        an_appointment(small, **{**ME, "id_number": "110105194912310021"})
    assert not Appointment.objects.exists()


@pytest.mark.parametrize("begins", ["2026-09-21T14:00", "2026-09-26T09:00", "2026-10-12T09:00", "2026-09-18T09:00"])
def test_only_the_stated_days_can_be_booked(small, begins):
    with pytest.raises(DayNotBookable) as refused:
        an_appointment(small, begins)
    assert "09-22" in refused.value.words


@pytest.mark.parametrize("begins", ["2026-09-22T09:10", "2026-09-22T12:30", "2026-09-22T17:00", "2026-09-22T08:30"])
def test_only_slots_of_the_plan_can_be_booked(small, begins):
    with pytest.raises(SlotNotOffered):
        an_appointment(small, begins)


def test_today_can_be_booked_where_the_rules_say_so(small):
    HallRules.objects.update(days_before=0)
    assert an_appointment(small, "2026-09-21T14:00").day == clock.today()
    with pytest.raises(SlotNotOffered):
        an_appointment(small, "2026-09-21T09:30")


def test_one_person_books_once_a_day_and_may_book_again_after_giving_up(small):
    first = an_appointment(small, **ME)
    with pytest.raises(AppointmentThatDay):
        an_appointment(small, "2026-09-22T14:00", **ME)
    assert an_appointment(small, "2026-09-23T14:00", **ME).pk != first.pk
    cancel_appointment(hall=small.hall, token=first.token, by=public())
    assert an_appointment(small, "2026-09-22T14:00", **ME).state == "booked"


def test_the_database_itself_refuses_a_second_one_that_day_and_a_seat_given_twice(small):
    first, other = an_appointment(small), an_appointment(small)
    for wrong in ({"party": first.party}, {"seat": first.seat, "slot": first.slot}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Appointment.objects.filter(pk=other.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(pk=first.slot_id).update(taken=7)


def test_a_full_slot_is_refused_and_says_what_to_do(small):
    for _ in range(6):
        an_appointment(small)
    with pytest.raises(SlotFull) as refused:
        an_appointment(small)
    assert "改选其他时段" in refused.value.words
    assert Slot.objects.get().taken == 6 == Appointment.objects.count()


def test_a_request_sent_again_gives_the_same_appointment(small):
    first = an_appointment(small, idempotency_key="key-1", **ME)
    assert an_appointment(small, idempotency_key="key-1", **ME).pk == first.pk
    with pytest.raises(KeyReused):
        an_appointment(small, "2026-09-23T09:00", idempotency_key="key-1", **ME)
    assert events() == ["appointment_booked"]


def test_giving_up_two_hours_before_is_the_last_moment_on_the_phone_but_staff_may_later(small):
    made = an_appointment(small)
    with clock.frozen(at("2026-09-22T07:01")):
        with pytest.raises(TooLateToCancel) as refused:
            cancel_appointment(hall=small.hall, token=made.token, by=public())
        assert small.hall.phone in refused.value.words
        assert cancel_appointment(hall=small.hall, token=made.token, by=small.guide).state == "cancelled"
    with pytest.raises(NotPermitted):
        cancel_appointment(hall=small.hall, token=an_appointment(small).token, by=StaffFactory())


def test_a_seat_given_up_is_offered_again_only_after_a_delay(small):
    HallRules.objects.update(release_from_minutes=5, release_to_minutes=30)
    kept = [an_appointment(small) for _ in range(6)]
    cancel_appointment(hall=small.hall, token=kept[2].token, by=public())
    assert free_at(small, "2026-09-22T09:00") == 0
    with pytest.raises(SlotFull):
        an_appointment(small)
    with clock.frozen(clock.now() + timedelta(minutes=4, seconds=59)), pytest.raises(SlotFull):
        an_appointment(small)
    with clock.frozen(clock.now() + timedelta(minutes=31)):
        assert free_at(small, "2026-09-22T09:00") == 1
        assert an_appointment(small).seat == 3


def test_who_comes_in_time_stands_in_the_class_of_the_slot(small):
    made = an_appointment(small, **ME)
    with clock.frozen(at("2026-09-22T08:50")):
        ticket = check_in(hall=small.hall, token=made.token, by=small.guide)
        assert check_in(hall=small.hall, token=made.token, by=small.guide).pk == ticket.pk
    assert (ticket.number, ticket.channel) == ("V001", "appointment")
    assert (ticket.slot_begins_at, ticket.slot_ends_at) == (at("2026-09-22T09:00"), at("2026-09-22T09:45"))
    made.refresh_from_db()
    assert (made.state, made.is_late, made.ticket) == ("checked_in", False, ticket)
    assert Ticket.objects.count() == 1


def test_more_than_a_quarter_of_an_hour_late_is_the_ordinary_line(small):
    made = an_appointment(small)
    with clock.frozen(at("2026-09-22T09:46")):
        ticket = check_in(hall=small.hall, token=made.token, by=small.guide)
    made.refresh_from_db()
    assert (ticket.number, ticket.slot_begins_at, ticket.channel, made.is_late) == ("A001", None, "appointment", True)


def test_hours_too_early_is_told_when_to_come(small):
    made = an_appointment(small, "2026-09-22T14:00")
    with clock.frozen(at("2026-09-22T09:00")), pytest.raises(TooEarlyToCheckIn) as refused:
        check_in(hall=small.hall, token=made.token, by=small.guide)
    assert "2026-09-22 14:00" in refused.value.words


def test_who_does_not_come_is_noted_and_who_comes_after_all_has_come(small):
    made, other = an_appointment(small), an_appointment(small)
    with clock.frozen(at("2026-09-22T10:29")):
        sweep_appointments()
        assert set(Appointment.objects.values_list("state", flat=True)) == {"booked"}
    with clock.frozen(at("2026-09-22T10:31")):
        sweep_appointments()
        sweep_appointments()
        assert set(Appointment.objects.values_list("state", flat=True)) == {"no_show"}
        assert check_in(hall=small.hall, token=other.token, by=small.guide).number == "A001"
    assert Step.objects.filter(verb="note_no_show", subject_id=made.pk).count() == 1


def test_repeated_no_shows_suspend_booking_until_a_day_and_a_pardon_lifts_it(small):
    HallRules.objects.update(no_show_limit=2, days_before=0)
    for day in ("2026-09-22", "2026-09-23"):
        with clock.frozen(at(f"{day}T08:00")):
            an_appointment(small, f"{day}T09:00", **ME)
        with clock.frozen(at(f"{day}T12:00")):
            sweep_appointments()
    with clock.frozen(at("2026-09-24T08:00")):
        with pytest.raises(BookingSuspended) as refused:
            an_appointment(small, "2026-09-24T14:00", **ME)
        assert "2026-10-23" in refused.value.words and "现场取号" in refused.value.words
        missed = Appointment.objects.filter(state="no_show").first()
        pardon(hall=small.hall, token=missed.token, reason="当天地铁停运", by=small.guide)
        assert an_appointment(small, "2026-09-24T14:00", **ME).state == "booked"


def test_reminders_come_the_day_before_and_an_hour_before_each_once(small):
    an_appointment(small, "2026-09-23T14:00")
    for moment in ("2026-09-22T13:59", "2026-09-22T14:01", "2026-09-22T15:00", "2026-09-23T12:59"):
        with clock.frozen(at(moment)):
            sweep_appointments()
    assert events() == ["appointment_booked", "appointment_tomorrow"]
    for moment in ("2026-09-23T13:01", "2026-09-23T13:30"):
        with clock.frozen(at(moment)):
            sweep_appointments()
    assert events() == ["appointment_booked", "appointment_tomorrow", "appointment_soon"]
    soon = OutgoingMessage.objects.get(event="appointment_soon")
    assert soon.expires_at == at("2026-09-23T14:00"), "a reminder that comes too late is not sent"


def test_a_reminder_is_never_late_and_who_gave_up_gets_none(small):
    made = an_appointment(small, "2026-09-22T14:00")
    cancel_appointment(hall=small.hall, token=made.token, by=public())
    an_appointment(small, "2026-09-22T15:00")
    with clock.frozen(at("2026-09-22T15:00")):
        sweep_appointments()
    assert "appointment_soon" not in events() and "appointment_tomorrow" not in events()


def test_a_day_the_hall_closes_calls_off_its_appointments_and_says_why(small):
    made, other = an_appointment(small), an_appointment(small, "2026-09-23T09:00")
    close_day(hall=small.hall, day=made.day, reason="电力检修", by=small.manager)
    sweep_appointments(small.hall.pk)
    made.refresh_from_db()
    other.refresh_from_db()
    assert (made.state, made.reason, other.state) == ("called_off", "电力检修", "booked")
    message = OutgoingMessage.objects.get(event="appointment_called_off")
    assert "因电力检修取消" in message.text
    assert Slot.objects.get(pk=made.slot_id).taken == 0


def test_a_matter_not_offered_on_saturday_is_refused_with_the_time_it_is(small):
    other = a_booking_hall(matters=1).matters[0]
    with clock.frozen(at("2026-09-07T10:00")):
        a_published_list("weekend", [other])
        with pytest.raises(MatterNotNow) as refused:
            an_appointment(small, "2026-09-12T09:00")
        assert "周六预约服务" in refused.value.words and "起" in refused.value.words
        made = an_appointment(small, "2026-09-12T09:00", matter_codes=[other.code])
    assert made.slot.capacity is None, "Saturdays have no limit"


def test_many_may_come_on_a_saturday_without_limit(small):
    with clock.frozen(at("2026-09-07T10:00")):
        seats = [an_appointment(small, "2026-09-12T09:00").seat for _ in range(12)]
    assert seats == list(range(1, 13))


def test_a_number_is_never_given_twice_and_says_nothing(small):
    numbers = {an_appointment(small, id_number=resident_id(900 + n)).number for n in range(6)}
    assert len(numbers) == 6
    assert all(set(number) <= set("23456789ABCDEFGHJKLMNPQRSTUVWXYZ") for number in numbers)
