"""Taking complaints in: numbered, routed by rule, with a limit, a receipt, and nobody's name where none is wanted."""

import io
from datetime import date

import pytest
from PIL import Image

from applications.errors import FileRefused
from complaints.complaint_errors import (
    ChoiceUnknown,
    FollowedNotFound,
    TooManyFiles,
    TooManySent,
    WayOfReachingUnfit,
    WordsMissing,
    WordsTooMany,
)
from complaints.models import Complaint, HandlingLimit
from complaints.queries.followed import followed_thing
from complaints.verbs.complaining import receive_complaint
from complaints.verbs.complaint_files import Sent
from complaints.verbs.flooding import PER_ADDRESS, PER_BROWSER, count_sending
from hall.kernel.errors import NotPermitted
from hall.models import OutgoingMessage, Step
from hall.permissions import system_person
from hall.roles import Role
from tests.complaints.grievances import WORDS, a_desk
from tests.factories import StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(on_a_working_day):
    return a_desk()


def a_picture():
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return Sent("证据.png", out.getvalue())


def test_numbers_follow_each_other_without_a_gap_and_bear_a_check_digit(desk):
    first, second = desk.complaint().number, desk.complaint().number
    assert first.startswith("TSBJ260921-") and len(first) == 18
    assert int(second[11:16]) == int(first[11:16]) + 1


def test_a_refused_complaint_uses_up_no_number(desk):
    first = desk.complaint().number
    with pytest.raises(WordsMissing):
        desk.receive(words="差")
    assert int(desk.complaint().number[11:16]) == int(first[11:16]) + 1


def test_it_has_a_limit_in_working_days_and_the_receipt_says_so(desk):
    complaint = desk.complaint()
    assert complaint.due == date(2026, 9, 29), "five working days with the festival of 25 September left out"
    receipt = complaint.replies.get(occasion="received")
    assert complaint.number in receipt.words and "2026年9月29日" in receipt.words
    assert OutgoingMessage.objects.get(about=complaint.number).event == "complaint_received"


def test_a_hall_sets_its_own_limit(desk):
    HandlingLimit.objects.create(
        hall=desk.hall, what="complaint", working_days=1, set_by=desk.manager, set_at="2026-09-01T00:00:00Z"
    )
    assert desk.complaint().due == date(2026, 9, 22)


@pytest.mark.parametrize(
    ("said", "matter", "state", "unit", "offered"),
    [
        ({"category": "attitude"}, True, "registered", "hall", ""),
        ({"category": "late"}, True, "offered", "hall", "department"),
        ({"category": "late"}, False, "registered", "hall", ""),
        ({"category": "not_listed"}, True, "registered", "bureau", ""),
        ({"kind": "report", "category": "other"}, True, "registered", "bureau", ""),
        ({"kind": "consultation", "category": "other"}, True, "offered", "hall", "department"),
        ({"kind": "suggestion", "category": "place"}, False, "registered", "hall", ""),
    ],
)
def test_the_rules_decide_to_whom_it_goes(desk, said, matter, state, unit, offered):
    complaint = desk.complaint(matter=matter, **said)
    assert (complaint.state, complaint.unit, complaint.offered_unit) == (state, unit, offered)


def test_what_a_clerk_takes_down_stays_with_the_clerk_until_another_takes_it(desk):
    complaint = desk.complaint(source="window", by=desk.clerk)
    assert (complaint.state, complaint.unit, complaint.offered_unit) == ("offered", "first", "hall")
    assert complaint.first_receiver == desk.clerk


def test_a_manager_who_takes_down_what_is_the_halls_has_it_in_hand(desk):
    complaint = desk.complaint(source="phone", by=desk.manager)
    assert (complaint.state, complaint.unit, complaint.holder) == ("in_hand", "hall", desk.manager)


