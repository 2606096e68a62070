"""What a citizen does from the status page: prove the phone, change the way, send photos, share the step; and T6."""

import io
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from applications.issuing_errors import NothingToSendIn, PhoneProofWrong, StillMissing
from applications.models import Delivery, HandOver, MaterialFile, Resubmission
from applications.queries.status import status_for_citizen
from applications.states import ApplicationState
from applications.verbs import resubmitting
from applications.verbs.codes import citizen, prove_phone, send_phone_proof
from applications.verbs.files import Upload
from applications.verbs.making import make_file
from applications.verbs.sweeping import deem_withdrawn
from applications.verbs.ways import choose_way
from hall.kernel import clock
from hall.models import OutgoingMessage
from hall.permissions import system_person
from hall.queries.halls import default_hall
from matters.models import EnglishText
from matters.queries.english import forget_english_texts
from tests.factories.applications import people


def words(answer):
    return unescape(answer.content.decode())


def a_photo():
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "JPEG")
    return out.getvalue()


def enter(client, ours, application):
    body = {"number": application.number, "second_factor": ours.applicant.phone[-4:]}
    return client.post(reverse("status"), body, follow=True)


def sent_code():
    return OutgoingMessage.objects.filter(event="phone_proof").order_by("id").last().text.split("验证码")[1][:6]


def test_the_phone_is_proved_once_within_ten_minutes_and_five_tries(ours):
    application = ours.receive()
    send_phone_proof(number=application.number, by=citizen())
    code = sent_code()
    for _ in range(5):
        with pytest.raises(PhoneProofWrong):
            prove_phone(number=application.number, code="x", by=citizen())
    with pytest.raises(PhoneProofWrong):
        prove_phone(number=application.number, code=code, by=citizen())
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        send_phone_proof(number=application.number, by=citizen())
        assert prove_phone(number=application.number, code=sent_code(), by=citizen()) == application
        with pytest.raises(PhoneProofWrong):
            prove_phone(number=application.number, code=sent_code(), by=citizen())


def test_number_and_four_digits_alone_change_nothing(client, on_a_working_day, db):
    ours = people(delivers_by_post=True)
    application = ours.decided()
    to = {"way": "post", "addressee": "贼", "phone": "13900000000", "address": "北京市通州区某街1号"}
    assert client.post(reverse("status-way"), to).status_code == 302 and not Delivery.objects.exists()
    enter(client, ours, application)
    assert client.post(reverse("status-way"), to)["Location"].startswith(reverse("status-phone"))
    assert not Delivery.objects.exists()
    page = words(client.post(reverse("status-phone"), {"after": "way"}))
    assert ours.applicant.phone not in page and "短信验证码" in page
    assert client.post(reverse("status-phone"), {"code": "000000", "after": "way"}).status_code == 422
    proved = client.post(reverse("status-phone"), {"code": sent_code(), "after": "way"}, follow=True)
    assert "改领取方式" in words(proved)
    empty = client.post(reverse("status-way"), {"way": "post"})
    assert empty.status_code == 422 and 'href="#id_address"' in words(empty)
    done = client.post(reverse("status-way"), {**to, "addressee": "李明"}, follow=True)
    assert "邮寄" in words(done) and Delivery.objects.get().address == to["address"]
    assert "改为邮寄" in OutgoingMessage.objects.get(event="way_changed").text
    other = ours.decided()
    enter(client, ours, other)
    assert client.post(reverse("status-way"), to)["Location"].startswith(reverse("status-phone")), "proved for one only"


def test_the_electronic_result_is_signed_for_after_the_phone(ours, client):
    application = ours.decided()
    choose_way(hall=ours.hall, number=application.number, way="electronic", by=citizen())
    assert "电子结果已出，请下载" in words(enter(client, ours, application))
    assert client.post(reverse("status-download"))["Location"].startswith(reverse("status-phone"))
    assert not HandOver.objects.exists()
    client.post(reverse("status-phone"), {"after": "document"})
    client.post(reverse("status-phone"), {"code": sent_code(), "after": "document"})
    client.post(reverse("status-download"))
    assert HandOver.objects.get().method == "electronic"


