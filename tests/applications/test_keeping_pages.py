"""The pages and the REST of a department's person in charge: authorisations, routes, absences."""

from datetime import timedelta

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from applications.models import Absence, Authorisation, Power, Route
from applications.queries.keeping import warnings_of
from applications.signing_errors import AuthorisationEnded, AuthorisationUnfit, NotAnApprover, NotInCharge, NotToOneself
from applications.verbs import authorising
from hall import steps
from hall.kernel import clock
from hall.roles import Role
from tests.factories import DepartmentFactory, StaffFactory


@pytest.fixture
def head(ours):
    department = ours.version.matter.department
    return StaffFactory(hall=ours.hall, roles=[Role.APPROVER, Role.DEPARTMENT_HEAD], department=department)


def words(answer) -> str:
    return answer.content.decode()


def enter(client, person):
    client.force_login(person)
    return client


def called(person):
    client = APIClient()
    client.force_authenticate(person)
    return client


def letter(person, **other):
    today = clock.today()
    given = {
        "person": person.username, "power": "decide", "matter_code": "", "valid_from": today.isoformat(),
        "valid_until": (today + timedelta(365)).isoformat(), "document": "市局授权〔2026〕7号",
    }  # fmt: skip
    return {**given, **other}


def authorise(ours, by, person, **other):
    given = letter(person, valid_from=clock.today(), valid_until=clock.today() + timedelta(365), **other)
    return authorising.authorise(department=ours.version.matter.department, by=by, **given)


def test_the_head_files_a_letter_of_authorisation_and_ends_it(ours, head, client):
    signer = ours.colleague(Power.REVIEW)
    page = enter(client, head).get(reverse("department-authorisations"))
    assert "登记授权" in words(page) and signer.name in words(page)
    done = client.post(reverse("authorise"), letter(signer))
    assert done.status_code == 302
    row = Authorisation.objects.get(person=signer, power="decide")
    assert row.granted_by == head and [step.verb for step in steps.steps_of(row)] == ["authorise"]
    assert "市局授权〔2026〕7号" in words(client.get(reverse("department-authorisations")))
    assert client.post(reverse("authorisation-revoke", args=[row.pk]), {"reason": "岗位调整"}).status_code == 302
    row.refresh_from_db()
    assert row.revoked_at is not None
    assert "撤销" in words(client.get(reverse("department-authorisations"), {"ended": "1"}))
    again = client.post(reverse("authorisation-revoke", args=[row.pk]), {"reason": "岗位调整"})
    assert again.status_code == AuthorisationEnded.status


def test_what_is_wrong_with_a_letter_is_said_and_what_was_typed_stays(ours, head, client):
    enter(client, head)
    bare = client.post(reverse("authorise"), letter(ours.approver, document=""))
    assert bare.status_code == 422 and "授权文件" in words(bare)
    past = {"valid_from": "2020-01-01", "valid_until": "2020-12-31", "document": "旧授权文件〔2020〕1号"}
    refused = client.post(reverse("authorise"), letter(ours.approver, **past))
    assert refused.status_code == 422 and "已经过去" in words(refused) and "旧授权文件〔2020〕1号" in words(refused)
    with pytest.raises(AuthorisationUnfit):
        authorise(ours, head, ours.approver, document=" ")


def test_nobody_authorises_themselves_contracted_staff_or_another_department(ours, head):
    with pytest.raises(NotToOneself):
        authorise(ours, head, head)
    with pytest.raises(NotAnApprover):
        authorise(ours, head, ours.clerk)
    with pytest.raises(NotAnApprover):
        authorise(ours, head, StaffFactory(roles=[Role.APPROVER], department=DepartmentFactory()))
    other = StaffFactory(hall=ours.hall, roles=[Role.DEPARTMENT_HEAD], department=DepartmentFactory())
    with pytest.raises(NotInCharge):
        authorise(ours, other, ours.approver)
    manager = StaffFactory(hall=ours.hall, roles=[Role.HALL_MANAGER])
    assert authorise(ours, manager, head).granted_by == manager  # the head's own letter is filed by the hall


