"""The counter, the department, the issuing counter and the citizen over the API."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from rest_framework.test import APIClient

from applications.models import Application, Document, MaterialFile
from hall.roles import Role
from tests.factories import DepartmentFactory, StaffFactory, WindowFactory
from tests.factories.applications import people
from tests.factories.scans import picture


def called(person=None) -> APIClient:
    client = APIClient()
    client.force_authenticate(person)
    return client


def applicant_of(ours):
    party = ours.applicant
    return {"name": party.name, "id_type": party.id_type, "id_number": party.id_number, "phone": party.phone}


def received(ours, **other):
    ticks = [{"material": tick.material_id, "status": tick.status} for tick in ours.ticks()]
    body = {"matter": ours.version.matter.code, "applicant": applicant_of(ours), "ticks": ticks, **other}
    return called(ours.clerk).post(reverse("api-applications"), body, format="json")


def post(person, name, *place, **body):
    return called(person).post(reverse(name, args=place), body, format="json")


def test_the_tick_list_says_what_may_be_ticked(ours):
    sheet = called(ours.clerk).get(reverse("api-intake-sheet", args=[ours.version.matter.code])).json()
    assert [m["choices"] for m in sheet["materials"]] == [["have", "missing"]] * 2
    assert sheet["matter"]["fingerprint"] == ours.version.short_fingerprint


def test_a_visit_from_receipt_to_hand_over(ours):
    WindowFactory(hall=ours.hall, code="12")
    answer = received(ours, window="12", visit="20260921-A023")
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert made["state"] == "received" and "accept" in made["verbs"]
    assert made["applicant"].endswith("*") or "*" in made["applicant"]
    accepted = post(ours.clerk, "api-accept", made["number"], seen=made["revision"]).json()
    assert accepted["promise_due"] == "2026-10-12" and accepted["state_label"] == "已受理"
    inbox = called(ours.approver).get(reverse("api-inbox")).json()
    assert [row["number"] for row in inbox["results"]] == [made["number"]]
    decided = post(
        ours.approver, "api-decide", made["number"], granted=True, reason="符合条件", seen=accepted["revision"]
    )
    assert decided.json()["state"] == "granted" and decided.json()["decision"]["granted"]
    ours.release(Application.objects.get(number=made["number"]))
    for found in ({"application": made["number"]}, {"ticket": "a023"}, {"id_number": ours.applicant.id_number}):
        waiting = post(ours.issuer, "api-find-results", **found).json()
        assert [result["application"] for result in waiting] == [made["number"]], found
    assert called(ours.issuer).get(reverse("api-results")).json() == waiting
    given = post(
        ours.issuer,
        "api-hand-over",
        numbers=[made["number"]],
        collector_kind="applicant",
        collector_name=ours.applicant.name,
        collector_id=ours.applicant.id_number,
    )
    assert given.status_code == 200
    receipt = called().get(reverse("api-document-verify", args=[given.json()[0]["receipt"]])).json()
    assert receipt["title"] == "送达回证" and "*" in receipt["applicant"]


def test_missing_materials_are_named_in_a_problem(ours):
    number = received(ours, ticks=[]).json()["number"]
    answer = post(ours.clerk, "api-accept", number)
    assert answer.status_code == 422 and answer["Content-Type"].startswith("application/problem+json")
    body = answer.json()
    assert body["code"] == "applications.materials_missing"
    assert [m["name"] for m in body["data"]["missing"]] == [m.name for m in ours.version.materials.order_by("order")]


def test_correct_resubmit_refuse_and_withdraw(ours):
    ticks = [{"material": t.material_id, "status": "have"} for t in ours.ticks()]
    number = received(ours, ticks=[]).json()["number"]
    assert post(ours.clerk, "api-request-correction", number).json()["state"] == "awaiting_correction"
    assert post(ours.clerk, "api-resubmit", number, ticks=ticks).json()["state"] == "received"
    assert post(ours.clerk, "api-tick", number, ticks=ticks).status_code == 200
    assert post(ours.clerk, "api-withdraw", number, reason="不办了").json()["state"] == "withdrawn"
    number = received(ours).json()["number"]
    body = {"standard_line": ours.version.conditions[0], "reason": "不具备", "right_authority": ""}
    by_clerk = post(ours.clerk, "api-refuse", number, **body)
    assert by_clerk.status_code == 403 and by_clerk.json()["code"] == "applications.contracted_clerk_never_refuses"
    assert post(ours.approver, "api-refuse", number, **body).json()["state"] == "refused"
    assert post(ours.clerk, "api-supplement", number, ticks=ticks).status_code == 409


def test_a_stale_revision_conflicts_and_says_who(ours):
    made = received(ours).json()
    post(ours.clerk, "api-accept", made["number"])
    again = post(ours.clerk, "api-withdraw", made["number"], reason="不办了", seen=made["revision"])
    assert again.status_code == 409 and ours.clerk.name in again.json()["detail"]


def test_a_wrong_identity_number_names_the_problem_and_nothing_is_made(ours):
    applicant = {**applicant_of(ours), "id_number": "110105194912310021"}
    answer = received(ours, applicant=applicant)
    assert answer.status_code == 422 and "校验" in answer.json()["detail"]
    assert received(ours, applicant={}).status_code == 400
    assert not Application.objects.exists()


def test_a_scan_is_attached_and_a_bad_one_refused(ours, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    number, material = received(ours).json()["number"], ours.ticks()[0].material_id
    picture = io.BytesIO()
    Image.new("RGB", (30, 30)).save(picture, "PNG")
    picture.seek(0)
    picture.name = "平面图.png"
    address = reverse("api-material-files", args=[number, material])
    kept = called(ours.clerk).post(address, {"file": picture}, format="multipart")
    assert kept.status_code == 201 and kept.json()["url"].endswith(f"/files/{kept.json()['id']}/")
    bad = io.BytesIO(b"<html>")
    bad.name = "a.html"
    assert (
        called(ours.clerk).post(address, {"file": bad}, format="multipart").json()["code"]
        == "applications.file_refused"
    )


def test_a_scan_sent_again_under_its_key_is_answered_again_even_when_it_was_taken_away_meanwhile(
    ours, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    number, material = received(ours).json()["number"], ours.ticks()[0].material_id
    address = reverse("api-material-files", args=[number, material])

    def send(key):
        scan = SimpleUploadedFile("平面图.jpg", picture(size=(30, 30)))
        return called(ours.clerk).post(address, {"file": scan}, format="multipart", headers={"Idempotency-Key": key})

    first = send("scan-0001")
    post(ours.clerk, "api-remove-material-file", number, first.json()["id"])
    again = send("scan-0001")
    assert again.status_code == 201 and again.json() == first.json() and again.headers["Idempotent-Replay"] == "true"
    assert not MaterialFile.objects.exists()
    assert send("scan-0002").json()["id"] != first.json()["id"]


ROUTES = [
    ("get", "api-applications", ()),
    ("get", "api-application", ("n",)),
    ("post", "api-accept", ("n",)),
    ("post", "api-decide", ("n",)),
    ("get", "api-inbox", ()),
    ("get", "api-results", ()),
    ("post", "api-hand-over", ()),
]


@pytest.mark.parametrize(("method", "name", "place"), ROUTES)
def test_strangers_get_nothing(db, method, name, place):
    answer = getattr(called(), method)(reverse(name, args=place))
    assert answer.status_code == 401 and answer.json()["code"] == "hall.not_authenticated"
    wrong_role = StaffFactory(roles=[Role.CATALOGUE_EDITOR])
    assert getattr(called(wrong_role), method)(reverse(name, args=place)).status_code == 403


def test_another_departments_case_answers_as_if_it_did_not_exist(ours):
    number = received(ours).json()["number"]
    stranger = StaffFactory(hall=ours.hall, roles=[Role.APPROVER], department=DepartmentFactory())
    theirs = called(stranger).get(reverse("api-application", args=[number]))
    nobodys = called(stranger).get(reverse("api-application", args=["BJ260921-99999-9"]))
    assert theirs.status_code == 404 and theirs.json() == nobodys.json()
    post(ours.clerk, "api-accept", number)
    for name, body in (("api-decide", {"granted": True, "reason": "x"}), ("api-accept", {})):
        acting, guessing = (post(stranger, name, at, **body) for at in (number, "BJ260921-99999-9"))
        assert acting.status_code == 404 and acting.json() == guessing.json(), name


def test_another_halls_clerk_gets_nothing(ours):
    number = received(ours).json()["number"]
    assert post(people().clerk, "api-accept", number).status_code == 404


def test_a_list_of_applications_takes_few_queries(ours, django_assert_num_queries):
    for _ in range(4):
        ours.receive()
    with django_assert_num_queries(2):
        listed = called(ours.clerk).get(reverse("api-applications"), {"state": "received"}).json()
    assert listed["count"] == 4


def test_a_document_code_nobody_issued_is_not_found(db):
    assert (
        called().get(reverse("api-document-verify", args=["A" * 26])).json()["code"]
        == "applications.document_not_found"
    )
    assert not Document.objects.exists()


def test_a_repeated_receipt_and_hand_over_are_done_once(ours):
    ticks = [{"material": tick.material_id, "status": tick.status} for tick in ours.ticks()]
    body = {"matter": ours.version.matter.code, "applicant": applicant_of(ours), "ticks": ticks}
    key = {"HTTP_IDEMPOTENCY_KEY": "visit-a023-1"}
    client = called(ours.clerk)
    first, again = (client.post(reverse("api-applications"), body, format="json", **key) for _ in range(2))
    assert first.json()["number"] == again.json()["number"] and Application.objects.count() == 1
    other = client.post(reverse("api-applications"), {**body, "visit": "x"}, format="json", **key)
    assert other.status_code == 409
