"""Reading a catalogue file: errors in words, all or nothing, and nothing changes the second time."""

import pytest
from django.core.management import CommandError, call_command

from hall.models import Step
from hall.permissions import system_person
from matters.catalogue_file.reading import read_catalogue
from matters.models import BasicItem, Material, Matter, MatterVersion
from matters.queries.catalogue import matter_by_code, tick_list, version_in_force
from matters.verbs.importing import import_catalogue
from tests.factories import DepartmentFactory
from tests.matters.lines import CREDIT_CODE, MATERIAL, a_file, a_line

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def department():
    return DepartmentFactory(code="scjgj", short_name="市市场监管局", credit_code=CREDIT_CODE)


def read(folder, *lines):
    """Import lines that must be right."""
    rows, problems = read_catalogue(a_file(folder, *lines))
    assert [str(problem) for problem in problems] == []
    return import_catalogue(rows=rows, by=system_person("import"))


def words(folder, *lines):
    """What the reader says of these lines."""
    return "\n".join(str(problem) for problem in read_catalogue(a_file(folder, *lines))[1])


def test_a_file_becomes_published_matters_with_history_and_steps(tmp_path):
    outcome = read(tmp_path, a_line(1), a_line(2), a_line(3))
    assert (outcome.added, outcome.changed, outcome.unchanged) == (3, 0, 0)
    version = version_in_force(matter_by_code(a_line(2)["implementation_code"]))
    assert [material.name for material in tick_list(version)] == ["食品经营许可申请书", "经营场所平面布局图"]
    assert MatterVersion.history.count() == 3
    assert Step.objects.filter(verb="publish", subject_type="matters.matterversion").count() == 3


def test_reading_the_same_file_again_changes_nothing(tmp_path):
    read(tmp_path, a_line(1), a_line(2))
    before = (Matter.objects.count(), MatterVersion.objects.count(), Material.objects.count(), Step.objects.count())
    outcome = read(tmp_path, a_line(1), a_line(2))
    assert (outcome.added, outcome.changed, outcome.described, outcome.unchanged) == (0, 0, 0, 2)
    after = (Matter.objects.count(), MatterVersion.objects.count(), Material.objects.count(), Step.objects.count())
    assert after == before


def test_a_changed_line_becomes_a_new_version_and_ends_the_old_one(tmp_path):
    read(tmp_path, a_line(1), a_line(2))
    outcome = read(tmp_path, a_line(1, promised_limit=5), a_line(2))
    assert (outcome.added, outcome.changed, outcome.unchanged) == (0, 1, 1)
    old, new = MatterVersion.objects.filter(matter__name__endswith="1").order_by("number")
    assert (old.state, new.state, new.number, new.promised_limit) == ("replaced", "published", 2, 5)
    assert old.in_force.upper == new.in_force.lower


def test_new_everyday_words_change_the_matter_but_make_no_new_version(tmp_path):
    read(tmp_path, a_line(1))
    outcome = read(tmp_path, a_line(1, aliases=["开饭店", "开餐馆"]))
    assert (outcome.changed, outcome.described, outcome.unchanged) == (0, 1, 1)
    assert "开餐馆" in Matter.objects.get().search_text


def test_a_matter_that_the_file_does_not_name_is_reported_and_left_alone(tmp_path):
    read(tmp_path, a_line(1), a_line(2))
    outcome = read(tmp_path, a_line(1))
    assert outcome.missing == [a_line(2)["implementation_code"]]
    assert version_in_force(matter_by_code(outcome.missing[0]))


def test_a_sub_item_hangs_under_its_main_item(tmp_path):
    sub = a_line(7, name="食品经营许可（延续）", basic_code="110131007003")
    sub["implementation_code"] = f"{CREDIT_CODE}2110131007003"
    read(tmp_path, sub)
    assert BasicItem.objects.get(code="110131007003").parent.code == "110131007000"


def test_a_handling_item_is_found_by_its_own_code(tmp_path):
    code = a_line(1)["implementation_code"]
    read(
        tmp_path,
        a_line(1, handling_code=code + "01"),
        a_line(1, handling_code=code + "02", name="食品经营许可（补证）"),
    )
    assert matter_by_code(code + "02").name == "食品经营许可（补证）"