def test_an_approver_reads_but_does_not_keep(ours, client):
    page = enter(client, ours.approver).get(reverse("department-authorisations"))
    assert page.status_code == 200 and "只能查看" in words(page) and "登记授权</button>" not in words(page)
    assert client.post(reverse("authorise"), letter(ours.colleague())).status_code == 403
    assert enter(client, ours.clerk).get(reverse("department-authorisations")).status_code == 403


def test_another_departments_pages_are_not_found(ours, head, client):
    other = DepartmentFactory()
    stored = ours.authorise(StaffFactory(roles=[Role.APPROVER], department=other), Power.DECIDE, department=other)
    enter(client, head)
    for name in ("authorisations", "routes", "absences"):
        assert client.get(reverse(f"department-{name}"), {"department": other.code}).status_code == 404
    assert client.post(reverse("authorisation-revoke", args=[stored.pk]), {"reason": "无"}).status_code == 404
    answer = called(head).post(reverse("api-revoke-authorisation", args=[stored.pk]), {"reason": "无"}, format="json")
    assert answer.status_code == 404
    stored.refresh_from_db()
    assert stored.revoked_at is None


def test_the_page_warns_before_authorisations_end_and_where_nobody_decides(ours, head, client):
    department = ours.version.matter.department
    enter(client, head)
    assert warnings_of(department).alone == [ours.approver]
    soon = clock.today() + timedelta(days=7)
    Authorisation.objects.filter(person=ours.approver).update(valid_until=soon)
    page = words(client.get(reverse("department-authorisations")))
    assert "30 天内有授权到期" in page and "7 天后到期" in page
    assert "将在 30 天内到期" in words(client.get(reverse("inbox")))
    with clock.frozen(clock.now() + timedelta(days=8)):
        warned = warnings_of(department)
        assert warned.nobody_decides == [ours.version.matter] and warned.nobody_decides_count == 1
        assert "没有人能决定" in words(client.get(reverse("department-authorisations")))
    ours.authorise(ours.colleague(), Power.DECIDE)
    Authorisation.objects.filter(person=ours.approver).update(valid_until=soon + timedelta(days=90))
    assert not warnings_of(department)


def test_the_halls_manager_sees_where_authorisations_end(ours, head, client):
    other = StaffFactory(hall=ours.hall, roles=[Role.APPROVER], department=DepartmentFactory())
    ours.authorise(other, Power.DECIDE, department=other.department, valid_until=clock.today() + timedelta(3))
    manager = StaffFactory(hall=ours.hall, roles=[Role.HALL_MANAGER])
    page = words(enter(client, manager).get(reverse("department-authorisations")))
    assert f"{other.department.short_name}（1 项 30 天内到期）" in page
    chosen = client.get(reverse("department-authorisations"), {"department": other.department.code})
    assert "3 天后到期" in words(chosen) and "登记授权</button>" in words(chosen)
    elsewhere = StaffFactory(roles=[Role.HALL_MANAGER])
    enter(client, elsewhere)
    assert client.get(reverse("department-authorisations"), {"department": other.department.code}).status_code == 404


def test_the_list_takes_constant_queries(ours, head, client, django_assert_max_num_queries):
    enter(client, head)
    with django_assert_max_num_queries(16) as first:
        client.get(reverse("department-authorisations"))
    for _ in range(6):
        ours.colleague()
    with django_assert_max_num_queries(len(first)):
        client.get(reverse("department-authorisations"))


def test_the_head_lays_and_drops_routes(ours, head, client):
    Route.objects.all().delete()
    enter(client, head)
    line = {"matter_code": ours.version.matter.code, "area_code": "110112", "signatures": "1", "allows_bulk": "on"}
    assert client.post(reverse("route-lay"), line).status_code == 302
    row = Route.objects.get()
    assert (row.matter, row.area_code, row.signatures, row.allows_bulk) == (ours.version.matter, "110112", 1, True)
    assert "通州区" in words(client.get(reverse("department-routes")))
    wrong = client.post(reverse("route-lay"), {**line, "area_code": "999999"})
    assert wrong.status_code == 422 and "办理地点" in words(wrong)
    general = client.post(reverse("route-lay"), {**line, "matter_code": ""})
    assert general.status_code == 422 and "按事项" in words(general)
    client.post(reverse("route-drop", args=[row.pk]))
    assert not Route.objects.exists()