def test_the_sealed_pdf_is_offered_after_signing_and_to_nobody_else(ours, client, settings, tmp_path):
    settings.DATA_DIR, settings.MEDIA_ROOT, settings.PUBLIC_ORIGIN = tmp_path, tmp_path / "media", "https://h.example"
    application = ours.decided()
    choose_way(hall=ours.hall, number=application.number, way="electronic", by=citizen())
    receipt, grant = application.documents.get(kind="receipt"), application.documents.get(kind="grant")
    at = {one.pk: reverse("status-document", args=[one.verification_code]) for one in (receipt, grant)}
    page = words(enter(client, ours, application))
    assert "申请材料收件凭证 <" in page and "签章文件正在生成" in page and at[receipt.pk] not in page
    for one in (receipt, grant):
        assert make_file(one.pk).problem == ""
    page = words(client.get(reverse("status-result")))
    assert at[receipt.pk] in page and at[grant.pk] not in page, "the result is signed for first"
    assert client.get(at[grant.pk]).status_code == 404
    client.post(reverse("status-phone"), {"after": "document"})
    client.post(reverse("status-phone"), {"code": sent_code(), "after": "document"})
    page = words(client.post(reverse("status-download"), follow=True))
    assert at[grant.pk] in page and "准予决定书" in page
    sealed = client.get(at[grant.pk])
    assert sealed["Content-Type"] == "application/pdf" and sealed.content.startswith(b"%PDF")
    assert Client().get(at[grant.pk])["Location"] == reverse("status"), "a stranger is asked for number and factor"
    other, stranger = people(), Client()
    enter(stranger, other, other.receive())
    assert stranger.get(at[grant.pk]).status_code == 404, "what somebody knows of their own opens nothing of others"


def test_the_number_form_has_the_halls_telephone_in_elder_mode_too(ours, client):
    for elder in ("0", "1"):
        client.cookies["elder"] = elder
        page = words(client.get(reverse("status")))
        assert f'href="tel:{default_hall().phone}"' in page and ("data-elder" in page) is (elder == "1")
    assert 'href="tel:' in words(client.post(reverse("status"), {})), "beside the mistakes as well"


def test_photos_are_sent_in_for_all_that_lacks_and_the_moment_counts(ours, client):
    application = ours.awaiting_correction()
    lacks = application.materials.get(status="missing")
    page = words(enter(client, ours, application))
    assert "拍照补交" in page and "停止计时" in page
    with pytest.raises(StillMissing):
        rows = application.materials.exclude(pk=lacks.pk)
        rows.update(status="missing")
        at = {"hall": ours.hall, "number": application.number, "by": citizen()}
        resubmitting.add_photo(material_id=lacks.material_id, upload=Upload("a.jpg", a_photo()), **at)
        resubmitting.send_in(**at)
    rows.update(status="have")
    sent = {"material": lacks.material_id, "photos": SimpleUploadedFile("b.jpg", a_photo() + b"", "image/jpeg")}
    assert client.post(reverse("status-materials"), sent).status_code == 302
    wrong = client.post(reverse("status-materials"), {**sent, "photos": SimpleUploadedFile("c.exe", b"MZ\x90" * 99)})
    assert wrong.status_code == 422 and "前面上传成功的照片都已保存" in words(wrong)
    done = client.post(reverse("status-materials"), {"act": "send"}, follow=True)
    assert "补交的材料已收到，正在核对" in words(done)
    moment = Resubmission.objects.get().sent_at
    with clock.frozen(clock.now() + timedelta(days=2)):
        client.force_login(ours.clerk)
        assert application.number in words(client.get(reverse("sent-in")))
        assert "<img" in words(client.get(reverse("sent-in-check", args=[application.number])))
        client.post(reverse("sent-in-check", args=[application.number]), {"act": "accept"})
    application.refresh_from_db()
    assert (application.state, application.resubmitted_at) == ("received", moment)
    assert MaterialFile.objects.filter(application_material=lacks).exists()


