"""Registering people and looking at their plain data."""

import pytest
from django.db import connection

from hall.errors import InvalidIdentityNumber, InvalidName, InvalidPhone, ReasonMissing
from hall.kernel.errors import NotPermitted
from hall.models import Party, Step
from hall.roles import Role
from hall.verbs.parties import register_party, reveal
from tests.factories import PartyFactory, StaffFactory

pytestmark = pytest.mark.django_db

VALID = "11010519491231002X"
INVALID = "110105194912310021"


def someone(**given):
    return register_party(
        **{"name": "李明月", "id_type": "resident", "id_number": VALID, "by": StaffFactory(), **given}
    )


def test_the_same_document_is_the_same_party():
    first = someone(phone="138 1234 5678")
    again = someone(id_number=VALID.lower(), phone="+86-13900001111")
    assert (again.pk, again.phone, Party.objects.count()) == (first.pk, "13900001111", 1)


def test_the_kind_comes_from_the_document():
    assert someone().kind == "person"
    assert someone(id_type="credit_code", id_number="11440100007482575H", name="某书店").kind == "organisation"


def test_contact_left_empty_is_kept_and_a_change_is_on_record():
    clerk = StaffFactory()
    party = someone(phone="13812345678", by=clerk)
    assert someone(phone="", by=clerk).phone == "13812345678"
    assert [s.verb for s in Step.objects.filter(subject_id=party.pk)] == ["register"]
    someone(phone="13900001111", by=clerk)
    last = Step.objects.filter(subject_id=party.pk).last()
    assert (last.verb, last.data, last.hall) == ("update_contact", {"changed": ["phone"]}, clerk.hall)


def test_a_clerk_may_correct_a_name_and_a_kiosk_may_not():
    someone(name="李明月")
    assert someone(name="李明", by=StaffFactory(roles=[Role.KIOSK])).name == "李明月"
    assert someone(name="李明", by=StaffFactory()).name == "李明"


@pytest.mark.parametrize(
    "name", ["𠮷𪚥", "㛃䶮", "阿卜杜热合曼·买买提", "Björk Guðmundsdóttir", "王", "𠮷" * 200, "\ue863某"]
)
def test_rare_and_long_names_come_back_as_written(name):
    someone(name=name)
    assert Party.objects.get().name == name


@pytest.mark.parametrize("name", ["", "   ", "王\n明", "王" * 201, "王\x00"])
def test_a_name_that_is_none_is_refused(name):
    with pytest.raises(InvalidName):
        someone(name=name)


@pytest.mark.parametrize("phone", ["12345", "12812345678", "手机号", "138123456789012345"])
def test_a_phone_that_is_none_is_refused(phone):
    with pytest.raises(InvalidPhone):
        someone(phone=phone)


@pytest.mark.parametrize("phone", ["13812345678", "010-55667788", "+1 650 253 0000", "(0755) 1234 5678"])
def test_phones_of_all_kinds_are_taken(phone):
    assert someone(phone=phone).phone.lstrip("+").isdigit()


def test_a_wrong_number_is_refused_and_staff_may_override_with_a_reason():
    with pytest.raises(InvalidIdentityNumber):
        someone(id_number=INVALID)
    party = someone(id_number=INVALID, override_reason="证件核验一致，号码为公安机关早年签发")
    assert (party.id_number, party.override_reason[:4]) == (INVALID, "证件核验")
    assert Step.objects.filter(verb="override_identity_check", reason__startswith="证件核验").count() == 1


def test_a_reason_given_for_a_valid_number_is_no_override():
    assert someone(override_reason="多余的理由").override_reason == ""


def test_a_kiosk_cannot_override():
    with pytest.raises(NotPermitted):
        someone(id_number=INVALID, override_reason="我自己说的", by=StaffFactory(roles=[Role.KIOSK]))
    with pytest.raises(InvalidIdentityNumber):
        someone(id_number="", override_reason="没有号码")


def test_someone_who_does_not_register_people_is_refused():
    with pytest.raises(NotPermitted):
        someone(by=StaffFactory(roles=[Role.DISPLAY]))
    with pytest.raises(NotPermitted):
        someone(by=StaffFactory(is_active=False))


def test_revealing_needs_a_reason_and_is_on_record_without_the_data_seen():
    party, clerk = PartyFactory(phone="13812345678"), StaffFactory()
    with pytest.raises(ReasonMissing):
        reveal(party, by=clerk, reason=" ")
    with pytest.raises(NotPermitted):
        reveal(party, by=StaffFactory(roles=[Role.DISPLAY]), reason="看看")
    assert reveal(party, by=clerk, reason="核对本人身份")["phone"] == "13812345678"
    step = Step.objects.get(verb="reveal")
    assert (step.by, step.reason, step.data) == (clerk, "核对本人身份", {})


def test_the_database_holds_no_plain_number_phone_or_address():
    someone(phone="13812345678", address="北京市通州区留庄路1号")
    with connection.cursor() as cursor:
        cursor.execute("SELECT hall_party::text || hall_historicalparty::text FROM hall_party, hall_historicalparty")
        stored = cursor.fetchone()[0]
    assert not any(plain in stored for plain in (VALID, "13812345678", "留庄路"))
