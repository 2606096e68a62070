"""Early tickets wait, the last tickets are told, and at closing nobody is forgotten."""

import pytest

from hall.kernel import clock
from hall.kernel.errors import NotPermitted
from hall.models import OutgoingMessage, Step
from queueing.errors import HallClosed
from queueing.models import ClosingTicket, DayClosing, HallRules, KioskRules, ReturnVoucher, Ticket
from queueing.queries.figures import figures_of
from queueing.slot_errors import MatterNotNow, NotYetOpen, StillWaiting, TicketsStopped
from queueing.spans import Days
from queueing.tasks import sweep_days
from queueing.verbs import calling
from queueing.verbs.day_end import choose_ending, close_the_day, reopen_day, stop_tickets, turn_away
from queueing.verbs.quiet import set_silence
from queueing.verbs.tickets import cancel_ticket
from tests.factories import PartyFactory, a_published_matter
from tests.factories.lists import a_published_list
from tests.factories.slots import a_booking_hall, at

pytestmark = pytest.mark.django_db
PHONE = "13800138000"


@pytest.fixture
def small(on_a_working_day):
    made = a_booking_hall()
    made.window()
    return made


def call(small):
    return calling.call_next(hall=small.hall, window_code="01", by=small.clerks[0])


def outcomes():
    return dict(ClosingTicket.objects.values_list("ticket__number", "outcome"))


def told(event):
    return OutgoingMessage.objects.filter(event=event).count()


def test_early_tickets_wait_until_the_doors_open(small):
    with clock.frozen(at("2026-09-22T07:59")), pytest.raises(HallClosed):
        small.ticket()
    with clock.frozen(at("2026-09-22T08:05")):
        early = small.ticket()
        with pytest.raises(NotYetOpen) as refused:
            call(small)
        assert "08:30" in refused.value.words
        small.clerks[0].roles = [*small.clerks[0].roles, "duty_lead"]
        chosen = {"number": early.number, "reason": "孕妇", "by": small.clerks[0]}
        with pytest.raises(NotYetOpen):
            calling.call_chosen(hall=small.hall, window_code="01", **chosen)
    with clock.frozen(at("2026-09-22T08:30")):
        assert call(small).pk == early.pk


def test_a_matter_not_offered_in_the_mode_of_now_is_refused_with_when_it_is(small):
    listed = a_published_matter().matter
    a_published_list("early", [listed])
    a_published_list("late", [listed])
    with clock.frozen(at("2026-09-22T08:40")):
        with pytest.raises(MatterNotNow) as refused:
            small.ticket()
        assert "早间延时" in refused.value.words and "今天 09:00 起" in refused.value.words
        assert small.ticket(matter_codes=[listed.code]).number == "A001"
    with clock.frozen(at("2026-09-22T17:05")):
        with pytest.raises(MatterNotNow) as refused:
            small.ticket()
        assert "明天 09:00 起" in refused.value.words
    with clock.frozen(at("2026-09-22T12:00")), pytest.raises(HallClosed):
        small.ticket()
    with clock.frozen(at("2026-09-22T10:00")):
        assert small.ticket().number == "A002"


def test_ten_minutes_before_closing_no_more_tickets_are_given_and_the_words_say_why(small):
    with clock.frozen(at("2026-09-21T17:19")):
        small.ticket()
    with clock.frozen(at("2026-09-21T17:20")), pytest.raises(TicketsStopped) as refused:
        small.ticket()
    assert "17:30 闭厅，闭厅前 10 分钟停止取号" in refused.value.words


