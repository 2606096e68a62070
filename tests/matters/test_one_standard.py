"""One standard: guide page, tick list, notice and API say the same under the same fingerprint, and anyone can compare."""

import hashlib
from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse

from applications.queries.sheet import intake_sheet
from applications.verbs.intake import Tick, receive, request_correction
from hall.kernel import clock
from hall.roles import Role
from matters.errors import FingerprintUnknown
from matters.fingerprint import canonical, content_of, fingerprint
from matters.models import Material, MatterVersion
from matters.queries.verifying import fingerprint_in, verified
from tests.factories import (
    HallFactory,
    PartyFactory,
    StaffFactory,
    VersionFactory,
    WindowFactory,
    a_published_matter,
)

pytestmark = pytest.mark.django_db


def signed(version):
    """The version with the fingerprint that its content really has."""
    materials = version.materials.order_by("order")
    name = version.name or version.matter.name
    version.fingerprint = fingerprint(content_of(version.matter.code, name, version, materials))
    MatterVersion.objects.filter(pk=version.pk).update(fingerprint=version.fingerprint)
    return version


@pytest.fixture
def version():
    return signed(a_published_matter(materials=3))


@pytest.fixture
def earlier(version):
    """A standard that was replaced yesterday: a longer promise, one material more."""
    now = clock.now()
    old = VersionFactory(
        matter=version.matter, number=0, state="replaced", promised_limit=15,
        in_force=DateTimeTZRange(now - timedelta(days=9000), now - timedelta(days=5000)),
    )  # fmt: skip
    for material in version.materials.order_by("order"):
        material.pk, material.version = None, old
        material.save()
    Material.objects.create(
        version=old, order=9, name="房屋租赁合同", kind="copy", medium="paper", copies=1, source="applicant",
        necessity="required", acceptance_standard="双方签字",
    )  # fmt: skip
    return signed(old)


def test_guide_tick_list_notice_and_api_say_the_same_under_one_fingerprint(client, version, on_a_working_day):
    hall = HallFactory()
    clerk = StaffFactory(hall=hall, roles=[Role.WINDOW_CLERK])
    code, names = version.matter.code, [material.name for material in version.materials.order_by("order")]
    short = version.short_fingerprint

    guide = client.get(reverse("matter", args=[code])).content.decode()
    sheet = intake_sheet(code)
    api = client.get(f"/api/v1/matters/{code}/").json()
    ticks = client.get(f"/api/v1/matters/{code}/tick-list/").json()

    case = receive(
        hall=hall, matter_code=code, applicant=PartyFactory(), form={}, window=WindowFactory(hall=hall), by=clerk,
        ticks=[Tick(material.pk, "missing", "没带") for material in sheet.materials],
    )  # fmt: skip
    request_correction(hall=hall, number=case.number, by=clerk)
    notice = case.documents.get(kind="correction_notice").content

    assert short in guide and [name for name in names if name not in guide] == []
    assert (sheet.version.pk, sheet.version.short_fingerprint) == (version.pk, short)
    assert [material.name for material in sheet.materials] == names
    assert api["short_fingerprint"] == ticks["short_fingerprint"] == notice["standard"]["fingerprint"] == short
    assert [row["name"] for row in api["materials"]] == [row["name"] for row in ticks["materials"]] == names
    assert [row["name"] for row in notice["missing"]] == names
    assert notice["standard"]["version"] == api["version"]["number"] == ticks["version_number"] == version.number


def test_the_printed_notice_carries_the_fingerprint_with_a_qr_to_compare_it(client, version, on_a_working_day):
    hall = HallFactory()
    clerk = StaffFactory(hall=hall, roles=[Role.WINDOW_CLERK])
    ticks = [Tick(material.pk, "missing", "没带") for material in intake_sheet(version.matter.code).materials]
    case = receive(hall=hall, matter_code=version.matter.code, applicant=PartyFactory(), form={}, ticks=ticks, by=clerk)
    request_correction(hall=hall, number=case.number, by=clerk)
    client.force_login(clerk)
    document = case.documents.get(kind="correction_notice")
    paper = client.get(reverse("document", args=[document.verification_code])).content.decode()
    assert version.short_fingerprint in paper
    assert 'alt="标准核验二维码"' in paper


def test_the_guide_prints_the_way_to_compare(client, version):
    page = client.get(reverse("matter", args=[version.matter.code])).content.decode()
    assert reverse("standard-qr", args=[version.fingerprint[:8]]) in page
    picture = client.get(reverse("standard-qr", args=[version.fingerprint[:8]]))
    assert picture["Content-Type"] == "image/svg+xml" and b"<path" in picture.content


