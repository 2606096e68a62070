"""The manager's pages: service hours, slot plan, end of the day; and the same over REST."""

import pytest

from hall.kernel import clock
from hall.models import ClosedDay, OutgoingMessage, ServiceHours
from queueing.models import Appointment, DayClosing, HallRules, Slot, SlotStaffing
from queueing.queries.slots import slots_on
from queueing.tasks import sweep_appointments
from tests.factories.slots import a_booking_hall, an_appointment, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_working_day")]


@pytest.fixture
def small(client):
    made = a_booking_hall()
    client.force_login(made.manager)
    return made


def test_everybody_may_read_the_hours_with_holidays_and_closures(client, small):
    ClosedDay.objects.create(hall=small.hall, date="2026-09-23", reason="系统升级")
    client.logout()
    page = client.get(f"/halls/{small.hall.code}/hours/").content.decode()
    assert "系统升级" in page and "中秋" in page and "08:30–09:00" in page


def test_the_manager_sets_a_weekday_and_who_is_out_of_it_is_told(client, small):
    made = an_appointment(small, "2026-09-23T16:00")
    rows = {"mode": ["normal", "noon"], "opens": ["09:00", "12:00"], "closes": ["12:00", "15:00"], "weekday": ["3"]}
    assert client.post("/service-hours/weekday/", rows).status_code == 302
    assert list(ServiceHours.objects.of(small.hall).filter(weekday=3).values_list("mode", flat=True)) == [
        "normal",
        "noon",
    ]
    sweep_appointments(small.hall.pk)
    made.refresh_from_db()
    assert (made.state, made.reason) == ("called_off", "服务时间调整")


def test_hours_that_overlap_are_refused_and_nothing_changes(client, small):
    rows = {"mode": ["normal", "noon"], "opens": ["09:00", "11:00"], "closes": ["12:00", "15:00"], "weekday": ["3"]}
    answer = client.post("/service-hours/weekday/", rows)
    assert answer.status_code == 422 and "重叠" in answer.content.decode()
    assert ServiceHours.objects.of(small.hall).filter(weekday=3).count() == 4


def test_closing_a_day_says_first_how_many_it_affects(client, small):
    an_appointment(small)
    page = client.get("/service-hours/?close=2026-09-22&reason=电力检修").content.decode()
    assert "当天已有 1 人预约" in page
    client.post("/service-hours/close/", {"day": "2026-09-22", "reason": "电力检修"})
    assert ClosedDay.objects.get().reason == "电力检修"
    sweep_appointments()
    assert Appointment.objects.get().state == "called_off"
    client.post("/service-hours/drop/", {"day": "2026-09-22"})
    assert not ClosedDay.objects.exists()


