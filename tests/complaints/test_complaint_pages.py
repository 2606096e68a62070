"""Citizens at their pages: complaining, the receipt, following, and being told what is wrong with every word kept."""

import io
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from complaints.models import Complaint
from complaints.verbs.flooding import PER_BROWSER
from tests.complaints.grievances import WORDS, a_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(on_a_working_day):
    return a_desk()


@pytest.fixture
def given():
    return {"kind": "complaint", "category": "attitude", "words": WORDS, "name": "李建国", "phone": "13812345678"}


def new(desk):
    return reverse("complaint-new", args=[desk.hall.code])


def test_a_citizen_complains_without_login_and_follows_it(desk, client, given):
    answer = client.post(new(desk), given, follow=True)
    assert answer.status_code == 200
    complaint = Complaint.objects.get()
    assert complaint.number in answer.text and "查询码" not in answer.text.partition("data-receipt")[2][:200]
    assert (
        given["phone"] not in answer.request["QUERY_STRING"] and complaint.number not in answer.request["QUERY_STRING"]
    )
    answer = client.post(reverse("complaint-status"), {"number": complaint.number, "factor": "5678"}, follow=True)
    assert answer.request["PATH_INFO"] == reverse("complaint-status-result")
    assert complaint.number in answer.text and "2026年9月29日" in answer.text


def test_an_anonymous_citizen_gets_a_code_on_the_receipt(desk, client, given):
    answer = client.post(new(desk), {**given, "is_anonymous": "on", "phone": ""}, follow=True)
    code = re.search(r"data-code>(\w{8})<", answer.text)[1]
    number = Complaint.objects.get().number
    assert client.post(reverse("complaint-status"), {"number": number, "factor": code}).status_code == 302
    assert client.post(reverse("complaint-status"), {"number": number, "factor": "WRONGONE"}).status_code == 404


def test_unknown_number_and_wrong_factor_look_the_same(desk, client, given):
    client.post(new(desk), given)
    number = Complaint.objects.get().number
    wrong = client.post(reverse("complaint-status"), {"number": number, "factor": "0000"})
    unknown = client.post(reverse("complaint-status"), {"number": "TSBJ260921-99999-9", "factor": "0000"})
    assert wrong.status_code == unknown.status_code == 404
    assert wrong.text.replace(number, "") == unknown.text.replace("TSBJ260921-99999-9", "").replace("", "") or (
        "没有找到相符的记录" in wrong.text and "没有找到相符的记录" in unknown.text
    )


def test_guessing_the_factor_ends(desk, client, given):
    client.post(new(desk), given)
    number = Complaint.objects.get().number
    codes = [
        client.post(reverse("complaint-status"), {"number": number, "factor": f"{n:04d}"}).status_code for n in range(8)
    ]
    assert codes[-1] == 429 and set(codes) == {404, 429}


def test_a_receipt_cannot_be_forged(desk, client):
    address = reverse("complaint-receipt", args=[desk.hall.code])
    for sealed in ("", "x", "k1:AAAA", "k1:" + "A" * 60):
        assert client.get(address, {"r": sealed}).headers["Location"] == reverse("complaint-status")


def test_ten_thousand_characters_are_refused_with_their_number_and_come_back(desk, client, given):
    long = "很" * 10_000
    answer = client.post(new(desk), {**given, "words": long})
    assert answer.status_code == 422
    assert "最多 3000 个字，现在是 10000 个字" in answer.text and long in answer.text and "李建国" in answer.text
    assert not Complaint.objects.exists()


def test_scripts_in_words_are_words(desk, client, given):
    client.post(new(desk), {**given, "words": "<script>alert(1)</script> 态度差", "about_whom": "<img src=x>"})
    client.force_login(desk.manager)
    page = client.get(reverse("complaint", args=[Complaint.objects.get().number])).text
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page and "<img src=x" not in page


