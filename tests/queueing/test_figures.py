"""Figures of calling: wait, walk and service apart; single clerks for the manager alone."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from hall.kernel import clock
from hall.roles import Role
from queueing.errors import DaysUnreadable
from queueing.queries.figures import figures_of
from queueing.spans import Days, asked_days
from queueing.verbs import calling
from queueing.verbs.tickets import cancel_ticket
from queueing.verbs.windows import open_window
from tests.factories import StaffFactory
from tests.factories.queue import a_small_hall

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 21)


def at(small, window=0):
    return {"hall": small.hall, "window_code": small.windows[window].code, "by": small.clerks[window]}


@pytest.fixture
def a_day(on_a_working_day):
    """One waits 10, walks 1, is served 8 minutes; one waits 20 and does not come; one is called by mistake; one leaves."""
    small, begin = a_small_hall(), on_a_working_day
    small.window(), small.window()
    tickets = [small.ticket() for _ in range(4)]

    def after(minutes):
        return clock.frozen(begin + timedelta(minutes=minutes))

    with after(10):
        calling.call_next(**at(small))
    with after(11):
        calling.start(**at(small))
    with after(19):
        calling.finish(**at(small))
    with after(20):
        calling.call_next(**at(small, 1))
    with after(22):
        calling.miss(**at(small, 1), reason="呼叫未到")
        calling.call_next(**at(small))
        calling.undo_call(**at(small))
        cancel_ticket(hall=small.hall, token=tickets[3].token, by=small.guide)
    with after(61):
        yield small


def table(found, key):
    return {line.name: line for line in next(table for table in found.tables if table.key == key).lines}


def test_wait_walk_and_service_are_apart(a_day):
    total = figures_of(a_day.hall, Days(TODAY, TODAY), with_clerks=False).total
    assert (total.calls, total.done, total.missed, total.missed_share) == (2, 1, 1, 50.0)
    assert (total.wait_median, total.wait_longest) == (15.0, 20.0)
    assert (total.walk_median, total.serve_median) == (1.0, 8.0)


def test_tickets_count_by_channel_and_those_given_up(a_day):
    taken = figures_of(a_day.hall, Days(TODAY, TODAY), with_clerks=False).taken
    assert (taken.tickets, taken.given_up, taken.given_up_share) == (4, 2, 50.0)
    assert taken.by_channel == [("咨询台", 4)]


def test_a_call_taken_back_counts_nowhere(a_day):
    windows = table(figures_of(a_day.hall, Days(TODAY, TODAY), with_clerks=False), "windows")
    assert [windows["01 号窗口"].calls, windows["02 号窗口"].calls] == [1, 1]


def test_each_way_of_grouping_has_its_lines(a_day):
    found = figures_of(a_day.hall, Days(TODAY, TODAY), with_clerks=True)
    assert list(table(found, "hours")) == ["10 时"]
    assert table(found, "queues")[a_day.queue.name].calls == 2
    assert table(found, "matters")[a_day.matters[0].name].calls == 2
    assert table(found, "clerks")[a_day.clerks[0].name].serve_median == 8.0
    assert table(found, "windows")["01 号窗口"].busy is not None


def test_another_day_and_another_hall_are_empty_and_show_no_zero_for_a_length(a_day):
    for hall, days in (
        (a_day.hall, Days(date(2026, 9, 20), date(2026, 9, 20))),
        (a_small_hall().hall, Days(TODAY, TODAY)),
    ):
        found = figures_of(hall, days, with_clerks=True)
        assert found.total.calls == found.taken.tickets == 0
        assert found.total.wait_median is None and found.taken.given_up_share is None


@pytest.mark.parametrize("first, last", [("昨天", ""), ("2026-09-21", "2026-09-20"), ("2026-01-01", "2026-09-20")])
def test_days_that_cannot_be_read_or_are_too_many_are_refused(first, last):
    with pytest.raises(DaysUnreadable):
        asked_days(first, last, TODAY)


def test_one_date_means_that_day_and_none_today():
    assert asked_days("", "", TODAY) == Days(TODAY, TODAY)
    assert (
        asked_days("2026-09-01", "", TODAY)
        == asked_days("", "2026-09-01", TODAY)
        == Days(date(2026, 9, 1), date(2026, 9, 1))
    )


def test_the_page_shows_them_to_the_manager_with_clerks_and_to_the_supervisor_without(a_day, client):
    for role, sees in ((Role.HALL_MANAGER, True), (Role.SUPERVISOR, False)):
        client.force_login(StaffFactory(hall=a_day.hall, roles=[role]))
        page = client.get("/queue/figures/").content.decode()
        assert "叫号统计" in page and "01 号窗口" in page
        assert (a_day.clerks[0].name in page) is sees
        rows = client.get("/api/v1/queue/figures/").json()["tables"]
        assert ("clerks" in [one["key"] for one in rows]) is sees


def test_a_clerk_may_not_read_them(a_day, client):
    client.force_login(a_day.clerks[0])
    assert client.get("/queue/figures/").status_code == 403
    assert client.get("/api/v1/queue/figures/").status_code == 403


def test_the_page_keeps_to_a_few_statements(a_day, client, django_assert_max_num_queries):
    client.force_login(StaffFactory(hall=a_day.hall, roles=[Role.HALL_MANAGER]))
    client.get("/queue/figures/")
    with django_assert_max_num_queries(16):
        assert client.get("/queue/figures/").status_code == 200


def test_bad_days_are_said_on_the_page_and_today_is_shown(a_day, client):
    client.force_login(StaffFactory(hall=a_day.hall, roles=[Role.HALL_MANAGER]))
    page = client.get("/queue/figures/?from=昨天")
    assert page.status_code == 422 and "一次最多三个月" in page.content.decode()


def test_the_workbook_holds_the_same_numbers(a_day, client):
    client.force_login(StaffFactory(hall=a_day.hall, roles=[Role.HALL_MANAGER]))
    book = load_workbook(BytesIO(client.get("/queue/figures/excel/").content))
    assert [book["按窗口"]["A2"].value, book["按窗口"]["B2"].value, book["按窗口"]["F2"].value] == ["01 号窗口", 1, 10]
    assert "按人员" in book.sheetnames


def test_the_rebuilt_day_is_a_page_and_an_answer(a_day, client):
    client.force_login(StaffFactory(hall=a_day.hall, roles=[Role.HALL_MANAGER]))
    assert "逐项一致" in client.get("/queue/figures/rebuilt/").content.decode()
    assert client.get("/api/v1/queue/figures/rebuilt/").json()["is_equal"] is True


def test_calls_out_of_turn_stand_in_the_figures_with_their_reason(a_day, client):
    lead = StaffFactory(hall=a_day.hall, roles=[Role.WINDOW_CLERK, Role.DUTY_LEAD])
    window, _ = a_day.window(opened=False)
    open_window(hall=a_day.hall, window_code=window.code, by=lead)
    waiting = a_day.ticket()
    calling.call_chosen(hall=a_day.hall, window_code=window.code, number=waiting.number, reason="行动不便", by=lead)
    client.force_login(StaffFactory(hall=a_day.hall, roles=[Role.HALL_MANAGER]))
    assert "行动不便" in client.get("/queue/figures/").content.decode()
    (chosen,) = client.get("/api/v1/queue/figures/").json()["chosen"]
    assert (chosen["number"], chosen["window"], chosen["reason"]) == (waiting.number, window.code, "行动不便")
