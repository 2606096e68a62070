"""Identity numbers: the vectors of domain.md 6.1, 6.2 and convention 11."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.errors import InvalidIdentityNumber
from hall.identity import CREDIT_ALPHABET, birth_date, credit_check_digit, normalised

TODAY = date(2026, 9, 21)
CHECK = "10X98765432"


def with_check(first17: str) -> str:
    """Worked here by hand, apart from the product's arithmetic."""
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return first17 + CHECK[sum(int(d) * w for d, w in zip(first17, weights, strict=True)) % 11]


def problem_of(id_type: str, number: str) -> str:
    with pytest.raises(InvalidIdentityNumber) as refused:
        normalised(id_type, number, today=TODAY)
    assert str(refused.value), "every refusal has words"
    return refused.value.data["problem"]


@pytest.mark.parametrize(
    ("id_type", "number", "stored"),
    [
        ("resident", "11010519491231002X", "11010519491231002X"),
        ("resident", "11010519491231002x", "11010519491231002X"),
        ("resident", "110101199003070011", "110101199003070011"),
        ("resident", "110102198512010529", "110102198512010529"),
        ("resident", " 110105 19491231 002X ", "11010519491231002X"),
        ("resident", "１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"),
        ("resident", with_check("77010119900307001"), None),
        ("resident", with_check("11010120000229001"), None),
        ("resident", with_check("11010120260921001"), None),
        ("hmt_residence", with_check("81000019900307001"), None),
        ("hmt_residence", with_check("82000019900307001"), None),
        ("hmt_residence", with_check("83000019900307001"), None),
        ("foreign_permanent", with_check("91184019900307001"), None),
        ("foreign_permanent", "CAN110108030501", None),
        ("passport", "e12345678", "E12345678"),
        ("travel_permit", "H12345678", None),
        ("travel_permit", "M1234567801", None),
        ("travel_permit", "12345678", None),
        ("credit_code", "11440100007482575H", None),
        ("credit_code", "11370828MB28602902", None),
        ("credit_code", "1111000000002888XF", None),
        ("credit_code", "11110000000026892E", None),
        ("credit_code", "11440100007482575h", "11440100007482575H"),
    ],
)
def test_a_valid_number_is_stored_in_one_form(id_type, number, stored):
    assert normalised(id_type, number, today=TODAY) == (stored or number)


@pytest.mark.parametrize(
    ("id_type", "number", "problem"),
    [
        ("resident", "", "missing"),
        ("resident", "110101199003070012", "check_digit"),
        ("resident", "110105194912310021", "check_digit"),
        ("resident", "110105491231002", "first_generation"),
        ("resident", "1101051949123100", "length"),
        ("resident", "11010519491231002XX", "length"),
        ("resident", "11010519491231OO2X", "characters"),
        ("resident", "X1010519491231002X", "characters"),
        ("resident", with_check("11010119900231001"), "birth_date"),
        ("resident", with_check("11010119901301001"), "birth_date"),
        ("resident", with_check("11010120260922001"), "born_in_future"),
        ("resident", with_check("11010120990101001"), "born_in_future"),
        ("resident", with_check("81000019900307001"), "is_hmt_residence"),
        ("resident", with_check("91184019900307001"), "is_foreign_permanent"),
        ("hmt_residence", "110101199003070011", "not_hmt_residence"),
        ("foreign_permanent", "110101199003070011", "not_foreign_permanent"),
        ("foreign_permanent", "911840199003070010", "check_digit"),
        ("passport", "E12", "passport"),
        ("passport", "护照12345", "passport"),
        ("travel_permit", "X12345678", "travel_permit"),
        ("credit_code", "11110000MB16685822", "check_digit"),
        ("credit_code", "11440100007482575", "length"),
        ("credit_code", "1144010000748257IH", "characters"),
        ("credit_code", "统一社会信用代码统一社会信用代码一二", "characters"),
        ("", "110101199003070011", "unknown_type"),
        ("driving_licence", "110101199003070011", "unknown_type"),
    ],
)
def test_a_wrong_number_is_refused_with_its_reason(id_type, number, problem):
    assert problem_of(id_type, number) == problem


def test_a_credit_code_of_the_countryside_beginning_with_n_is_valid():
    first17 = "N2110105MF1234567"
    assert normalised("credit_code", first17 + credit_check_digit(first17)).startswith("N")


def test_the_date_of_birth_is_read_from_the_numbers_that_carry_one():
    assert birth_date("resident", "11010519491231002X") == date(1949, 12, 31)
    assert birth_date("foreign_permanent", "CAN110108030501") is None
    assert birth_date("passport", "E12345678") is None


@given(st.text(alphabet="0123456789", min_size=3, max_size=3), st.integers(0, 17), st.integers(1, 9))
def test_one_changed_digit_of_a_resident_id_is_found(serial, place, shift):
    number = with_check(f"11010519900307{serial}")
    digit = "10" if number[place] == "X" else number[place]
    changed = number[:place] + str((int(digit) + shift) % 10) + number[place + 1 :]
    with pytest.raises(InvalidIdentityNumber):
        normalised("resident", changed, today=TODAY)


@given(
    st.text(alphabet=CREDIT_ALPHABET, min_size=17, max_size=17), st.integers(0, 17), st.sampled_from(CREDIT_ALPHABET)
)
def test_one_changed_character_of_a_credit_code_is_found(first17, place, other):
    number = first17 + credit_check_digit(first17)
    assert normalised("credit_code", number) == number
    if number[place] != other:
        with pytest.raises(InvalidIdentityNumber):
            normalised("credit_code", number[:place] + other + number[place + 1 :])


@given(st.sampled_from(["resident", "hmt_residence", "foreign_permanent", "passport", "credit_code"]), st.text())
def test_whatever_is_typed_is_answered_in_words_and_never_with_a_crash(id_type, typed):
    try:
        normalised(id_type, typed, today=TODAY)
    except InvalidIdentityNumber as refused:
        assert refused.words