def test_a_double_post_makes_one_complaint(desk, client, given):
    client.get(new(desk))
    sent = {**given, "request_key": str(uuid.uuid4())}
    first, second = client.post(new(desk), sent), client.post(new(desk), sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert Complaint.objects.count() == 1


def test_a_file_that_is_not_what_it_says_is_refused_and_the_words_stay(desk, client, given, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    bad = SimpleUploadedFile("照片.jpg", b"MZ\x90\x00 not a picture", content_type="image/jpeg")
    answer = client.post(new(desk), {**given, "files": bad})
    assert answer.status_code == 422 and "照片.jpg" in answer.text and WORDS in answer.text
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    good = SimpleUploadedFile("照片.png", picture.getvalue(), content_type="text/html")
    assert client.post(new(desk), {**given, "files": good}).status_code == 302
    assert Complaint.objects.get().files.get().content_type == "image/png"


def test_a_flood_from_one_browser_is_told_to_wait_and_keeps_its_words(desk, client, given):
    client.cookies["csrftoken"] = "a" * 32
    for _ in range(PER_BROWSER):
        assert client.post(new(desk), given).status_code == 302
    answer = client.post(new(desk), given)
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0 and WORDS in answer.text
    client.cookies["csrftoken"] = "b" * 32
    assert client.post(new(desk), given).status_code == 302, "the next person in the hall is not stopped"


def test_forms_sent_back_to_be_corrected_are_not_held_against_the_browser(desk, client, given):
    client.cookies["csrftoken"] = "c" * 32
    for _ in range(PER_BROWSER + 2):
        assert client.post(new(desk), {**given, "words": ""}).status_code == 422
    assert client.post(new(desk), given).status_code == 302


def test_a_matter_that_is_not_clear_is_asked_for(desk, client, given):
    answer = client.post(new(desk), {**given, "matter_words": "食品经营许可"})
    assert answer.status_code == 422 and desk.matter.code in answer.text and WORDS in answer.text
    client.post(new(desk), {**given, "matter_words": "食品经营许可", "matter": desk.matter.code})
    complaint = Complaint.objects.get()
    assert complaint.matter == desk.matter and complaint.department == desk.department


def test_what_is_no_complaint_is_explained(desk, client):
    page = client.get(reverse("complaint-other-ways", args=[desk.hall.code])).text
    for words in ("行政复议", "信访", "110", "政府信息公开", "12388"):
        assert words in page


def test_an_unknown_hall_has_no_form(client, db):
    assert client.get(reverse("complaint-new", args=["nowhere"])).status_code == 404


def test_the_work_list_takes_as_many_statements_for_ten_as_for_two(desk, client, django_assert_max_num_queries):
    client.force_login(desk.manager)
    for amount in (2, 8):
        for _ in range(amount):
            desk.for_department()
        client.get(reverse("complaints"), {"tab": "open"})
        with django_assert_max_num_queries(12):
            page = client.get(reverse("complaints"), {"tab": "open"}).text
    assert page.count("TSBJ260921-") >= 10


def test_filters_narrow_the_list(desk, client):
    desk.complaint(category="place"), desk.for_department()
    client.force_login(desk.manager)

    def found(**asked):
        return client.get(reverse("complaints"), {"tab": "all", **asked}).text.count("<tr>") - 1

    assert found() == 2
    assert found(category="place") == found(kind="complaint", words=desk.matter.name) == 1
    assert found(kind="suggestion") == -1, "no table at all"


def test_staff_take_one_down_and_give_a_receipt(desk, client, given):
    client.force_login(desk.guide)
    form = reverse("complaint-take-down")
    assert client.get(form, {"ticket": "A023"}).text.count('value="A023"') == 1
    answer = client.post(form, {**given, "source": "guide_desk", "ticket": "A999"})
    assert answer.status_code == 422 and "A999" in answer.text and WORDS in answer.text
    answer = client.post(form, {**given, "source": "guide_desk"}, follow=True)
    assert Complaint.objects.get().number in answer.text
    assert client.post(form, {**given, "source": "web"}).status_code == 422, "a counter does not write as the web"


def test_an_answer_is_previewed_then_sent_and_a_refusal_keeps_what_was_typed(desk, client):
    complaint = desk.complaint()
    client.force_login(desk.manager)
    page, act = (
        reverse("complaint", args=[complaint.number]),
        reverse("complaint-act", args=[complaint.number, "answer"]),
    )
    assert complaint.number in client.get(page, {"template": "h2"}).text
    previewed = client.post(act, {"words": "您好，已改正。", "do": "preview"})
    assert "data-preview" in previewed.text and complaint.replies.count() == 1
    refused = client.post(act, {"words": "您好，已改正。", "do": "send", "finding": "", "cause": ""})
    assert refused.status_code == 422 and "请选择认定结果和根源" in refused.text and "您好，已改正。" in refused.text
    given = {"words": "您好，已改正。", "finding": "true", "cause": "window", "request_key": str(uuid.uuid4())}
    for _ in range(2):
        assert client.post(act, given).status_code == 302
    assert complaint.replies.filter(occasion="answered").count() == 1


def test_a_file_is_read_only_by_whom_the_complaint_is_for(desk, client, given, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    sent = SimpleUploadedFile("照片.png", picture.getvalue(), content_type="image/png")
    client.post(new(desk), {**given, "files": sent})
    complaint = Complaint.objects.get()
    address = reverse("complaint-file", args=[complaint.number, complaint.files.get().pk])
    assert client.get(address).status_code == 302, "strangers are sent to log in"
    for person, status in ((desk.manager, 200), (desk.clerk, 404), (desk.approver, 404)):
        client.force_login(person)
        answer = client.get(address)
        assert answer.status_code == status
    client.force_login(desk.manager)
    assert "sandbox" in client.get(address).headers["Content-Security-Policy"]


def test_the_person_is_masked_until_a_reason_is_given(desk, client):
    complaint = desk.complaint()
    client.force_login(desk.manager)
    page = client.get(reverse("complaint", args=[complaint.number])).text
    assert "13812345678" not in page and "李建国" not in page and "138****5678" in page
    reveal = reverse("complaint-reveal", args=[complaint.number])
    assert client.post(reveal, {"reason": ""}).status_code == 422
    assert "13812345678" in client.post(reveal, {"reason": "电话核实"}).text


def test_limits_and_templates_are_set_on_their_page(desk, client):
    client.force_login(desk.clerk)
    assert client.get(reverse("complaint-keeping")).status_code == 403
    client.force_login(desk.manager)
    page = client.get(reverse("complaint-keeping")).text
    fields = dict(re.findall(r'name="((?:days|more)_\w+)"[^>]*value="(\d+)"', page))
    assert client.post(reverse("complaint-limits"), {**fields, "days_complaint": "2"}).status_code == 302
    assert desk.complaint().due.isoformat() == "2026-09-23"
    refused = client.post(reverse("complaint-limits"), {**fields, "days_complaint": "-3"})
    assert refused.status_code == 422 and "应为 0 至 60 的整数" in refused.text
    given = {"occasion": "received", "name": "简短", "words": "收到，编号{number}。"}
    previewed = client.post(reverse("complaint-template"), {**given, "do": "preview"}).text
    assert "收到，编号TSBJ261122-00012-4。" in previewed
    assert client.post(reverse("complaint-template"), {**given, "do": "save"}).status_code == 302
    complaint = desk.complaint()
    assert complaint.replies.get().words == f"收到，编号{complaint.number}。"
