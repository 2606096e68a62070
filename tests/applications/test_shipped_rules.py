"""The rules shipped for matters of the catalogue: they fit its standards, and decide what they should from the counter."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from applications.completeness import Tick
from applications.models import AutomaticDecision, RuleSet
from applications.rules import conditions_of
from applications.verbs import automatic
from hall.kernel import clock
from hall.roles import Role
from tests.factories import MaterialFactory, PartyFactory, StaffFactory, VersionFactory
from tests.factories.applications import people

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = json.loads((ROOT / "applications/data/instant_rules.json").read_text(encoding="utf-8"))
CODES = {row["code"] for row in SHIPPED}
GIVEN_BACK = ("kind", "medium", "necessity", "condition", "shared_licence", "may_be_promised", "acceptance_standard")


def catalogue():
    """The lines of the shipped catalogue that have rules, with their questions."""
    lines = {}
    for line in (ROOT / "matters/data/catalogue.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        code = row.get("handling_code") or row["implementation_code"]
        if code in CODES:
            lines[code] = row
    questions = {}
    for file in (ROOT / "matters/data/questions").glob("*.jsonl"):
        for line in file.open(encoding="utf-8"):
            row = json.loads(line)
            questions[row["code"]] = row["questions"]
    return {code: (row, questions.get(code, [])) for code, row in lines.items()}


@pytest.fixture(scope="module")
def lines():
    return catalogue()


def standard(row, questions):
    """The standard of one line in force."""
    version = VersionFactory(
        case_kind=row["case_kind"], promised_limit=0, promised_unit="none", questions=questions, statutory_limit=None,
        statutory_unit="none", conditions=row["conditions"],
    )  # fmt: skip
    for order, one in enumerate(row["materials"], 1):
        MaterialFactory(
            version=version, order=order, name=one["name"], **{key: one[key] for key in GIVEN_BACK if key in one}
        )
    return version


def published(version, rules):
    """Drafted by one person and published by another."""
    drafted = automatic.draft_rules(
        matter_code=version.matter.code,
        valid_until=clock.today() + timedelta(days=365),
        document="授权〔2026〕1号",
        by=StaffFactory(roles=[Role.CATALOGUE_EDITOR]),
        **{name: rules[name] for name in ("conditions", "opinion", "sample_percent")},
    )
    return automatic.publish_rules(rules_id=drafted.pk, by=StaffFactory(roles=[Role.CATALOGUE_REVIEWER]))


def made(lines, name):
    """People, and the rules of a shipped matter in force."""
    rules = next(row for row in SHIPPED if row["matter"] == name)
    version = standard(*lines[rules["code"]])
    published(version, rules)
    return people(version=version)


def ticks(ours, **named):
    """As at the counter: shared licences called up, conditional ones not needed unless named, the rest brought."""
    usual = {"conditional": "not_needed", "required": "have"}
    return [
        Tick(one.pk, named.get(one.name) or ("shared" if one.shared_licence else usual[one.necessity]))
        for one in ours.version.materials.order_by("order")
    ]


def accepted(ours, named=None, **given):
    application = ours.accepted(ticks=ticks(ours, **(named or {})), **given)
    application.refresh_from_db()
    return application.state


def born(years_ago, place="110101", serial="003"):
    """An identity number of somebody of this age."""
    year = clock.today().year - years_ago
    body = f"{place}{year}0101{serial}"
    total = sum(int(d) * w for d, w in zip(body, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    return body + "10X98765432"[total % 11]


def test_at_least_ten_matters_of_the_catalogue_have_rules_that_fit_their_standard(db, on_a_working_day, lines):
    for rules in SHIPPED:
        row, questions = lines[rules["code"]]
        assert row["name"] == rules["matter"] and row["case_kind"] == "instant"
        published(standard(row, questions), rules)
    assert RuleSet.objects.filter(state="published").count() == len(SHIPPED) >= 10


def test_no_shipped_rule_is_empty_talk():
    for rules in SHIPPED:
        facts = {row.fact for row in conditions_of(rules["conditions"])}
        assert len(facts) >= 4, rules["matter"]
        assert facts & {"applicant.age", "applicant.kind", "answer:party"}, rules["matter"]


def test_a_library_card_from_sixteen_alone_and_below_with_a_guardian(db, on_a_working_day, lines):
    ours = made(lines, "公共图书馆读者证办理")
    guardian = PartyFactory()
    assert accepted(ours, applicant=PartyFactory(id_number=born(17))) == "awaiting_collection"
    assert accepted(ours, applicant=PartyFactory(id_number=born(12))) == "accepted"
    child = PartyFactory(id_number=born(9))
    assert accepted(ours, applicant=child, agent=guardian) == "awaiting_collection"
    assert accepted(ours, applicant=child, agent=guardian) == "accepted", "one card each"


def test_unemployment_is_registered_on_a_promise_at_once_and_verified_later(db, on_a_working_day, lines):
    ours = made(lines, "失业登记")
    named = {"解除或者终止劳动关系证明": "promised", "毕业证书": "not_needed"}
    young = PartyFactory(id_number=born(30))
    application = ours.accepted(ticks=ticks(ours, **named), answers={"from": "job"}, applicant=young)
    application.refresh_from_db()
    assert application.state == "awaiting_collection" and application.verification.state == "pending"
    retired = PartyFactory(id_number=born(66))
    assert accepted(ours, named, answers={"from": "job"}, applicant=retired) == "accepted"


def test_a_lost_food_permit_is_replaced_for_its_company_only(db, on_a_working_day, lines):
    ours = made(lines, "食品经营许可（补证）")
    named = {"食品经营许可证遗失声明": "have", "损坏的食品经营许可证": "not_needed"}
    company = PartyFactory(kind="organisation", id_type="credit_code", id_number="91350100M000100Y43")
    answers = {"kind": "this", "why": "lost"}
    assert accepted(ours, named, answers=answers, applicant=company) == "awaiting_collection"
    assert accepted(ours, named, answers=answers, applicant=PartyFactory()) == "accepted"
    found = AutomaticDecision.objects.filter(granted=False).get()
    assert [line["words"] for line in found.inputs if not line["holds"] and not line["case"]] == [
        "申请人类别：法人或其他组织"
    ]
