"""Complaints and the desk over the API: the same verbs, the same refusals, the same silence towards those complained of."""

import pytest
from rest_framework.test import APIClient

from complaints.models import Complaint, UnresolvedCase
from complaints.verbs import flooding
from tests.complaints.grievances import WORDS, a_desk

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/"


@pytest.fixture
def desk(on_a_working_day):
    return a_desk()


def api(person=None):
    client = APIClient()
    if person is not None:
        client.force_authenticate(person)
    return client


def send(client, address, *, code, key="", **given):
    extra = {"HTTP_IDEMPOTENCY_KEY": key} if key else {}
    answer = client.post(ROOT + address, given, format="json", **extra)
    assert answer.status_code == code, answer.content.decode()
    return answer.json()


def complaint_of(desk, **given):
    given = {"kind": "complaint", "category": "late", "words": WORDS, "phone": "13812345678", **given}
    return send(api(), f"halls/{desk.hall.code}/complaints/", code=201, **given)["number"]


def test_a_stranger_complains_and_follows_it(desk):
    number = complaint_of(desk)
    found = send(api(), "complaints/follow/", code=200, number=number, factor="5678")
    assert found["state"] == "registered" and number in found["replies"][0]["words"]
    wrong = send(api(), "complaints/follow/", code=404, number=number, factor="0000")
    unknown = send(api(), "complaints/follow/", code=404, number="TSBJ260921-99999-1", factor="0000")
    assert wrong == unknown


def test_a_key_sent_twice_makes_one_complaint(desk):
    address = f"halls/{desk.hall.code}/complaints/"
    given = {"kind": "suggestion", "category": "place", "words": WORDS}
    first, second = (send(api(), address, code=201, key="twice-000001", **given) for _ in range(2))
    assert first == second and len(first["code"]) == 8 and Complaint.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"words": "很" * 10_000}, 422), ({"kind": "praise"}, 400), ({"matter": "nothing"}, 422), ({"phone": "1"}, 422)],
)
def test_what_is_wrong_is_said(desk, wrong, code):
    given = {"kind": "complaint", "category": "late", "words": WORDS, **wrong}
    assert send(api(), f"halls/{desk.hall.code}/complaints/", code=code, **given)["detail"]
    assert not Complaint.objects.exists()


def test_a_flood_is_refused_with_the_time_to_wait(desk, monkeypatch):
    monkeypatch.setattr(flooding, "PER_ADDRESS", 20)
    given = {"kind": "complaint", "category": "late", "words": "差"}
    for _ in range(20):
        send(api(), f"halls/{desk.hall.code}/complaints/", code=422, **given)
    assert send(api(), f"halls/{desk.hall.code}/complaints/", code=429, **given)["code"] == "complaints.too_many_sent"


def test_staff_handle_it_from_taking_up_to_reopening(desk):
    number = complaint_of(desk, matter=desk.matter.code)
    at = f"complaints/{number}/"
    assert send(api(desk.approver), f"{at}take-up/", code=200)["holder"].startswith(desk.department.short_name)
    assert send(api(desk.manager), f"{at}answer/", code=403, words="已改", finding="true", cause="window")
    assert send(api(desk.approver), f"{at}prolong/", code=200, reason="需要现场核查")["due"] > "2026-09-29"
    done = send(api(desk.approver), f"{at}answer/", code=200, words="您好，已改正。", finding="true", cause="window")
    assert done["state"] == "answered" and done["phone"] == "", "kept from the department complained of"
    again = send(api(), "complaints/follow-up/", code=200, number=number, factor="5678", words="没有改，请重新核实。")
    assert again["state"] == "registered"
    assert send(api(desk.approver), f"{at}close/", code=409)["code"] == "hall.state_conflict"


def test_offering_handing_back_and_showing_another_way(desk):
    at = f"complaints/{complaint_of(desk)}/"
    offered = send(
        api(desk.manager), f"{at}offer/", code=200, unit="department", department=desk.department.code, reason="请核实"
    )
    assert offered["offered_to"] == desk.department.short_name and offered["unit"] == "hall"
    assert send(api(desk.approver), f"{at}hand-back/", code=200, reason="不归我部门")["state"] == "registered"
    assert send(api(desk.manager), f"{at}show-other-way/", code=200, way="petition")["state"] == "other_way"


def test_what_was_not_on_the_list_is_not_there_for_those_complained_of(desk):
    given = {"matter": desk.matter.code, "hall": desk.hall.code, "asked": [{"material": "房东的无犯罪证明"}]}
    number = send(api(), "complaints/not-on-list/", code=201, **given)["number"]
    nothing = send(api(desk.approver), "complaints/TSBJ260921-99999-1/take-up/", code=404)
    assert send(api(desk.approver), f"complaints/{number}/take-up/", code=404) == nothing
    assert api(desk.approver).get(f"{ROOT}complaints/").json()["count"] == 0
    assert send(api(desk.bureau), f"complaints/{number}/take-up/", code=200)["for_bureau_only"] is True


def test_the_desks_case_travels_over_the_api(desk):
    number = send(api(desk.clerk), "unresolved/", code=201, words=WORDS, name="赵敏", matter=desk.matter.code)["number"]
    at, clerk = f"unresolved/{number}/", api(desk.clerk)
    assert send(clerk, f"{at}classify/", code=200, kind="system", tier="desk_special")["due"] == "2026-10-12"
    send(clerk, f"{at}forward/", code=200, unit="department", department=desk.department.code, reason="请核对")
    assert send(api(desk.other_approver), f"{at}take/", code=404)
    send(api(desk.approver), f"{at}take/", code=200)
    send(api(desk.approver), f"{at}solve/", code=200, solution="已修好", cause="system")
    ticket = {"title": "放开长度", "words": "代码字段太短", "cause": "system", "unit": "platform", "case": number}
    improvement = send(clerk, "improvements/", code=201, **ticket)["number"]
    send(clerk, f"{at}tell/", code=200, words="您好，已修好。")
    send(clerk, f"{at}verify/", code=200, is_solved=True, note="电话核实")
    assert send(clerk, f"{at}file/", code=200)["state"] == "filed"
    assert UnresolvedCase.objects.get().cause == "system"
    send(api(desk.supervisor), f"improvements/{improvement}/take/", code=200)
    send(api(desk.supervisor), f"improvements/{improvement}/finish/", code=200, note="已放宽")
    assert send(api(desk.manager), f"improvements/{improvement}/confirm/", code=200)["state"] == "confirmed"
    figures = api(desk.manager).get(f"{ROOT}unresolved/figures/").json()
    assert figures["solved"] == 1 and figures["causes"][0] == {
        "cause": "system", "label": "系统", "cases": 1, "share": 100, "improvements": 1, "improved": 1,
    }  # fmt: skip


def test_strangers_find_staffs_doors_closed(desk):
    for address in ("complaints/", "unresolved/", "improvements/", "unresolved/figures/"):
        assert api().get(ROOT + address).status_code == 401
    assert api(desk.clerk).get(f"{ROOT}unresolved/figures/").status_code == 403