def test_an_approver_or_a_machine_takes_nothing_down(desk):
    for by in (desk.approver, StaffFactory(hall=desk.hall, roles=[Role.KIOSK])):
        with pytest.raises(NotPermitted):
            desk.receive(by=by)
    assert not Complaint.objects.exists()


def test_an_anonymous_one_keeps_no_name_and_is_followed_by_a_code_shown_once(desk):
    received = desk.receive(is_anonymous=True, name="李建国", id_number="11010519491231002X", phone="")
    kept = Complaint.objects.get(pk=received.complaint.pk)
    assert (kept.name, kept.id_number, kept.phone) == ("", "", "")
    assert len(received.code) == 8 and received.code not in kept.code_digest
    assert followed_thing(kept.number, received.code.lower()) == kept
    with pytest.raises(FollowedNotFound):
        followed_thing(kept.number, "AAAAAAAA")


def test_it_is_followed_by_the_last_four_of_phone_or_document(desk):
    complaint = desk.complaint(id_number="11010519491231002X")
    for factor in ("5678", "002x"):
        assert followed_thing(complaint.number.lower().replace("-", ""), factor) == complaint
    for number, factor in ((complaint.number, "1234"), (complaint.number, ""), ("TSBJ260921-99999-1", "5678")):
        with pytest.raises(FollowedNotFound) as refused:
            followed_thing(number, factor)
        assert refused.value.words.startswith("没有找到相符的记录")


def test_personal_words_stand_encrypted_and_in_no_step(desk):
    complaint = desk.complaint(about_whom="3号窗口短发女士", id_number="11010519491231002X")
    row = Complaint.objects.filter(pk=complaint.pk).extra(
        select={name: f"{name}::text" for name in ("words", "phone", "name", "about_whom")}
    )
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT words, phone, name, about_whom, id_number, title FROM complaints_complaint")
        stored = " ".join(cursor.fetchone())
    assert row.exists()
    for plain in (WORDS, "13812345678", "李建国", "短发女士", "11010519491231002X"):
        assert plain not in stored
        assert all(plain not in f"{step.reason}{step.data}" for step in Step.objects.all())


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"words": "  短  "}, WordsMissing),
        ({"words": "很" * 10_000}, WordsTooMany),
        ({"phone": "12345"}, WayOfReachingUnfit),
        ({"kind": "praise"}, ChoiceUnknown),
        ({"category": "<b>"}, ChoiceUnknown),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(desk, said, error):
    with pytest.raises(error) as refused:
        desk.receive(**said)
    assert refused.value.words
    assert not Complaint.objects.exists()


def test_files_are_checked_by_content_and_kept_under_random_names(desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    given = {"hall": desk.hall, "source": "web", "by": system_person("public"), "said": desk.said()}
    kept = receive_complaint(files=[a_picture(), a_picture()], **given).complaint.files.get()
    assert kept.content_type == "image/png" and "证据" not in kept.file.name
    for bad in (Sent("合同.pdf", b"MZ\x90\x00"), Sent("照片.jpg", b"<script>alert(1)</script>"), Sent("空.png", b"")):
        with pytest.raises(FileRefused):
            receive_complaint(files=[bad], **given)
    with pytest.raises(TooManyFiles):
        receive_complaint(files=[a_picture()] * 6, **given)
    assert Complaint.objects.count() == 1


def test_a_flood_from_one_browser_ends_while_the_hall_behind_the_same_address_goes_on(desk):
    for _ in range(PER_BROWSER):
        count_sending("10.0.0.1", "flooder")
    with pytest.raises(TooManySent) as refused:
        count_sending("10.0.0.1", "flooder")
    assert refused.value.data["retry_after"] > 0
    count_sending("10.0.0.1", "somebody else in the hall")


def test_an_address_without_browsers_has_an_end_too(desk):
    for _ in range(PER_ADDRESS):
        count_sending("10.0.0.1", "")
    with pytest.raises(TooManySent):
        count_sending("10.0.0.1", "")
    count_sending("10.0.0.2", "")
