"""Each rule across fields names its field and says what to write; the database holds what it can."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hall.kernel import clock
from matters.catalogue_file.rules import RULES
from matters.catalogue_file.standard_rules import WHOLE_RULES
from matters.codes import generation_of
from matters.models import BasicItem, Material, Matter, MatterVersion
from tests.factories import BasicItemFactory, MaterialFactory, MatterFactory, VersionFactory, a_published_matter
from tests.matters.lines import MATERIAL, a_line

FEE = {"charged": True, "item": "工本费", "standard": "每本 10 元", "basis": "发改价格〔2019〕914 号"}


def faults(**changes):
    row = a_line(1, **changes)
    return {field: f"{what}。{todo}" for rule in RULES for field, what, todo in rule(row)}


def with_material(**changes):
    return {"materials": [deepcopy(MATERIAL), {**MATERIAL, "name": "场地使用证明", **changes}]}


def test_a_right_line_breaks_no_rule():
    assert faults() == {}


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"promised_limit": 21}, "promised_limit", "长于法定"),
        ({"promised_limit": 18, "statutory_unit": "natural_day"}, "promised_unit", "单位不同"),
        ({"promised_limit": 1, "promised_unit": "month"}, "promised_unit", "单位不同"),
        ({"promised_limit": 0}, "promised_limit", "即办件"),
        ({"promised_unit": "none"}, "promised_unit", "缺少单位"),
        ({"statutory_limit": None}, "statutory_unit", "法定时限"),
        ({"fee": {**FEE, "basis": " "}}, "fee", "收费依据"),
        ({"fee": {**FEE, "charged": False, "pay_online": True}}, "fee", "不能网上缴费"),
        ({"online_depth": "4"}, "visits", "全程网办"),
        ({"channels": ["window"]}, "channels", "网上"),
        ({"channels": ["window"], "online_depth": "1", "visits": 0}, "channels", "快递"),
        ({"one_window": True, "stationed": False}, "one_window", "进驻"),
        ({"supervise_phone": "010-82691213"}, "supervise_phone", "相同"),
        ({"consult_phone": "82691213"}, "consult_phone", "区号"),
        ({"process": [{"step": "受理", "days": 1, "by": "窗口"}]}, "process", "审核、审批、办结、送达"),
        ({"power_source": "entrusted_above"}, "entrusted_by", "委托部门"),
        ({"authority_kind": "entrusted", "entrusted_by": " "}, "entrusted_by", "委托部门"),
        ({"applicants": ["person"], "themes": ["投资审批"]}, "themes", "法人主题"),
        ({"result": {"kind": "none", "name": "回执", "valid_years": 0}}, "result", "结果"),
        ({"planned_from": "2027-01-01", "planned_until": "2026-12-31"}, "planned_until", "晚于"),
        ({"daily_appointments": 20}, "daily_appointments", "可预约"),
        ({"matter_type": "07"}, "matter_type", "类型"),
        ({"basic_code": "0111016001"}, "basic_code", "2016 版"),
        ({"implementation_code": "A" * 24}, "implementation_code", "2016 版"),
        ({"handling_code": "1" * 33}, "handling_code", "前 31 位"),
        (with_material(may_be_late=True), "materials[2].late_days", "补交期限"),
        (with_material(necessity="conditional"), "materials[2].condition", "何种情形"),
        (with_material(originals=0), "materials[2].originals", "原件份数"),
        (with_material(kind="copy"), "materials[2].copies", "复印件份数"),
        (with_material(exemption="licence"), "materials[2].exemption", "电子证照"),
        (with_material(promise_template="承诺书.pdf"), "materials[2].promise_template", "承诺书模板"),
        (with_material(medium="electronic", paper_size="A4"), "materials[2].paper_size", "纸质规格"),
        (with_material(name=MATERIAL["name"]), "materials", "列了两次"),
    ],
)
def test_each_rule_names_its_field_and_says_what_is_wrong(changes, field, words):
    found = faults(**changes)
    assert field in found and words in found[field], found


WHOLE = {
    "visit_reason": "核验原件", "channels": ["window", "web"], "place": "", "hours": "",
    "faq": [{"question": "多久？", "answer": "七个工作日。"}],
    "fee": {"charged": False, "item": "", "standard": "", "basis": ""},
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"fee": {**FEE, "item": ""}}, "fee", "收费项目"),
        ({"visit_reason": ""}, "visit_reason", "必须到现场的原因"),
        ({"channels": []}, "channels", "办理形式"),
        ({"stationed": False, "one_window": False, "place": "", "hours": ""}, "place", "办理地点"),
        ({"faq": []}, "faq", "常见问题"),
        (with_material(legal_basis=""), "materials[2].legal_basis", "法律依据"),
        ({"conditions": []}, "conditions", "受理条件"),
        ({"materials": []}, "materials", "申请材料"),
        (
            with_material(name="甲表", legal_basis="", shared_licence="营业执照", exemption=""),
            "materials[2].exemption",
            "共享证照",
        ),
    ],
)
def test_what_a_draft_may_not_leave_empty_is_named_when_it_is_handed_in(changes, field, words):
    row = {**a_line(1), **WHOLE, **changes}
    row["materials"] = [{"legal_basis": "第三条", "exemption": "", **material} for material in row["materials"]]
    found = {field: what for rule in WHOLE_RULES for field, what, _ in rule(row)}
    assert list(found) == [field] and words in found[field]


def test_a_file_may_leave_the_later_fields_empty():
    assert faults(**{**WHOLE, "visit_reason": "", "channels": [], "faq": []}) == {}


@pytest.mark.parametrize(
    ("code", "generation"),
    [
        ("0111016001", "2016"), ("A" * 24, "2016"), ("000114108003", "2018"),
        ("11370828MB286029024000114108003", "2018"), ("11370828MB28602902400011410800301", "2018"), ("12345", ""),
    ],
)  # fmt: skip
def test_two_generations_of_codes_are_told_apart(code, generation):
    assert generation_of(code) == generation


def refused(name):
    """The database refuses, and the constraint bears this name."""
    return pytest.raises(IntegrityError, match=name)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"promised_limit": 21}, "promise_is_never_longer_than_the_law"),
        ({"promised_limit": 21, "statutory_unit": "natural_day"}, "promise_is_never_longer_than_the_law"),
        ({"promised_unit": "none"}, "promised_limit_has_a_unit"),
        ({"case_kind": "instant"}, "instant_means_promised_at_once"),
        ({"fee": {"charged": True, "standard": "10 元", "basis": ""}}, "fee_has_basis_and_standard"),
        ({"fee": {"charged": True}}, "fee_has_basis_and_standard"),
        ({"fee": {"charged": False, "pay_online": True}}, "no_fee_no_online_payment"),
        ({"online_depth": "4"}, "wholly_online_needs_no_visit"),
        ({"state": "paused"}, "paused_version_says_why"),
        ({"supervise_phone": "010-55000001"}, "complaints_are_heard_on_another_telephone"),
    ],
)
def test_the_database_holds_the_rule_of_the_standard(changes, constraint):
    with refused(constraint), transaction.atomic():
        VersionFactory(**changes)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"implementation_code": "123"}, "implementation code"),
        ({"handling_code": "9" * 33}, "handling_code_continues_implementation_code"),
        ({"code": "anything"}, "matter_code_is_its_leaf_code"),
        ({"power_source": "entrusted_peer"}, "entrusted_matter_names_who_entrusted_it"),
        ({"is_stationed": False}, "one_window_matter_is_stationed"),
        ({"old_basic_code": "00011"}, "codes_of_2016_keep_their_own_length"),
    ],
)
def test_the_database_holds_the_rule_of_the_matter(changes, constraint):
    matter = MatterFactory()
    with refused(f"{constraint}|implementation_code_ends"), transaction.atomic():
        Matter.objects.filter(pk=matter.pk).update(**changes)


@pytest.mark.django_db
def test_an_implementation_with_handling_items_is_no_matter_itself():
    item = BasicItemFactory()
    parent = MatterFactory(basic_item=item)
    code = parent.implementation_code
    with refused("implementation_with_handling_items_is_no_matter"), transaction.atomic():
        MatterFactory(
            basic_item=item, department=parent.department, implementation_code=code, handling_code=code + "01",
            code=code + "01",
        )  # fmt: skip


@pytest.mark.django_db
def test_a_main_item_with_sub_items_cannot_be_applied_for_and_the_other_way_round():
    main = BasicItem.objects.create(code="110199001000", name="主项", matter_type="01")
    BasicItem.objects.create(code="110199001001", name="子项", matter_type="01", parent=main)
    with refused("sub-items"), transaction.atomic():
        MatterFactory(basic_item=main)
    leaf = MatterFactory()
    with refused("takes no sub-items"), transaction.atomic():
        BasicItemFactory(parent=leaf.basic_item)


@pytest.mark.django_db
class TestPublishedNeverChanges:
    """What was published stays: refused by the database itself, whoever asks."""

    @pytest.fixture
    def sealed(self):
        version = a_published_matter()
        MatterVersion.objects.filter(pk=version.pk).update(sealed_at=clock.now())
        version.refresh_from_db()
        return version

    @pytest.mark.parametrize(
        "changes",
        [
            {"promised_limit": 3},
            {"conditions": ["不同的条件"]},
            {"fingerprint": "0" * 64},
            {"sealed_at": None},
            {"state": "draft"},
            {"number": 9},
            {"questions": [{"id": "who"}]},
            {"name": "另一个名称"},
        ],
    )
    def test_its_text_cannot_be_changed(self, sealed, changes):
        with refused("never changes"), transaction.atomic():
            MatterVersion.objects.filter(pk=sealed.pk).update(**changes)

    def test_its_materials_cannot_be_changed_added_or_taken_away(self, sealed):
        material = sealed.materials.first()
        for act in (
            lambda: Material.objects.filter(pk=material.pk).update(originals=5),
            lambda: Material.objects.filter(pk=material.pk).delete(),
            lambda: MaterialFactory(version=sealed, order=99),
            lambda: Material.objects.filter(pk=MaterialFactory().pk).update(version=sealed),
        ):
            with refused("never changes"), transaction.atomic():
                act()

    def test_it_cannot_be_deleted_nor_its_beginning_moved(self, sealed):
        with refused("never changes"), transaction.atomic():
            MatterVersion.objects.filter(pk=sealed.pk).delete()
        begun = sealed.in_force.lower - timedelta(days=1)
        with refused("never changes"), transaction.atomic():
            MatterVersion.objects.filter(pk=sealed.pk).update(in_force=(begun, None))

    def test_its_state_and_its_end_still_move(self, sealed):
        ended = (sealed.in_force.lower, clock.now())
        MatterVersion.objects.filter(pk=sealed.pk).update(state="replaced", in_force=ended)

    def test_a_draft_is_still_free(self):
        draft = VersionFactory(state="draft", in_force=None)
        material = MaterialFactory(version=draft)
        Material.objects.filter(pk=material.pk).update(originals=5)
        MatterVersion.objects.filter(pk=draft.pk).update(conditions=["改过"])