def test_by_itself_the_day_is_served_to_the_end_and_then_closed(small):
    first, second = small.ticket(phone=PHONE), small.ticket(phone=PHONE)
    with clock.frozen(at("2026-09-21T17:21")):
        sweep_days()
        sweep_days()
        assert outcomes() == {"A001": "pending", "A002": "pending"}
        assert told("day_stopped") == 2
        assert "办完为止" in OutgoingMessage.objects.filter(event="day_stopped").first().text
    with clock.frozen(at("2026-09-21T17:45")):
        for ticket in (first, second):
            assert call(small).pk == ticket.pk, "calling goes on after closing"
            calling.start(hall=small.hall, window_code="01", by=small.clerks[0])
            calling.finish(hall=small.hall, window_code="01", by=small.clerks[0])
        sweep_days()
    assert outcomes() == {"A001": "served", "A002": "served"}
    assert DayClosing.objects.get().state == "closed"


def test_serving_to_the_end_has_an_end_and_who_is_left_comes_back_first(small):
    ticket = small.ticket(phone=PHONE)
    for moment in ("2026-09-21T17:21", "2026-09-21T19:29"):
        with clock.frozen(at(moment)):
            sweep_days()
    assert outcomes() == {"A001": "pending"}
    with clock.frozen(at("2026-09-21T19:31")):
        sweep_days()
        sweep_days()
    ticket.refresh_from_db()
    assert (ticket.state, outcomes()) == ("cancelled", {"A001": "turned_away"})
    voucher = ReturnVoucher.objects.get()
    assert f"{voucher.valid_until:%m-%d}" == "09-29", "five working days, Mid-Autumn between"
    assert "9月29日前带证件再来取号即可优先" in OutgoingMessage.objects.get(event="turned_away").text
    step = Step.objects.get(verb="turn_away")
    assert "优先凭证至 2026-09-29" in step.reason
    assert figures_of(small.hall, Days(ticket.day, ticket.day), with_clerks=False).taken.given_up == 0, "sent home"
    with clock.frozen(at("2026-09-22T10:00")):
        person = {"id_number": ticket.party.id_number, "name": ticket.party.name}
        typed_wrong = small.ticket(**person)
        assert typed_wrong.priority == "returning"
        cancel_ticket(hall=small.hall, token=typed_wrong.token, by=small.guide)
        small.ticket()
        back = small.ticket(**person)
        assert (back.priority, back.get_priority_display()) == ("returning", "闭厅未办再来")
        assert call(small).pk == back.pk
        voucher.refresh_from_db()
        assert voucher.used_by == back
    with clock.frozen(at("2026-09-23T10:00")):
        assert small.ticket(**person).priority == "", "once"


def test_until_closing_only_means_that_those_left_at_closing_are_told_to_come_back(small):
    HallRules.objects.update(closing_policy="turn_away")
    small.ticket(phone=PHONE)
    small.ticket(phone=PHONE)
    with clock.frozen(at("2026-09-21T17:21")):
        sweep_days()
        assert told("day_stopped") == 0
        call(small)
    with clock.frozen(at("2026-09-21T17:30")):
        sweep_days()
        assert outcomes() == {"A001": "pending", "A002": "turned_away"}
        calling.start(hall=small.hall, window_code="01", by=small.clerks[0])
        calling.finish(hall=small.hall, window_code="01", by=small.clerks[0])
        sweep_days()
    assert outcomes() == {"A001": "served", "A002": "turned_away"}
    assert DayClosing.objects.get().state == "closed"


def test_a_manager_stops_changes_the_ending_reopens_and_closes(small):
    ticket = small.ticket()
    stop_tickets(hall=small.hall, policy="turn_away", words="系统故障，提前停止取号", by=small.manager)
    with pytest.raises(TicketsStopped) as refused:
        small.ticket()
    assert refused.value.words == "系统故障，提前停止取号"
    choose_ending(hall=small.hall, policy="serve", by=small.manager)
    assert Step.objects.filter(verb="keep_waiting", subject_id=ticket.pk).count() == 1
    reopen_day(hall=small.hall, by=small.manager)
    assert small.ticket().number == "A002"
    stop_tickets(hall=small.hall, by=small.manager)
    with pytest.raises(StillWaiting) as waiting:
        close_the_day(hall=small.hall, by=small.manager)
    assert waiting.value.data["count"] == 2
    for row in Ticket.objects.all():
        turn_away(ticket_id=row.pk, by=small.manager)
        turn_away(ticket_id=row.pk, by=small.manager)
    assert close_the_day(hall=small.hall, by=small.manager).state == "closed"
    assert ReturnVoucher.objects.count() == 2
    with pytest.raises(TicketsStopped):
        small.ticket()


