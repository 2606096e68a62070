"""Pages of the issuing counter and its papers: proof of a hand-over, shelves, lockers, post; without a script."""

import base64
import io
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from applications.models import HandOver, Locker, Result, Shelf
from applications.verbs.codes import citizen
from applications.verbs.lockers import put_in_locker
from applications.verbs.shelving import shelve
from applications.verbs.ways import choose_way
from hall.models import OutgoingMessage, Step
from hall.roles import Role
from tests.factories import StaffFactory
from tests.factories.applications import people


def words(answer):
    return unescape(answer.content.decode())


def a_picture(kind="PNG"):
    out = io.BytesIO()
    Image.new("RGB", (300, 120), "white").save(out, kind)
    return out.getvalue()


@pytest.fixture
def counter(ours, client):
    Shelf.objects.create(hall=ours.hall, code="A", slots=5)
    Locker.objects.create(hall=ours.hall, code="L1", boxes=2, place="一层东门")
    client.force_login(ours.issuer)
    return ours


def body(ours, *applications, **more):
    return {
        "numbers": [application.number for application in applications],
        "collector_kind": "applicant",
        "collector_name": ours.applicant.name,
        "collector_id": ours.applicant.id_number,
        **more,
    }


def test_a_hand_over_asks_for_a_proof(counter, client):
    application = counter.decided()
    client.post(reverse("issuing-find"), {"sought": application.number})
    answer = client.post(reverse("issuing-hand-over"), body(counter, application))
    assert answer.status_code == 422 and "请领取人在签名板签字" in words(answer)
    assert not HandOver.objects.exists()


