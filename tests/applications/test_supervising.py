"""Supervision: lights now, urging with its answer, reasons for red, each in the browser and over REST."""

import io
from datetime import datetime

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from applications import tasks
from applications.errors import ReasonMissing
from applications.models import Alert, OverdueReason, StepShare, Urging
from applications.queries.mine import mine
from applications.queries.supervision import supervision
from applications.supervision_errors import NotOverdue, UrgedAlready, UrgingAnswered
from applications.verbs.urging import answer_urging, explain_overdue, urge
from hall import steps
from hall.kernel import clock
from hall.kernel.errors import NotPermitted
from hall.roles import Role
from tests.factories import DepartmentFactory, StaffFactory
from tests.factories.applications import people


def on(day: str):
    return clock.frozen(datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=clock.BEIJING))


@pytest.fixture
def supervisor(ours):
    return StaffFactory(hall=ours.hall, roles=[Role.SUPERVISOR])


@pytest.fixture
def late(ours):
    """An application that was due on 12 October; today is the 14th."""
    application = ours.accepted()
    with on("2026-10-14"):
        tasks.sweep_deadlines()
        yield application


def words(answer) -> str:
    return answer.content.decode()


def test_urging_asks_by_the_next_working_day_and_the_answer_stands_beside_it(ours, supervisor, late):
    made = urge(number=late.number, words="已超承诺，请说明", by=supervisor)
    assert made.answer_due.isoformat() == "2026-10-15" and made.department == late.department
    with pytest.raises(UrgedAlready):
        urge(number=late.number, words="再催", by=supervisor)
    answered = answer_urging(number=late.number, urging_id=made.pk, answer="今日办结", by=ours.approver)
    assert answered.answered_by == ours.approver
    with pytest.raises(UrgingAnswered):
        answer_urging(number=late.number, urging_id=made.pk, answer="再答", by=ours.approver)
    assert [one.verb for one in steps.steps_of(late)][-2:] == ["urge", "answer_urging"]


def test_who_may_urge_answer_and_explain(ours, supervisor, late):
    for verb, given in ((urge, {"words": "催"}), (explain_overdue, {"cause": "staff", "words": "缺人"})):
        with pytest.raises(NotPermitted):
            verb(number=late.number, **given, by=ours.clerk)
    made = urge(number=late.number, words="催", by=supervisor)
    with pytest.raises(NotPermitted):
        answer_urging(number=late.number, urging_id=made.pk, answer="好", by=supervisor)


def test_a_reason_for_red_is_counted_by_cause_and_only_for_what_is_red(ours, late):
    with pytest.raises(ReasonMissing):
        explain_overdue(number=late.number, cause="", words="缺人", by=ours.approver)
    given = explain_overdue(number=late.number, cause="staff", words="两人病假", by=ours.approver)
    assert (given.colour, given.days_over) == ("red", 2)
    assert supervision(ours.hall, tab="causes").causes == [("人员不足或不在岗", 1)]
    with pytest.raises(NotOverdue):
        explain_overdue(number=ours.accepted().number, cause="staff", words="x", by=ours.approver)


def test_the_supervisors_page_shows_lights_and_urges_in_place(ours, supervisor, late, client):
    client.force_login(supervisor)
    page = words(client.get(reverse("supervision")))
    for shown in (late.number, "超期 2 个工作日", "未说明原因", "督办…"):
        assert shown in page
    assert ours.applicant.name not in page and "style=" not in page
    sent = client.post(reverse("urge", args=[late.number]), {"words": "请立即办理"})
    assert sent.status_code == 302 and Urging.objects.get().words == "请立即办理"
    assert "已督办" in words(client.get(reverse("supervision")))
    assert "请立即办理" in words(client.get(reverse("supervision"), {"tab": "urgings"}))
    assert "红灯" in words(client.get(reverse("supervision"), {"tab": "alerts", "kind": "red"}))
    for tab in ("amber", "stopped", "provisional", "causes"):
        assert client.get(reverse("supervision"), {"tab": tab}).status_code == 200


def test_the_page_of_the_case_shows_alerts_and_lets_each_do_their_part(ours, supervisor, late, client):
    address = reverse("application", args=[late.number])
    client.force_login(supervisor)
    page = words(client.get(address))
    assert "红灯：只剩一天或已超承诺" in page and "发出督办" in page and "答复督办" not in page
    sent = client.post(reverse("urge", args=[late.number]), {"words": "请说明", "back": address})
    assert sent["Location"] == address
    client.force_login(ours.approver)
    page = words(client.get(address))
    assert "答复督办" in page and "保存原因" in page and "发出督办" not in page
    elsewhere = client.post(reverse("overdue-reason", args=[late.number]), {"back": "//evil.example/"})
    assert elsewhere["Location"] == reverse("warnings")


