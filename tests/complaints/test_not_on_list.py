"""“This was not on the list”: the evidence comes along by itself, and those complained of never see it."""

import pytest
from django.urls import reverse

from complaints.complaint_errors import NothingAsked
from complaints.list_difference import difference
from complaints.models import Complaint
from complaints.queries.published_list import list_of_matter
from complaints.verbs.complaining import Said
from complaints.verbs.not_on_list import complain_not_on_list
from hall.permissions import system_person
from hall.roles import Role
from tests.complaints.grievances import a_desk
from tests.factories import MaterialFactory, StaffFactory
from tests.factories.applications import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(on_a_working_day):
    desk = a_desk()
    version = desk.matter.versions.get()
    MaterialFactory(version=version, order=9, name="房屋租赁合同", acceptance_standard="租期不少于一年，双方签字")
    return desk


def verdicts(desk, *asked):
    materials = list(desk.matter.versions.get().materials.order_by("order"))
    return [line.verdict for line in difference(asked, materials)]


def test_each_thing_asked_is_held_against_the_list(desk):
    assert verdicts(
        desk,
        ("房东的无犯罪证明", ""),
        ("其他相关材料", ""),
        ("《房屋租赁合同》", ""),
        ("房屋租赁合同", "要公证"),
        ("房屋租赁合同", "未提交"),
        ("房屋租赁合同", "双方签字"),
    ) == ["not_listed", "vague", "listed", "beyond", "listed", "listed"]


def test_from_the_guide_page_the_published_version_comes_along(desk):
    published = list_of_matter(desk.matter.code)
    received = complain_not_on_list(
        hall=desk.hall, published=published, asked=[("房东的无犯罪证明", "窗口说必须要")],
        said=Said(kind="", category="", words=""), by=system_person("public"),
    )  # fmt: skip
    complaint = received.complaint
    assert (complaint.category, complaint.source, complaint.unit) == ("not_listed", "guide_page", "bureau")
    assert complaint.for_bureau_only and complaint.department == desk.department and received.code
    evidence = complaint.evidence
    assert evidence.fingerprint == published.version.fingerprint
    assert evidence.difference[0]["asked"] == "房东的无犯罪证明" and evidence.difference[0]["verdict"] == "not_listed"
    assert "房东的无犯罪证明" in complaint.words


def test_nothing_but_catch_alls_is_a_complaint_about_vagueness(desk):
    received = complain_not_on_list(
        hall=desk.hall, published=list_of_matter(desk.matter.code), asked=[("审批部门要求的其他材料", "")],
        said=Said(kind="", category="", words="到底是什么材料说不清楚"), by=system_person("public"),
    )  # fmt: skip
    assert received.complaint.category == "vague" and received.complaint.unit == "bureau"


def test_without_anything_asked_there_is_nothing_to_compare(desk):
    with pytest.raises(NothingAsked):
        complain_not_on_list(
            hall=desk.hall, published=list_of_matter(desk.matter.code), asked=[("  ", "")],
            said=Said(kind="", category="", words="随便说说而已"), by=system_person("public"),
        )  # fmt: skip
    assert not Complaint.objects.exists()


def test_looking_what_the_list_says_is_no_sending_however_often(desk, client):
    page, given = reverse("not-on-list", args=[desk.matter.code]), {"asked": ["居住证明"], "hall": desk.hall.code}
    assert {client.post(page, {**given, "do": "compare"}).status_code for _ in range(12)} == {200}
    assert client.post(page, {**given, "do": "send"}).status_code == 302


def test_a_line_too_long_to_be_kept_whole_comes_back_whole(desk, client):
    page, long = reverse("not-on-list", args=[desk.matter.code]), "长" * 10_000
    answer = client.post(page, {"asked": [long], "told": [""], "hall": desk.hall.code, "do": "send"})
    assert answer.status_code == 422 and long in answer.text and "最多 200 个字" in answer.text
    assert not Complaint.objects.exists()


def test_the_guide_page_leads_there_and_the_bureau_reads_the_evidence(desk, client):
    assert (
        reverse("not-on-list", args=[desk.matter.code]) in client.get(reverse("matter", args=[desk.matter.code])).text
    )
    page = reverse("not-on-list", args=[desk.matter.code])
    assert "房屋租赁合同" in client.get(page).text
    given = {"asked": ["房东的无犯罪证明", "", ""], "told": ["必须要", "", ""], "hall": desk.hall.code}
    compared = client.post(page, {**given, "do": "compare"})
    assert "清单上没有" in compared.text and "房东的无犯罪证明" in compared.text and not Complaint.objects.exists()
    assert "请至少写一样" in client.post(page, {**given, "asked": ["", "", ""], "do": "send"}).text
    answer = client.post(page, {**given, "do": "send"}, follow=True)
    complaint = Complaint.objects.get()
    assert complaint.number in answer.text and "data-code" in answer.text
    client.force_login(desk.supervisor)
    shown = client.get(reverse("complaint", args=[complaint.number])).text
    assert "房东的无犯罪证明" in shown and complaint.evidence.version.short_fingerprint in shown
    for person in (desk.approver, desk.manager, desk.clerk):
        client.force_login(person)
        assert client.get(reverse("complaint", args=[complaint.number])).status_code == 404
        assert complaint.number not in client.get(reverse("complaints"), {"tab": "all"}).text


def test_the_printed_notice_brings_notice_application_and_difference_along(on_a_working_day, client):
    ours = people()
    application = ours.awaiting_correction()
    notice = application.documents.get(kind="correction_notice")
    page = reverse("not-on-list-notice", args=[notice.verification_code])
    assert page in client.get(reverse("document-verify", args=[notice.verification_code])).text
    client.force_login(ours.clerk)
    printed = client.get(reverse("document", args=[notice.verification_code])).text
    assert "反映清单外材料的二维码" in printed
    client.logout()
    assert "<svg" in client.get(reverse("not-on-list-qr", args=[notice.verification_code])).text
    assert "未加盖公章" in client.get(page).text
    client.post(page, {"line": ["0"], "asked": ["法人无犯罪证明"], "told": [""], "phone": "13812345678", "do": "send"})
    complaint = Complaint.objects.get()
    assert (complaint.source, complaint.application, complaint.hall) == ("notice", application, ours.hall)
    assert complaint.evidence.document == notice and complaint.evidence.version == application.version
    assert [row["verdict"] for row in complaint.evidence.difference] == ["beyond", "not_listed"]
    client.force_login(ours.approver)
    assert client.get(reverse("complaint", args=[complaint.number])).status_code == 404
    client.force_login(StaffFactory(hall=ours.hall, roles=[Role.SUPERVISOR]))
    assert application.number in client.get(reverse("complaint", args=[complaint.number])).text


def test_a_code_of_no_notice_leads_nowhere(on_a_working_day, client):
    ours = people()
    receipt = ours.receive().documents.get(kind="receipt")
    for code in ("NOSUCHCODE", receipt.verification_code):
        assert client.get(reverse("not-on-list-notice", args=[code])).status_code == 404
