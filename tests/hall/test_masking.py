"""What is shown of a person (convention 14)."""

import pytest
from django.template import Context, Template

from hall.masking import mask_address, mask_id, mask_name, mask_phone
from tests.factories import PartyFactory


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王明", "王*"),
        ("李明月", "李**"),
        ("欧阳娜娜", "欧阳**"),
        ("欧阳", "欧*"),
        ("买买提·艾力", "买**·**"),
        ("𠮷野家", "𠮷**"),
        ("John Smith", "J*** *****"),
        ("李", "*"),
        ("", ""),
    ],
)
def test_a_name_keeps_its_first_character(name, shown):
    assert mask_name(name) == shown


def test_an_organisation_is_shown_in_full():
    assert mask_name("北京某某书店有限公司", organisation=True) == "北京某某书店有限公司"
    assert mask_id("11440100007482575H", id_type="credit_code") == "11440100007482575H"


def test_numbers_phones_and_addresses_are_masked():
    assert mask_id("11010519491231002X") == "1****************X"
    assert mask_id("E12") == "***"
    assert mask_phone("13812345678") == "138****5678"
    assert mask_phone("81234567") == "******67"
    assert mask_phone("") == ""
    assert mask_address("北京市通州区留庄路1号院3楼") == "北京市通州区****"
    assert mask_address("广东省广州市越秀区某街1号") == "广东省广州市越秀区****"
    assert mask_address("某街1号") == "****"
    assert mask_address("") == ""


@pytest.mark.django_db
def test_templates_mask_a_party_and_plain_text():
    party = PartyFactory(name="欧阳娜娜", phone="13812345678", id_number="11010519491231002X")
    template = Template(
        "{% load masking %}{{ p|masked_name }} {{ p|masked_id }} {{ p|masked_phone }} {{ t|masked_phone }}"
    )
    assert template.render(Context({"p": party, "t": "13900001111"})) == (
        "欧阳** 1****************X 138****5678 139****1111"
    )
    firm = PartyFactory(kind="organisation", id_type="credit_code", id_number="11440100007482575H", name="某某公司")
    assert template.render(Context({"p": firm, "t": ""})).startswith("某某公司 11440100007482575H")
