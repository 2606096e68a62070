"""Papers and people of an application over the API: within one's reach, on record, and like nothing elsewhere."""

import io

import pytest
from django.urls import reverse
from PIL import Image
from rest_framework.test import APIClient

from applications.models import Application, MaterialFile
from applications.verbs.files import Upload, add_file
from hall.models import Party, Step
from hall.roles import Role
from tests.factories import PartyFactory, StaffFactory
from tests.factories.applications import people


def called(person) -> APIClient:
    client = APIClient()
    client.force_authenticate(person)
    return client


@pytest.fixture
def scan(ours, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    application, picture = ours.receive(), io.BytesIO()
    Image.new("RGB", (30, 30)).save(picture, "PNG")
    given = Upload("平面图.png", picture.getvalue())
    material = ours.ticks()[0].material_id
    return add_file(hall=ours.hall, number=application.number, material_id=material, upload=given, by=ours.clerk)


def number_of(row: MaterialFile) -> str:
    return row.application_material.application.number


def test_plain_data_are_shown_for_a_reason_through_the_case(ours):
    agent = PartyFactory()
    address = reverse("api-application-reveal", args=[ours.receive(agent=agent).number])
    shown = called(ours.clerk).post(address, {"party": "agent", "reason": "核对经办人"}, format="json")
    assert shown.json()["id_number"] == agent.id_number and "no-store" in shown["Cache-Control"]
    assert Step.objects.filter(verb="reveal", by=ours.clerk).count() == 1
    assert called(ours.clerk).post(address, {"party": "agent"}, format="json").status_code == 400


def test_elsewhere_the_case_does_not_exist_and_no_look_is_on_record(ours):
    number = ours.receive().number
    body = {"party": "applicant", "reason": "好奇"}
    for person, at in ((people().clerk, number), (ours.clerk, "BJ260921-99999-9")):
        answer = called(person).post(reverse("api-application-reveal", args=[at]), body, format="json")
        assert answer.status_code == 404
    nobody = reverse("api-application-reveal", args=[number])
    assert called(ours.clerk).post(nobody, {**body, "party": "agent"}, format="json").status_code == 404
    assert called(StaffFactory(hall=ours.hall, roles=[Role.GUIDE])).post(nobody, body, format="json").status_code == 403
    assert not Step.objects.filter(verb="reveal").exists()


def test_a_document_is_read_and_its_printing_counted(ours):
    code = ours.receive().documents.get().verification_code
    read = called(ours.clerk).get(reverse("api-document", args=[code])).json()
    assert read["content"]["materials"] and read["prints"] == 0
    printed = called(ours.clerk).post(reverse("api-document-print", args=[code]))
    assert printed.json()["prints"] == 1
    assert called(people().clerk).get(reverse("api-document", args=[code])).status_code == 404
    assert called(None).get(reverse("api-document", args=[code])).status_code == 401


def test_a_scan_is_opened_with_a_token_under_the_address_the_api_tells(ours, scan):
    told = called(ours.approver).get(reverse("api-application", args=[number_of(scan)])).json()
    address = told["materials"][0]["files"][0]["url"]
    opened = called(ours.approver).get(address, HTTP_ACCEPT="image/png")
    assert opened.status_code == 200 and b"".join(opened.streaming_content)[:4] == b"\x89PNG"
    assert opened["Content-Disposition"].startswith("attachment")
    assert called(people().clerk).get(address).status_code == 404


@pytest.mark.parametrize("how", ["api", "page"])
def test_a_wrongly_attached_scan_is_removed_before_acceptance_only(ours, scan, client, how):
    names = {"api": "api-remove-material-file", "page": "material-file-remove"}
    address = reverse(names[how], args=[number_of(scan), scan.pk])
    caller = called(ours.clerk) if how == "api" else client
    client.force_login(ours.clerk)
    assert "移除 平面图.png" in client.get(reverse("application", args=[number_of(scan)])).content.decode()
    Application.objects.filter(number=number_of(scan)).update(state="withdrawn")
    assert caller.post(address).status_code == 409
    Application.objects.filter(number=number_of(scan)).update(state="received")
    assert caller.post(address).status_code in {204, 302}
    assert not MaterialFile.objects.exists()


def test_a_receipt_that_is_refused_registers_nobody(ours):
    applicant = {"name": "测试", "id_type": "passport", "id_number": "E12345678"}
    body = {"matter": "9" * 31, "applicant": applicant}
    assert called(ours.clerk).post(reverse("api-applications"), body, format="json").status_code == 404
    assert not Party.objects.filter(name="测试").exists()
    body["matter"] = ours.version.matter.code
    assert called(ours.clerk).post(reverse("api-applications"), body, format="json").status_code == 201
    assert Party.objects.filter(name="测试").exists()