def test_the_plan_is_kept_as_the_table_was_filled_in(client, small, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        page = client.get("/slots/").content.decode()
    assert 'name="w1-0900"' in page and "0 / 6" in page
    answer = client.post("/slots/staffing/", {"w2-0900": "4", "w2-1000": "1", "minutes_each": "15"})
    assert answer.status_code == 302
    assert SlotStaffing.objects.of(small.hall).count() == 2
    slots = {
        f"{slot.begins_at:%H:%M}": slot.capacity
        for slot in slots_on(
            small.hall, small.queue.__class__.objects.get(pk=small.queue.pk), at("2026-09-22T09:00").date()
        )
    }
    assert slots == {"09:00": 8, "09:30": 8, "10:00": 2, "10:30": 2}
    assert client.post("/slots/staffing/", {"w2-0900": "多"}).status_code == 422


def test_rules_are_kept_and_wrong_ones_refused_beside_the_field(client, small):
    page = client.get("/slots/").content.decode()
    assert "最少提前几天预约" in page
    values = {name: getattr(HallRules.objects.get(), name) for name in ("days_before", "days_ahead", "slot_minutes")}
    rules = HallRules.objects.get()
    form = {field.name: getattr(rules, field.name) for field in rules._meta.fields if field.name not in ("id", "hall")}
    form["is_uncapped_saturday"] = "on"
    assert client.post("/slots/rules/", {**form, "days_before": 2}).status_code == 302
    assert HallRules.objects.get().days_before == 2 and values["days_before"] == 1
    assert client.post("/slots/rules/", {**form, "days_ahead": 0}).status_code == 422


def test_a_closed_slot_tells_those_who_were_booked_and_takes_nobody(client, small):
    made = an_appointment(small)
    answer = client.post("/slots/close/", {"slot": ["20260922-0900"], "reason": "窗口检修"}, follow=True)
    assert "1 人的预约已取消" in answer.content.decode()
    made.refresh_from_db()
    assert (made.state, made.reason, Slot.objects.get().taken) == ("called_off", "窗口检修", 0)
    assert "因窗口检修取消" in OutgoingMessage.objects.get(event="appointment_called_off").text
    code = small.matters[0].code
    assert (
        "停止预约：窗口检修"
        in client.get(f"/halls/{small.hall.code}/appointments/when/?chosen={code}").content.decode()
    )
    client.post("/slots/reopen/", {"slot": "20260922-0900"})
    assert an_appointment(small).slot.closed_reason == ""


def test_the_day_ends_on_its_page_with_each_number_accounted_for(client, small):
    small.ticket()
    small.ticket()
    assert "停止取号" in client.get("/day-end/").content.decode()
    client.post("/day-end/stop/", {"policy": "serve", "words": ""})
    page = client.get("/day-end/").content.decode()
    assert "A001" in page and "仍在办理" in page and "办完为止" in page
    assert client.post("/day-end/close/").status_code == 409
    first = DayClosing.objects.get().tickets.first().ticket_id
    client.post("/day-end/away/", {"ticket": first})
    client.post("/day-end/away/")
    assert client.post("/day-end/close/").status_code == 302
    page = client.get("/day-end/").content.decode()
    assert page.count("未办，已给优先凭证") >= 2 and "已收尾" in page


def test_only_the_manager_of_the_hall_acts_and_a_supervisor_reads(client, small):
    client.force_login(small.guide)
    for address in ("/slots/", "/service-hours/", "/day-end/"):
        assert client.get(address).status_code == 403
    for address in ("/slots/close/", "/service-hours/close/", "/day-end/stop/"):
        assert client.post(address).status_code == 403


def test_over_rest_one_books_follows_gives_up_and_the_hall_plans(client, small):
    days = client.get(f"/api/v1/slots/?hall={small.hall.code}").json()
    assert days[0]["slots"][0]["free"] == 6
    wishes = {
        "hall": small.hall.code, "matter_codes": [small.matters[0].code], "begins_at": days[0]["slots"][0]["begins_at"],
        "name": "张建国", "id_number": "11010519491231002X", "phone": "13800138000",
    }  # fmt: skip
    keyed = {"content_type": "application/json", "headers": {"Idempotency-Key": "book-over-rest"}}
    client.logout()
    made = [client.post("/api/v1/appointments/", wishes, **keyed).json() for _ in range(2)]
    assert made[0]["number"] == made[1]["number"] and "张建国" not in str(made[0])
    found = client.post(
        "/api/v1/appointments/find/", {"number": made[0]["number"], "second_factor": "8000"}, "application/json"
    ).json()
    assert found["token"] == made[0]["token"]
    assert client.get("/api/v1/appointments/").status_code == 404
    gone = client.post(f"/api/v1/appointments/{found['token']}/cancel/", {}, "application/json").json()
    assert gone["state"] == "cancelled"
    client.force_login(small.manager)
    closed = client.post(
        "/api/v1/slots/close/", {"begins_at": wishes["begins_at"], "reason": "窗口检修"}, "application/json"
    )
    assert closed.json() == {"called_off": 0}
    assert client.patch("/api/v1/slots/rules/", {"days_before": 3}, "application/json").json()["days_before"] == 3
    plan = client.get("/api/v1/slots/plan/").json()
    assert client.put("/api/v1/slots/plan/", plan[:1], "application/json").json() == plan[:1]
    assert client.get(f"/api/v1/hours/?hall={small.hall.code}").json()[0]["spans"][0]["opens"] == "08:30"
    small.ticket()
    assert client.post("/api/v1/day-end/stop/", {}, "application/json").json()["tickets"] == {"A001": "pending"}
    assert client.post("/api/v1/day-end/turn-away/").json()["tickets"] == {"A001": "turned_away"}
    assert client.post("/api/v1/day-end/close/").json()["state"] == "closed"
    assert clock.today() == DayClosing.objects.get().day
