"""Numbers are gap-free, readable, and find a mistyped character."""

from datetime import date

import pytest
from django.db import transaction

from applications import numbers
from applications.models import DocumentKind

DAY = date(2026, 11, 21)
pytestmark = pytest.mark.django_db


def test_application_numbers_follow_one_another_within_area_and_day():
    first, second = (numbers.application_number("110000", DAY) for _ in range(2))
    assert first.startswith("BJ261121-00001-") and second.startswith("BJ261121-00002-")
    assert numbers.application_number("110112", DAY).startswith("TZ261121-00001-")
    assert numbers.application_number("110000", date(2026, 11, 22)).startswith("BJ261122-00001-")


def test_a_rolled_back_application_leaves_no_gap():
    with pytest.raises(RuntimeError), transaction.atomic():
        numbers.application_number("110000", DAY)
        raise RuntimeError
    assert numbers.application_number("110000", DAY).startswith("BJ261121-00001-")


def test_every_single_wrong_digit_is_found():
    number = numbers.application_number("110000", DAY)
    assert numbers.is_well_formed(number)
    for place, char in enumerate(number):
        if char.isdigit():
            wrong = number[:place] + str((int(char) + 3) % 10) + number[place + 1 :]
            assert not numbers.is_well_formed(wrong)


@pytest.mark.parametrize("typed", ["bj261121000374", "BJ261121-00037-4", " bj261121 00037 4 ", "BJ261121－00037－4"])
def test_a_number_is_understood_however_it_is_typed(typed):
    assert numbers.normal_number(typed) == "BJ261121-00037-4"


def test_the_project_number_carries_the_implementation_code():
    made = numbers.project_number("1111000000002888XF2110131001000", DAY)
    assert made == "1111000000002888XF2110131001000202611210001" and len(made) == 43


@pytest.mark.parametrize(
    ("short_name", "word"),
    [
        ("市市场监管局", "市场监管"),
        ("市教委", "教"),
        ("市科委、中关村管委会", "科"),
        ("市政府办公厅", "政府"),
        ("市民政局", "民政"),
    ],
)
def test_a_department_has_its_word_in_document_numbers(short_name, word):
    assert numbers.department_word(short_name) == word


def test_document_numbers_have_no_gaps_by_department_kind_and_year():
    first = numbers.document_number("110000", "市市场监管局", "01", "acceptance_notice", 2026)
    second = numbers.document_number("110000", "市市场监管局", "20", "acceptance_notice", 2026)
    assert first.text == "（京）市场监管许受〔2026〕第00001号" and first.register == "（京）市场监管受〔2026〕"
    assert second.text == "（京）市场监管服受〔2026〕第00002号" and second.serial == 2, (
        "one register, whatever the matter"
    )
    assert numbers.document_number("110000", "市市场监管局", "01", "grant", 2026).serial == 1
    assert numbers.document_number("110000", "市民政局", "01", "acceptance_notice", 2026).serial == 1
    assert numbers.document_number("110000", "市市场监管局", "01", "acceptance_notice", 2027).serial == 1


def test_every_kind_of_document_has_a_word_of_its_own():
    words = numbers.DOCUMENT_WORDS
    assert set(words) == set(DocumentKind.values) and len(set(words.values())) == len(words)