def test_absences_are_entered_and_called_off_on_the_page(ours, head, client):
    a, b = ours.approver, ours.colleague()
    today = clock.today()
    away = {"person": a.username, "substitute": b.username, "begins": today, "ends": today + timedelta(2)}
    assert enter(client, a).post(reverse("absence-record"), away).status_code == 302
    row = Absence.objects.get()
    page = words(client.get(reverse("department-absences")))
    assert f"由{b.name}办理" in page and "提前返岗" in page
    assert "提前返岗" not in words(enter(client, b).get(reverse("department-absences")))
    assert client.post(reverse("absence-call-off", args=[row.pk])).status_code == 403
    assert client.post(reverse("absence-record"), {**away, "person": head.username}).status_code == 403
    assert enter(client, head).post(reverse("absence-call-off", args=[row.pk])).status_code == 302
    twice = client.post(reverse("absence-record"), {**away, "ends": today - timedelta(1)})
    assert twice.status_code == 422 and "结束日早于开始日" in words(twice)


def test_the_same_over_rest(ours, head):
    api, signer = called(head), ours.colleague(Power.REVIEW)
    made = api.post(reverse("api-authorisations"), letter(signer), format="json")
    assert made.status_code == 201 and made.json()["person"] == signer.username
    listed = api.get(reverse("api-authorisations")).json()
    assert made.json()["id"] in [row["id"] for row in listed]
    ended = api.post(reverse("api-revoke-authorisation", args=[made.json()["id"]]), {"reason": "调岗"}, format="json")
    assert ended.json()["revoked_at"]
    line = {"matter_code": ours.version.matter.code, "signatures": 2}
    laid = api.post(reverse("api-signing-routes"), line, format="json").json()
    assert laid["id"] in [row["id"] for row in api.get(reverse("api-signing-routes")).json()]
    assert api.post(reverse("api-drop-signing-route", args=[laid["id"]])).status_code == 204
    today = clock.today().isoformat()
    away = {"person": signer.username, "substitute": ours.approver.username, "begins": today, "ends": today}
    absence = api.post(reverse("api-absences"), away, format="json")
    assert absence.status_code == 201
    assert [row["person"] for row in api.get(reverse("api-absences")).json()] == [signer.username]
    assert api.post(reverse("api-call-off-absence", args=[absence.json()["id"]])).json()["called_off_at"]
    assert called(ours.approver).post(reverse("api-authorisations"), letter(signer), format="json").status_code == 403


def test_each_verb_of_signing_over_rest(ours):
    other = ours.colleague()
    api, mine = called(other), called(ours.approver)

    def post(who, name, number, **body):
        return who.post(reverse(f"api-{name}", args=[number]), body, format="json")

    Route.objects.update(signatures=2)
    number = ours.accepted().number
    reviewed = post(mine, "review", number, granted=True, opinion="建议准予")
    assert reviewed.status_code == 200
    assert post(mine, "review", number, granted=True, opinion="再审").status_code == 409
    assert post(api, "return-to-review", number, reason="请核对面积").status_code == 200
    assert post(mine, "review", number, granted=True, opinion="已核对").status_code == 200
    assert post(mine, "decide", number, granted=True, reason="准予").status_code == 403
    assert post(mine, "transfer", number, to=other.username, reason="由其决定").status_code == 200
    assert post(api, "decide", number, granted=True, reason="准予").json()["state"] == "granted"
    assert post(mine, "undo-decision", number, reason="不同意").status_code == 403
    assert post(api, "undo-decision", number, reason="选错了").json()["state"] == "accepted"
    refused = api.post(reverse("api-decisions"), {"numbers": [number], "reason": "准予"}, format="json")
    assert refused.status_code == 422 and refused.json()["code"] == "applications.not_in_bulk"
    Route.objects.create(department=ours.version.matter.department, matter=ours.version.matter, signatures=2, allows_bulk=True)  # fmt: skip
    many = api.post(reverse("api-decisions"), {"numbers": [number], "reason": "准予"}, format="json")
    assert many.json() == [{"number": number, "done": True, "words": ""}]