@pytest.mark.parametrize("kind", ["signature", "photo"])
def test_the_picture_is_kept_encrypted_and_each_look_is_on_record(counter, client, kind, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    application, other = counter.decided(), counter.decided()
    picture = a_picture()
    drawn = {"signature": "data:image/png;base64," + base64.b64encode(picture).decode()}
    photo = {"photo": SimpleUploadedFile("IMG_1.png", picture, "image/png")}
    sent = body(counter, application, other, **(drawn if kind == "signature" else photo))
    assert client.post(reverse("issuing-hand-over"), sent).status_code == 302
    given = HandOver.objects.get(result__application=application)
    assert (given.proof_kind, len(given.proof_sha256)) == (kind, 64)
    assert b"PNG" not in given.proof.read(), "what lies on the disk is no picture"
    address = reverse("hand-over-proof", args=[application.number])
    assert client.get(address).status_code == 405
    shown = client.post(address)
    assert shown["Content-Type"] == "image/png" and shown.content.startswith(b"\x89PNG")
    assert "no-store" in shown["Cache-Control"] and Step.objects.filter(verb="see_proof").count() == 1
    client.force_login(people().issuer)
    assert client.post(address).status_code == 404


def test_the_counter_opens_the_kept_proof_with_a_button_and_only_where_one_is_kept(counter, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    kept, on_paper = counter.decided(), counter.decided()
    photo = {"photo": SimpleUploadedFile("IMG_1.png", a_picture(), "image/png")}
    client.post(reverse("issuing-hand-over"), body(counter, kept, **photo))
    client.post(reverse("issuing-hand-over"), body(counter, on_paper, signed_on_paper="on"))
    page = words(client.get(reverse("issuing")))
    address = reverse("hand-over-proof", args=[kept.number])
    assert f'method="post" action="{address}"' in page and "查看现场照片" in page
    assert reverse("hand-over-proof", args=[on_paper.number]) not in page
    for looks in (1, 2):
        assert client.post(address).content.startswith(b"\x89PNG")
        assert Step.objects.filter(verb="see_proof").count() == looks, "each look is a step"
    client.force_login(people().issuer)
    assert address not in words(client.get(reverse("issuing"))), "another hall's counter"


def test_the_papers_turn_pages_and_keep_the_group(counter, client, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr("applications.views.papers.PER_PAGE", 1)
    first, second = counter.decided(), counter.decided()
    with django_assert_max_num_queries(11):
        page = words(client.get(reverse("papers") + "?group=to-shelve"))
    assert first.number in page and second.number not in page and "第 1 页，共 2 页" in page
    assert "?group=to-shelve&page=2" in page
    last = words(client.get(reverse("papers") + "?group=to-shelve&page=2"))
    assert second.number in last and first.number not in last
    for wrong in ("x", "-1", "99"):
        assert client.get(reverse("papers"), {"page": wrong}).status_code == 200
    assert "翻页" not in words(client.get(reverse("papers") + "?group=shelf")), "one page has no pager"


def test_what_is_no_picture_is_refused_and_nothing_is_handed_over(counter, client):
    sent = body(counter, counter.decided(), photo=SimpleUploadedFile("a.png", b"<svg onload=alert(1)>", "image/png"))
    assert client.post(reverse("issuing-hand-over"), sent).status_code == 422
    assert not HandOver.objects.exists()


def test_a_code_finds_the_person_and_takes_the_place_of_a_document(counter, client):
    application = counter.decided()
    shelve(hall=counter.hall, number=application.number, by=counter.issuer)
    code = OutgoingMessage.objects.get(event="result_ready").text.split("取件码")[1][:9]
    page = words(client.post(reverse("issuing-find"), {"sought": code.replace(" ", "")}, follow=True))
    assert application.number in page and "A 架 1 格" in page
    sent = body(counter, application, collector_kind="code", collector_id="", signed_on_paper="on")
    missing = client.post(reverse("issuing-hand-over"), sent)
    assert missing.status_code == 422 and "请输入取件码" in words(missing)
    assert client.post(reverse("issuing-hand-over"), {**sent, "code": code}).status_code == 302
    assert HandOver.objects.get().collector_kind == "code"


def test_scanning_a_number_shelves_it_and_a_wrong_one_keeps_what_was_typed(
    counter, client, django_assert_max_num_queries
):
    application = counter.decided()
    with django_assert_max_num_queries(11):
        page = words(client.get(reverse("papers")))
    assert "待入架" in page and application.number in page and counter.applicant.id_number not in page
    done = client.post(reverse("paper-act", args=["shelve"]), {"number": application.number.lower()}, follow=True)
    assert "已入架：A 架 1 格" in words(done)
    wrong = client.post(reverse("paper-act", args=["shelve"]), {"number": "BJ260921-99999-9", "shelf": "A"})
    assert wrong.status_code == 404 and "BJ260921-99999-9" in words(wrong)
    assert client.post(reverse("paper-act", args=["burn"]), {"number": application.number}).status_code == 404


def test_the_manager_sees_the_papers_and_moves_none(counter, client):
    client.force_login(StaffFactory(hall=counter.hall, roles=[Role.HALL_MANAGER]))
    assert client.get(reverse("papers")).status_code == 200
    assert client.post(reverse("paper-act", args=["shelve"]), {"number": "x"}).status_code == 403


def test_the_clerk_posts_and_registers_the_end(client, on_a_working_day, db):
    ours = people(delivers_by_post=True)
    client.force_login(ours.issuer)
    application = ours.decided()
    to = {"way": "post", "addressee": "李明", "phone": "13800138000", "address": "北京市通州区留庄路1号"}
    saved = client.post(reverse("application-way", args=[application.number]), to, follow=True)
    assert "邮寄" in words(saved) and "13800138000" not in words(saved) and "留庄路1号" not in words(saved)
    client.post(
        reverse("paper-act", args=["post"]),
        {"number": application.number, "carrier": "邮政EMS", "tracking_number": "EZ123456789CN", "group": "to-post"},
    )
    assert "EZ123456789CN" in words(client.get(reverse("papers") + "?group=posted"))
    client.post(reverse("paper-act", args=["post-arrived"]), {"number": application.number, "received_by": "本人签收"})
    assert HandOver.objects.get().method == "post"


def test_the_lockers_panel_opens_the_box_of_its_code(counter, client):
    application = counter.decided()
    choose_way(hall=counter.hall, number=application.number, way="locker", by=citizen())
    put_in_locker(hall=counter.hall, number=application.number, locker="L1", by=counter.issuer)
    code = OutgoingMessage.objects.get(event="result_in_locker").text.split("取件码")[1][:9]
    address = reverse("locker-panel", args=[counter.hall.code, "L1"])
    assert client.get(address).status_code == 403, "a clerk's desk is no locker"
    client.force_login(StaffFactory(hall=counter.hall, roles=[Role.KIOSK]))
    assert client.get(address).status_code == 200
    wrong = client.post(address, {"code": "1234"})
    assert wrong.status_code == 422 and "取件码不对" in words(wrong)
    assert "第 1 格已打开" in words(client.post(address, {"code": code}))
    assert Result.objects.get().state == "gone"
