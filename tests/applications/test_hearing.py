"""A hearing: told, asked for in five days, announced seven days before, held within twenty, recorded (行政许可法 46–48)."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from applications import hearing_errors as e
from applications.models import Application, Procedure
from applications.verbs import extending, procedures
from applications.verbs import hearing as verbs
from applications.verbs.forwarding import forward
from hall.kernel import clock
from tests.factories import StaffFactory
from tests.factories.applications import people

pytestmark = pytest.mark.django_db
NEIGHBOUR = "新华东街 9 号院业主委员会"


@pytest.fixture
def ours(on_a_working_day):
    return people()


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=clock.BEIJING)


def told(ours, **other):
    application = ours.accepted()
    given = {"about": "拟建建筑影响 3 号楼日照", "interested": NEIGHBOUR, "by": ours.approver}
    return application, verbs.tell_hearing_right(number=application.number, **{**given, **other})


def asked(ours):
    application, _ = told(ours)
    return application, verbs.ask_hearing(number=application.number, asked_by=NEIGHBOUR, by=ours.approver)


def announced(ours, **other):
    application, _ = asked(ours)
    given = {"held_at": at(date(2026, 10, 12)), "place": "302 会议室", "chair": "赵文博", "by": ours.approver}
    return application, verbs.announce_hearing(number=application.number, **{**given, **other})


def test_the_whole_way_brings_three_papers_stops_the_clocks_and_starts_them_again(ours):
    application, hearing = announced(ours)
    assert hearing.ask_until == date(2026, 9, 29), "five working days from Monday 21 September, past the festival"
    application.refresh_from_db()
    before = application.promise_due
    assert application.state == "in_procedure" and Procedure.objects.get().kind == "hearing"
    with clock.frozen(at(date(2026, 10, 12), 11)):
        verbs.record_hearing(number=application.number, present="双方代理人", record="甲：……\n乙：……", by=ours.approver)
    application.refresh_from_db()
    assert application.state == "accepted" and application.promise_due > before
    papers = list(application.documents.values_list("kind", flat=True))
    assert [kind for kind in papers if kind.startswith("hearing")] == [
        "hearing_right",
        "hearing_notice",
        "hearing_record",
    ]
    record = application.documents.get(kind="hearing_record")
    assert record.content["record"] == ["甲：……", "乙：……"]


def test_who_asks_after_five_working_days_has_waived(ours):
    application, hearing = told(ours)
    with clock.frozen(at(hearing.ask_until + timedelta(days=1))), pytest.raises(e.HearingAskedTooLate):
        verbs.ask_hearing(number=application.number, asked_by=NEIGHBOUR, by=ours.approver)
    with clock.frozen(at(hearing.ask_until, 16)):
        assert verbs.ask_hearing(number=application.number, asked_by=NEIGHBOUR, by=ours.approver).asked_on


@pytest.mark.parametrize(
    ("other", "error"),
    [
        ({"held_at": at(date(2026, 9, 28))}, e.HearingTooSoon),
        ({"held_at": at(date(2026, 12, 1))}, e.HearingTooLate),
        ({"place": " "}, e.HearingIncomplete),
    ],
)
def test_the_day_keeps_to_the_law(ours, other, error):
    with pytest.raises(error):
        announced(ours, **other)


def test_whoever_examines_the_application_does_not_chair(ours):
    with pytest.raises(e.ChairExamined):
        announced(ours, chair=ours.approver.name)


def test_each_act_waits_for_the_one_before_and_happens_once(ours):
    application = ours.accepted()
    number, by = application.number, ours.approver
    with pytest.raises(e.HearingNotTold):
        verbs.ask_hearing(number=number, asked_by="甲", by=by)
    application, _ = told(ours)
    with pytest.raises(e.HearingTold):
        verbs.tell_hearing_right(number=application.number, about="再次", by=by)
    with pytest.raises(e.HearingNotAsked):
        verbs.record_hearing(number=application.number, present="甲", record="乙", by=by)
    application, _ = announced(ours)
    with pytest.raises(e.HearingNotHeld):
        verbs.record_hearing(number=application.number, present="甲", record="乙", by=by)


def test_the_page_leads_from_act_to_act_and_keeps_what_was_typed(ours, client):
    application = ours.accepted()
    page = reverse("application-hearing", args=[application.number])
    client.force_login(ours.approver)
    assert "出具听证告知书" in client.get(page).content.decode()

    def post(name, **body):
        return client.post(reverse("application-hearing-act", args=[application.number, name]), body)

    assert post("tell", about="").status_code == 422
    assert post("tell", about="影响日照", interested=NEIGHBOUR).status_code == 302
    assert post("ask", asked_by=NEIGHBOUR).status_code == 302
    refused = post("announce", held_at="2026-09-22T09:30", place="302 会议室", chair="赵文博")
    assert refused.status_code == 422 and "302 会议室" in refused.content.decode()
    assert post("announce", held_at="2026-10-12T09:30", place="302 会议室", chair="赵文博").status_code == 302
    assert "赵文博" in client.get(page).content.decode()
    client.force_login(ours.clerk)
    assert client.get(page).status_code == 200 and post("record", present="甲", record="乙").status_code == 403
    client.force_login(StaffFactory(hall=people().hall, roles=["window_clerk"]))
    assert client.get(page).status_code == 404


def test_withdrawing_brings_the_request_to_sign_and_the_list_of_what_goes_back(ours):
    application = ours.do("withdraw", ours.receive())
    papers = {paper.kind: paper for paper in application.documents.all()}
    assert {"withdrawal_request", "withdrawal_notice", "material_return"} <= set(papers)
    assert len(papers["material_return"].content["materials"]) == 2
    nothing = ours.do("withdraw", ours.receive(ticks=ours.ticks("missing")))
    assert not nothing.documents.filter(kind="material_return").exists()


def test_ending_gives_the_materials_back_too(ours):
    application = ours.do("terminate", ours.accepted())
    assert application.documents.filter(kind="material_return").count() == 1


def test_the_whole_way_over_rest(ours):
    application = ours.accepted()
    api = APIClient()
    api.force_authenticate(ours.approver)

    def act(name, **body):
        return api.post(reverse(f"api-hearing-{name}", args=[application.number]), body, format="json")

    where = reverse("api-hearing", args=[application.number])
    assert api.get(where).status_code == 404
    assert act("ask", asked_by=NEIGHBOUR).status_code == 409, "nobody was told yet"
    assert act("tell", about="拟建建筑影响 3 号楼日照", interested=NEIGHBOUR).json()["ask_until"] == "2026-09-29"
    assert act("ask", asked_by=NEIGHBOUR).json()["asked_on"]
    announced = act("announce", held_at="2026-10-12T09:00:00+08:00", place="302 会议室", chair="赵文博")
    assert announced.status_code == 200
    with clock.frozen(at(date(2026, 10, 12), 11)):
        assert act("record", present="双方代理人", record="甲：……").json()["recorded_on"] == "2026-10-12"
    assert api.get(where).json()["chair"] == "赵文博"
    api.force_authenticate(ours.clerk)
    assert act("tell", about="再来一次").status_code == 403


def test_a_hearing_asked_for_while_an_extension_is_pending_stops_the_clocks_from_that_day(ours, on_a_working_day):
    application, _ = told(ours)
    extending.ask_extension(number=application.number, working_days=5, reason="需要检测", by=ours.approver)
    hearing = verbs.ask_hearing(number=application.number, asked_by=NEIGHBOUR, by=ours.approver)
    assert not Procedure.objects.exists(), "the extension is decided first"
    head = ours.head()
    with clock.frozen(on_a_working_day + timedelta(days=2)):
        extending.decide_extension(number=application.number, approved=True, opinion="同意", by=head)
    application.refresh_from_db()
    assert application.state == "in_procedure" and Procedure.objects.get().began_on == hearing.asked_on


def test_a_hearing_asked_for_during_an_inspection_follows_it_without_a_gap(ours, on_a_working_day):
    application, _ = told(ours)
    number, by = application.number, ours.approver
    procedures.begin_procedure(number=number, kind="inspection", reason="检验", expected_days=5, by=by)
    verbs.ask_hearing(number=number, asked_by=NEIGHBOUR, by=by)
    assert Procedure.objects.count() == 1
    with clock.frozen(on_a_working_day + timedelta(days=2)):
        procedures.end_procedure(number=number, result="合格", by=by)
        first, second = Procedure.objects.order_by("pk")
    assert (second.kind, second.began_on) == ("hearing", first.ended_on)


def test_a_hearing_asked_for_of_a_superior_stops_the_clocks_and_the_application_comes_back(ours):
    application, _ = told(ours)
    forward(number=application.number, superior="市级机关", opinion="初审同意", by=ours.approver)
    verbs.ask_hearing(number=application.number, asked_by=NEIGHBOUR, by=ours.approver)
    application.refresh_from_db()
    assert application.state == "in_procedure" and Procedure.objects.get().kind == "hearing"


def test_a_late_department_neither_loses_the_hearing_nor_stops_its_clocks_by_it(ours, on_a_working_day):
    application, _ = told(ours)
    Application.objects.filter(pk=application.pk).update(
        promise_due=on_a_working_day.date() - timedelta(days=3), legal_due=on_a_working_day.date() - timedelta(days=3)
    )
    assert verbs.ask_hearing(number=application.number, asked_by=NEIGHBOUR, by=ours.approver).asked_on
    assert not Procedure.objects.exists()


def test_a_head_can_refuse_an_extension_although_a_hearing_was_asked_for_too_late(ours, on_a_working_day):
    application, _ = told(ours)
    number = application.number
    extending.ask_extension(number=number, working_days=5, reason="需要检测", by=ours.approver)
    Application.objects.filter(pk=application.pk).update(
        promise_due=on_a_working_day.date() - timedelta(days=3), legal_due=on_a_working_day.date() - timedelta(days=3)
    )
    verbs.ask_hearing(number=number, asked_by=NEIGHBOUR, by=ours.approver)
    refused = extending.decide_extension(number=number, approved=False, opinion="不同意", by=ours.head())
    assert refused.state == "accepted" and not Procedure.objects.exists()