def test_who_waits_for_a_result_collects_it_another_day_and_missed_numbers_end(small):
    waits, missed = small.ticket(phone=PHONE), small.ticket()
    Ticket.objects.filter(pk=waits.pk).update(state="awaiting_result")
    Ticket.objects.filter(pk=missed.pk).update(state="missed")
    stop_tickets(hall=small.hall, by=small.manager)
    close_the_day(hall=small.hall, by=small.manager)
    assert outcomes() == {"A001": "collect_later", "A002": "missed"}
    assert dict(Ticket.objects.values_list("number", "state")) == {"A001": "finished", "A002": "cancelled"}
    assert told("collect_later") == 1


def test_nobody_who_is_not_the_manager_of_this_hall_ends_its_day(small):
    other = a_booking_hall()
    for by in (small.guide, small.clerks[0], other.manager):
        with pytest.raises(NotPermitted):
            stop_tickets(hall=small.hall, by=by)
    assert not DayClosing.objects.exists()


def test_every_ticket_of_a_closed_day_is_accounted_for(small):
    for _ in range(3):
        small.ticket()
    Ticket.objects.filter(number="A003").update(state="cancelled", party=PartyFactory())
    with clock.frozen(at("2026-09-21T17:25")):
        sweep_days()
    with clock.frozen(at("2026-09-21T19:40")):
        sweep_days()
    assert DayClosing.objects.get().state == "closed"
    assert not Ticket.objects.filter(state__in=["waiting", "called", "serving", "parked", "missed"]).exists()
    assert outcomes() == {"A001": "turned_away", "A002": "turned_away"}


def test_screens_kiosk_and_phone_say_how_the_day_ends(client, small):
    hall, ticket = small.hall, small.ticket()
    board, kiosk, phone = f"/halls/{hall.code}/display/", f"/halls/{hall.code}/kiosk/", f"/tickets/{ticket.token}/"
    assert "停止取号" not in client.get(board).content.decode()
    stop_tickets(hall=hall, policy="serve", by=small.manager)
    for address in (board, phone):
        assert "办完为止" in client.get(address).content.decode(), address
    words = client.get(kiosk).content.decode()
    assert "现在不取号" in words and "今天已停止取号" in words
    KioskRules.objects.update_or_create(hall=hall, defaults={"phone_tickets": "anywhere"})
    words = client.get(f"/halls/{hall.code}/take/").content.decode()
    assert "现在不取号" in words and "今天已停止取号" in words, "nobody types a document for nothing"
    choose_ending(hall=hall, policy="turn_away", by=small.manager)
    assert "17:30 仍没有叫到的号给优先凭证" in client.get(board).content.decode()
    turn_away(ticket_id=ticket.pk, by=small.manager)
    words = client.get(phone).content.decode()
    assert "2026-09-29 前带证件再来取号，自动优先" in words and f"/halls/{hall.code}/appointments/" in words


def test_no_program_calls_itself_an_appointment(client, small):
    client.force_login(small.guide)
    wishes = {"matter_codes": [small.matters[0].code], "id_number": "11010519491231002X", "channel": "appointment"}
    assert client.post("/api/v1/tickets/", wishes, "application/json").status_code == 400


def test_who_wants_no_word_of_the_line_gets_none_when_the_hall_stops(small):
    ticket = small.ticket(phone=PHONE)
    set_silence(hall=small.hall, token=ticket.token, is_silent=True, by=small.guide)
    stop_tickets(hall=small.hall, by=small.manager)
    assert told("day_stopped") == 0 and Step.objects.filter(verb="keep_waiting", subject_id=ticket.pk).exists()