WRONG = [
    ({"name": ""}, "name", "不能为空"),
    ({"basic_code": "11013100100"}, "basic_code", "12 位数字"),
    ({"implementation_code": "11110000000026892F2110131001000"}, "implementation_code", "校验位不符"),
    ({"implementation_code": f"{CREDIT_CODE}3110131001000"}, "implementation_code", "与行使层级 2 不一致"),
    ({"implementation_code": f"{CREDIT_CODE}2110131002000"}, "implementation_code", "与基本编码不一致"),
    ({"handling_code": f"{CREDIT_CODE}211013100100001"[:-1] + "x"}, "handling_code", "33 位"),
    ({"matter_type": "07"}, "matter_type", "与基本编码中的类型 01 不一致"),
    ({"matter_type": "02"}, "matter_type", "行政处罚不是依申请事项"),
    ({"matter_type": "99"}, "matter_type", "只能写 01（行政许可）"),
    ({"case_kind": "instant"}, "promised_limit", "即办件的承诺时限应为 0"),
    ({"promised_limit": 0}, "promised_limit", "承诺件应大于 0"),
    ({"promised_limit": 21}, "promised_limit", "长于法定时限"),
    ({"promised_limit": 2, "promised_unit": "month"}, "promised_unit", "单位不同"),
    ({"statutory_unit": "natural_day", "promised_limit": 2, "promised_unit": "month"}, "promised_limit", "长于法定"),
    ({"statutory_limit": None}, "statutory_unit", "单位写 none"),
    ({"fee": {"charged": True, "standard": "", "basis": ""}}, "fee", "收费标准和收费依据"),
    ({"online_depth": "4"}, "visits", "到现场次数应为 0"),
    ({"supervise_phone": "010-82691213"}, "supervise_phone", "与咨询电话相同"),
    ({"stationed": False}, "one_window", "先进驻大厅"),
    ({"process": [{"step": "受理", "days": 1, "by": "窗口"}]}, "process", "缺少审核、审批、办结、送达"),
    ({"materials": []}, "materials", "1 到 60 项"),
    ({"materials": [MATERIAL, MATERIAL]}, "materials", "列了两次"),
    ({"materials": [MATERIAL, {**MATERIAL, "name": "其 他 材料"}]}, "materials[2].name", "兜底条款"),
    ({"materials": [MATERIAL, {**MATERIAL, "name": "租赁合同", "may_be_late": True}]}, "late_days", "补交期限"),
    ({"materials": [MATERIAL, {**MATERIAL, "name": "租赁合同", "necessity": "conditional"}]}, "condition", "何种情形"),
    ({"materials": [MATERIAL, {**MATERIAL, "name": "租赁合同", "kind": "scan"}]}, "materials", "只能写 original"),
    ({"conditions": ["法律、法规规定的其他条件"]}, "conditions[1]", "兜底条款"),
    ({"colour": "red"}, "colour", "没有这个字段"),
    ({"visits": "1"}, "visits", "整数"),
    ({"stationed": "yes"}, "stationed", "true 或 false"),
]


@pytest.mark.parametrize(("change", "field", "what"), WRONG)
def test_a_fault_is_told_with_line_field_and_what_to_write(tmp_path, change, field, what):
    said = words(tmp_path, a_line(9, name="排污许可"), {**a_line(1), **change})
    if field is None:
        assert said == ""
    else:
        assert said.startswith("第 2 行") and field in said and what in said


def test_broken_json_repeated_codes_and_names_and_an_empty_file_are_named(tmp_path):
    assert "第 1 行：不是有效的 JSON" in words(tmp_path, "{not json")
    assert "第 1 行：每行应为一个 JSON 对象" in words(tmp_path, "[1]")
    assert "与第 1 行重复" in words(tmp_path, a_line(1), a_line(1))
    assert "文件里没有事项" in words(tmp_path, "")
    path = tmp_path / "gbk.jsonl"
    path.write_bytes("名称".encode("gbk"))
    assert "不是 UTF-8 编码" in str(read_catalogue(path)[1][0])


def test_one_wrong_line_leaves_everything_as_it_was(tmp_path):
    path = a_file(tmp_path, a_line(1), a_line(2, promised_limit=99))
    with pytest.raises(CommandError, match="没有任何改动"):
        call_command("import_catalogue", path)
    assert Matter.objects.count() == 0


def test_an_unknown_department_and_a_foreign_credit_code_are_refused(tmp_path, department):
    path = a_file(tmp_path, a_line(1, department="nobody"))
    with pytest.raises(CommandError, match="共 1 处"):
        call_command("import_catalogue", path)
    department.credit_code = "1111000000002888XF"
    department.save()
    with pytest.raises(CommandError, match="共 1 处"):
        call_command("import_catalogue", a_file(tmp_path, a_line(1)))
    assert Matter.objects.count() == 0


def test_a_dry_run_writes_nothing_and_says_what_it_would_do(tmp_path, capsys):
    call_command("import_catalogue", a_file(tmp_path, a_line(1), a_line(2)), "--dry-run")
    said = capsys.readouterr().out
    assert "试运行" in said and "新增 2" in said
    assert Matter.objects.count() == 0


def test_the_command_says_that_a_second_reading_changed_nothing(tmp_path, capsys):
    path = a_file(tmp_path, a_line(1), a_line(2))
    call_command("import_catalogue", path)
    call_command("import_catalogue", path)
    assert "未变化 2" in capsys.readouterr().out