@pytest.mark.parametrize(
    "typed",
    [
        "7d7f2748",
        "7D7F-2748",
        " 7d7f 2748 ",
        "７Ｄ７Ｆ－２７４８",
        "7D7F—2748",
        "7d7f.2748",
        "7D 7F 27 48",
        "7d7f_2748",
    ],
)
def test_a_fingerprint_is_read_however_it_is_typed(typed):
    assert fingerprint_in(typed) == "7d7f2748"


@pytest.mark.parametrize("typed", ["", "7d7f", "7d7f27489", "zzzzzzzz", "标准", "7d7f274" * 30, "<script>"])
def test_what_is_no_fingerprint_is_not_taken_for_one(typed):
    assert fingerprint_in(typed) == ""


def test_letters_that_look_like_digits_are_read_as_digits():
    assert fingerprint_in("OOOO-lI00") == "00001100"


def test_the_standard_in_force_is_confirmed_to_anybody(client, version):
    page = client.get(reverse("standard-verify", args=[version.fingerprint[:8]])).content.decode()
    assert "这是正在执行的标准" in page and "内容与指纹一致" in page and version.matter.name in page
    answer = client.get(f"/api/v1/standards/{version.short_fingerprint}/").json()[0]
    assert answer["standing"] == "in_force" and answer["is_intact"] and answer["difference"] == []


def test_an_earlier_standard_is_shown_with_its_dates_and_what_differs_now(client, version, earlier):
    page = client.get(reverse("standard-verify", args=[earlier.fingerprint[:8]])).content.decode()
    assert "这是以前的标准" in page and earlier.in_force.upper.strftime("%Y-%m-") in page
    assert "房屋租赁合同" in page and "承诺" in page
    answer = client.get(f"/api/v1/standards/{earlier.fingerprint}/").json()[0]
    assert answer["standing"] == "earlier" and answer["now_fingerprint"] == version.short_fingerprint
    assert any("房屋租赁合同" in words for words in answer["difference"])


def test_an_unknown_fingerprint_says_so_with_a_form_to_try_again(client, version):
    answer = client.get("/verify/ABCD-0000/", follow=True)
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "没有这样的标准" in page and "12345" in page and 'name="code"' in page
    assert client.get("/api/v1/standards/abcd0000/").json()["code"] == "matters.fingerprint_unknown"


def test_the_form_takes_documents_and_fingerprints_alike(client, version):
    typed = f"{version.fingerprint[:4]}－{version.fingerprint[4:8]}".upper()
    answer = client.get(reverse("verify"), {"code": typed}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("standard-verify", args=[version.fingerprint[:8]])
    assert "这是正在执行的标准" in answer.content.decode()


@pytest.mark.parametrize("state", ["draft", "submitted", "reviewed", "rejected"])
def test_a_draft_is_nobodys_standard_yet(state):
    draft = VersionFactory(state=state, in_force=None)
    with pytest.raises(FingerprintUnknown):
        verified(draft.fingerprint)


def test_waiting_paused_and_withdrawn_standards_are_told_apart():
    tomorrow, yesterday = clock.now() + timedelta(days=1), clock.now() - timedelta(days=1)
    waiting = signed(VersionFactory(in_force=DateTimeTZRange(tomorrow, None)))
    paused = signed(VersionFactory(state="paused", pause_reason="系统升级"))
    gone = signed(VersionFactory(state="withdrawn", in_force=DateTimeTZRange(yesterday - timedelta(9), yesterday)))
    assert [verified(v.fingerprint)[0].standing for v in (waiting, paused, gone)] == ["waiting", "paused", "withdrawn"]


def test_anyone_can_compute_the_fingerprint_again_from_what_is_published(client, version):
    answer = client.get(reverse("standard-content", args=[version.fingerprint]))
    assert hashlib.sha256(answer.content).hexdigest() == version.fingerprint
    published = client.get(f"/api/v1/standards/{version.fingerprint}/").json()[0]["content"]
    assert hashlib.sha256(canonical(published)).hexdigest() == version.fingerprint


def test_one_changed_character_is_noticed(client, version):
    Material.objects.filter(version=version, order=1).update(name="另一份材料")
    page = client.get(reverse("standard-verify", args=[version.fingerprint[:8]])).content.decode()
    assert "内容与指纹不一致" in page
