"""What citizens do over REST: photos of what is missing, the proof of the phone, the way; and the window's check."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from rest_framework.test import APIClient

from applications.models import Delivery
from hall.models import OutgoingMessage
from tests.factories import resident_id
from tests.factories.applications import people


@pytest.fixture
def ours(on_a_working_day, db):
    return people(delivers_by_post=True)


def a_photo():
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "JPEG")
    return SimpleUploadedFile("IMG_1.jpg", out.getvalue(), "image/jpeg")


def called(person=None):
    client = APIClient()
    client.force_authenticate(person)
    return client


def known(ours, application, **more):
    return {"number": application.number, "second_factor": ours.applicant.phone[-4:], **more}


def send(name, body, *args, person=None, kind="json"):
    return called(person).post(reverse(name, args=args), body, format=kind)


def test_photos_are_sent_in_looked_at_sent_back_and_taken(ours):
    application = ours.awaiting_correction()
    lacks = application.materials.get(status="missing")
    photo = {"material": lacks.material_id, "file": a_photo()}
    stranger = send(
        "api-status-add-photo", {**known(ours, application), **photo, "second_factor": "QQQQ"}, kind="multipart"
    )
    assert stranger.status_code == 404
    kept = send(
        "api-status-add-photo", known(ours, application, material=lacks.material_id, file=a_photo()), kind="multipart"
    )
    assert kept.status_code == 201 and kept.json()["material"] == lacks.material_id
    assert send("api-status-send-in", known(ours, application)).status_code == 201
    assert send("api-status-send-in", known(ours, application)).json()["code"] == "applications.nothing_to_send_in"
    (waits,) = called(ours.clerk).get(reverse("api-sent-in")).json()
    assert waits["application"] == application.number and waits["applicant"] != ours.applicant.name
    type(ours.applicant).objects.filter(pk=ours.applicant.pk).update(kind="organisation")
    (company,) = called(ours.clerk).get(reverse("api-sent-in")).json()
    assert company["applicant"] == ours.applicant.name, "an organisation's name is no secret"
    one = called(ours.clerk).get(reverse("api-one-sent-in", args=[application.number])).json()
    assert one["materials"][0]["problem"] and len(one["materials"][0]["files"]) == 1
    wordless = send("api-send-back", {"words": "  "}, application.number, person=ours.clerk)
    assert wordless.status_code == 400
    back = send("api-send-back", {"words": "公章压住了日期"}, application.number, person=ours.clerk)
    assert back.json()["state"] == "sent_back"
    send("api-status-add-photo", known(ours, application, material=lacks.material_id, file=a_photo()), kind="multipart")
    send("api-status-send-in", known(ours, application))
    taken = send("api-accept-sent-in", {}, application.number, person=ours.clerk)
    assert taken.json()["state"] == "received"
    assert send("api-accept-sent-in", {}, application.number, person=ours.approver).status_code == 403


def test_the_proof_of_the_phone_opens_the_way_and_nothing_else_does(ours):
    application, other = ours.receive(), ours.receive()
    to = {"way": "post", "addressee": "李明", "phone": "13900000000", "address": "北京市通州区新华东街256号"}
    sent = send("api-status-phone", known(ours, application))
    assert sent.status_code == 200 and "code" not in sent.json()
    code = OutgoingMessage.objects.filter(event="phone_proof").latest("id").text.split("验证码")[1][:6]
    wrong = send("api-status-prove-phone", known(ours, application, code="x"))
    assert (wrong.status_code, wrong.json()["code"]) == (422, "applications.phone_proof_wrong")
    proof = send("api-status-prove-phone", known(ours, application, code=code)).json()["proof"]
    for forged, whose in ((f"{proof}x", application), (proof, other)):
        refused = send("api-status-way", known(ours, whose, proof=forged, **to))
        assert refused.json()["code"] == "applications.phone_proof_wrong"
    assert not Delivery.objects.exists()
    done = send("api-status-way", known(ours, application, proof=proof, **to))
    assert done.status_code == 200 and done.json()["way"] == "post" and "256号" not in done.json()["address"]
    named = {"collector_name": "王芳", "collector_id": resident_id(77)}
    told = send("api-status-collector", known(ours, application, proof=proof, **named)).json()
    assert told["collector"] == "王*"


def test_guesses_are_counted_with_the_wait(ours):
    application = ours.receive()
    answers = [send("api-status-phone", {"number": application.number, "second_factor": "QQQQ"}) for _ in range(6)]
    assert answers[0].status_code == 404 and answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0
