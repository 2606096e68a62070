"""Code lists that differ between standards are mapped at the border and never mixed."""

import pytest

from matters import code_lists
from matters.code_lists import translated
from matters.errors import CodeUnknown, ValueNotInList
from matters.models.matter import Applicant, AuthorityKind, PowerSource
from matters.models.version import CaseKind, Channel, Examination, LimitUnit, ServiceScope
from matters.states import VersionState


@pytest.mark.parametrize("table", code_lists.ALL, ids=lambda table: f"{table.what} {table.standard}")
def test_every_code_goes_in_and_comes_out_as_itself(table):
    assert [table.write(table.read(code)) for code in table.names] == list(table.names)


def test_graded_administration_is_seven_here_and_six_there():
    assert translated("7", code_lists.LEVEL_GB, code_lists.LEVEL_NATIONAL) == "6"


def test_the_sixth_applicant_differs_between_the_lists():
    assert code_lists.APPLICANT_GB.read("6") == "other"
    assert code_lists.APPLICANT_NATIONAL.read("6") == "government"
    assert code_lists.APPLICANT_NATIONAL.write_many(["person", "other"]) == "1,7"


def test_the_third_scope_is_across_cities_in_one_list_and_the_whole_city_in_the_other():
    assert code_lists.SCOPE_GB.read("3") == "cities"
    assert code_lists.SCOPE_NATIONAL.read("3") == "city"
    with pytest.raises(ValueNotInList) as refused:
        translated("3", code_lists.SCOPE_GB, code_lists.SCOPE_NATIONAL)
    assert "通办范围" in refused.value.words


def test_an_unknown_code_is_refused_with_the_codes_there_are():
    with pytest.raises(CodeUnknown) as refused:
        code_lists.CASE_KIND.read("9")
    assert "办件类型" in refused.value.words and "1、2" in refused.value.words


@pytest.mark.parametrize(
    ("table", "names"),
    [
        (code_lists.APPLICANT_NATIONAL, Applicant), (code_lists.CHANNEL_GB, Channel), (code_lists.CASE_KIND, CaseKind),
        (code_lists.AUTHORITY_GB, AuthorityKind), (code_lists.POWER_NATIONAL, PowerSource),
        (code_lists.SCOPE_GB, ServiceScope), (code_lists.SCOPE_NATIONAL, ServiceScope),
        (code_lists.LIMIT_UNIT, LimitUnit), (code_lists.STATE_NATIONAL, VersionState),
        (code_lists.EXAMINATION, Examination),
    ],
)  # fmt: skip
def test_the_names_inside_are_those_of_the_house(table, names):
    assert set(table.names.values()) <= set(names.values)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("食品经营许可证", "出证办结"), ("关于项目核准的批复", "审批办结"), ("批准文件", "出文办结"), ("登记结果", "")],
)
def test_the_result_name_tells_how_a_case_is_closed(name, kind):
    assert code_lists.closing_kind(name) == kind