def test_what_was_sent_in_does_not_run_out_and_comes_back_with_words(ours):
    application = ours.awaiting_correction()
    lacks = application.materials.get(status="missing")
    at = {"hall": ours.hall, "number": application.number}
    resubmitting.add_photo(material_id=lacks.material_id, upload=Upload("a.jpg", a_photo()), by=citizen(), **at)
    resubmitting.send_in(by=citizen(), **at)
    with pytest.raises(NothingToSendIn):
        resubmitting.send_in(by=citizen(), **at)
    with clock.frozen(clock.now() + timedelta(days=60)):
        assert not deem_withdrawn(application_id=application.pk, by=system_person("deadlines"))
    resubmitting.send_back(words="公章压住了日期，请重拍", by=ours.clerk, **at)
    status = status_for_citizen(application.number, ours.applicant.phone[-4:])
    assert status.sent_in_words == "公章压住了日期，请重拍" and status.may_send_in
    assert OutgoingMessage.objects.filter(event="sent_in_back").count() == 1


def test_a_decision_that_can_still_be_taken_back_is_not_told(ours):
    application = ours.just_decided()
    status = status_for_citizen(application.number, ours.applicant.phone[-4:])
    assert status.state == "accepted" and "正在审批" in status.headline
    assert all(step.mark != "done" for step in status.steps if step.key == "decide")


def test_what_stays_chinese_on_a_page_in_english_says_so_and_is_read_as_chinese(ours, client, english):
    application, tongue = ours.awaiting_correction(), '<span lang="zh-Hans">{}</span>'
    material, matter = application.materials.get(status="missing").material.name, application.version.matter
    page = words(enter(client, ours, application))
    assert matter.name in page and 'zh-Hans">' not in page.partition("<main")[2] and "名称只有中文" not in page
    client.cookies["django_language"] = "en"
    page = words(client.get(reverse("status-result")))
    assert tongue.format(matter.name) in page and "(name in Chinese only)" in page
    assert tongue.format(material) in page and tongue.format("未加盖公章，请盖章后重交") in page
    assert tongue.format(material) in words(client.get(reverse("status-materials")))
    EnglishText.objects.create(matter=matter, name="Food licence", materials={material: "Application form"})
    forget_english_texts()
    page = words(client.get(reverse("status-result")))
    assert "Food licence" in page and "(name in Chinese only)" not in page and tongue.format(matter.name) not in page
    assert tongue.format(material) not in page and "Application form" in page


def test_a_shared_link_shows_the_step_and_nothing_of_the_person(ours, client):
    application = ours.accepted()
    enter(client, ours, application)
    page = words(client.post(reverse("status-share")))
    link = page.split('href="http://testserver')[1].split('"')[0]
    assert application.number not in link and len(link) > 60
    shown = words(Client().get(link))
    assert "审查、决定" in shown
    for secret in (application.number, application.version.matter.name, ours.applicant.name[:2] + "*"):
        assert secret not in shown
    assert Client().get(link[:-4] + "AAA/").status_code == 404
    with clock.frozen(clock.now() + timedelta(days=8)):
        assert Client().get(link).status_code == 404


def test_guessing_from_one_address_with_two_hundred_spoofed_ones_discloses_nothing(ours, client):
    """T6, small: the whole of 20,000 guesses runs as `benchmarks/guessing.py`; the limits are the same."""
    application, right = ours.receive(), 0
    codes = []
    for n in range(200):
        spoofed = {"HTTP_X_FORWARDED_FOR": f"10.{n}.1.1", "HTTP_X_REAL_IP": f"10.{n}.1.1"}
        body = {"number": application.number, "second_factor": f"{n:04d}"}
        answer = client.post(reverse("status"), body, **spoofed)
        codes.append(answer.status_code)
        right += answer.status_code == 302
    assert codes[:5] == [404] * 5 and set(codes[5:]) == {429} and right == 0
    assert ours.applicant.id_number not in words(answer) and ours.applicant.phone not in words(answer)


@pytest.mark.parametrize("state", [state.value for state in ApplicationState])
def test_the_status_page_and_all_it_needs_weigh_less_than_a_hundred_kilobytes(ours, client, state):
    from django.contrib.staticfiles import finders

    page = words(enter(client, ours, ours.in_state(state)))
    parts = [piece.split('"')[0] for piece in page.split("/static/")[1:]]
    sizes = {name: len(open(finders.find(name), "rb").read()) for name in set(parts)}  # noqa: SIM115
    assert 'class="timeline"' in page and len(page.encode()) + sum(sizes.values()) < 100_000, sizes
    assert "bootstrap" not in page and "htmx" not in page.replace("htmx-config", "")