def test_the_page_takes_a_constant_number_of_queries(ours, supervisor, client, django_assert_max_num_queries):
    for _ in range(4):
        ours.accepted()
    client.force_login(supervisor)
    with on("2026-10-14"), django_assert_max_num_queries(20):
        client.get(reverse("supervision"))


def test_another_halls_supervisor_sees_and_urges_nothing_of_it(late, client):
    stranger = StaffFactory(roles=[Role.SUPERVISOR])
    client.force_login(stranger)
    assert late.number not in words(client.get(reverse("supervision")))
    client.post(reverse("urge", args=[late.number]), {"words": "催"})
    assert not Urging.objects.exists()


def test_the_workbook_has_the_same_lines(ours, supervisor, late, client):
    client.force_login(supervisor)
    file = client.get(reverse("supervision-file"))
    rows = list(load_workbook(io.BytesIO(file.content)).worksheets[0].values)
    assert rows[1][0] == late.number and "超期 2 个工作日" in rows[1]


def test_the_department_finds_urging_alerts_in_groups_and_reasons_it_owes(ours, supervisor, late, client):
    urge(number=late.number, words="请说明", by=supervisor)
    client.force_login(ours.approver)
    page = words(client.get(reverse("warnings")))
    for shown in ("请说明", "超期办件，请说明原因", "红灯", "答复督办"):
        assert shown in page
    found = mine(ours.approver)
    assert [group.kind for group in found.groups] == ["red"], "of each application the gravest only"
    client.post(reverse("urging-answer", args=[late.number, found.urgings[0].pk]), {"answer": "今日办结"})
    client.post(reverse("overdue-reason", args=[late.number]), {"cause": "complex", "words": "案情复杂"})
    assert Urging.objects.get().answer == "今日办结" and OverdueReason.objects.get().cause == "complex"
    client.post(reverse("warnings-noted"), {"alert": [one.pk for one in Alert.objects.all()]})
    assert "没有新的提醒" in words(client.get(reverse("warnings")))
    stranger = StaffFactory(hall=ours.hall, roles=[Role.APPROVER], department=DepartmentFactory())
    assert mine(stranger).count == 0


def test_the_window_is_alarmed_of_a_deemed_acceptance(ours, client):
    application = ours.receive(ticks=ours.ticks(m1="missing"))
    with on("2026-10-09"):
        tasks.sweep_deadlines()
        client.force_login(ours.clerk)
        page = words(client.get(reverse("warnings")))
    assert "逾期未告知，视为受理" in page and application.number in page


def test_a_department_may_give_a_step_less_time(db, on_a_working_day):
    application = people(signatures=2).accepted()
    StepShare.objects.create(department=application.department, step="review", percent=10)
    with on("2026-09-23"):
        tasks.sweep_deadlines()
    found = Alert.objects.filter(application=application, kind="step_overtime")
    assert [one.step for one in found] == ["review"] and not Alert.objects.filter(kind="amber").exists()


def test_urging_answering_and_the_dates_over_rest(ours, supervisor, late, client):
    client.force_login(supervisor)
    body = {"words": "请办理"}
    made = client.post(f"/api/v1/applications/{late.number}/urge/", body, content_type="application/json")
    assert made.status_code == 201 and made.json()["answer_due"] == "2026-10-15"
    found = client.get("/api/v1/supervision/").json()
    assert found["lights"] == {"red": 1} and found["rows"][0]["urging"]["words"] == "请办理"
    client.force_login(ours.approver)
    address = f"/api/v1/applications/{late.number}/urgings/{made.json()['id']}/answer/"
    assert client.post(address, {"answer": "好"}, content_type="application/json").status_code == 200
    late_reason = client.post(
        f"/api/v1/applications/{late.number}/overdue-reason/",
        {"overdue_cause": "staff", "words": "缺人"},
        content_type="application/json",
    )
    assert late_reason.status_code == 201
    dates = client.get(f"/api/v1/applications/{late.number}/dates/").json()
    assert [one["key"] for one in dates] == ["promise", "legal"] and dates[0]["days"][-1]["count"] == 10
    assert client.get("/api/v1/warnings/").json()["groups"][0]["kind"] == "red"
