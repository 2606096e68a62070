"""Automatic approval (秒批): published by two people, every input recorded, a named system person, a sample reviewed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from applications.models import Authorisation, AutomaticDecision, RuleSet, Signature
from applications.promise_errors import AutomaticallyReviewed, OwnRules, RulesFaulty, RulesNeedInstantMatter
from applications.verbs import automatic
from hall.kernel import clock
from hall.kernel.errors import NotPermitted
from hall.roles import Role
from hall.steps import steps_of
from tests.factories import PartyFactory, StaffFactory
from tests.factories.applications import people

INSTANT = {"case_kind": "instant", "promised_limit": 0, "promised_unit": "none"}
ADULT = {"fact": "applicant.age", "test": "at_least", "value": 16, "basis": "受理条件第1条"}
COMPLETE = {"fact": "materials.complete", "test": "is", "value": True, "basis": "全部材料"}
RARELY = 10


@pytest.fixture
def ours(db, on_a_working_day):
    return people(**INSTANT)


@pytest.fixture
def editor(ours):
    return StaffFactory(hall=ours.hall, roles=[Role.CATALOGUE_EDITOR], department=ours.version.matter.department)


@pytest.fixture
def reviewer(ours):
    return StaffFactory(hall=ours.hall, roles=[Role.CATALOGUE_REVIEWER])


@pytest.fixture
def drafted(ours, editor):
    def make(*conditions, **other):
        given = {
            "matter_code": ours.version.matter.code,
            "conditions": conditions or (ADULT, COMPLETE),
            "opinion": "经系统核验，符合公布的条件，准予办理。",
            "document": "市局授权〔2026〕7号",
            "valid_until": clock.today() + timedelta(days=365),
            "by": editor,
        }
        return automatic.draft_rules(**{**given, **other})

    return make


@pytest.fixture
def rules(drafted, reviewer):
    return automatic.publish_rules(rules_id=drafted().pk, by=reviewer)


def test_what_the_rules_find_right_is_granted_in_the_act_of_accepting(ours, rules):
    application = ours.accepted()
    application.refresh_from_db()
    assert application.state == "awaiting_collection"
    assert application.decision.decided_by.username == "system.instant"
    assert application.decision.decided_by.name == "系统（秒批）"
    signed = Signature.objects.get(application=application)
    assert signed.authorisation == rules.authorisation
    assert application.result and application.documents.filter(kind="grant").exists()


def test_every_input_is_on_record_and_none_is_an_identity_number(ours, rules):
    application = ours.accepted()
    found = AutomaticDecision.objects.get(application=application)
    assert [line["words"] for line in found.inputs] == [
        "申请人年龄（由证件号码）不小于16周岁",
        "全部材料已收齐（含证照共享）：是",
    ]
    assert found.inputs[0]["found"].endswith("周岁") and found.rules == rules
    assert ours.applicant.id_number not in str(found.inputs)
    assert steps_of(application).filter(verb="apply_rules").get().data["granted"] is True


def test_what_does_not_hold_goes_to_a_person_and_is_never_denied(ours, rules):
    child = PartyFactory(id_number="110101201803070017")
    application = ours.accepted(applicant=child)
    application.refresh_from_db()
    assert application.state == "accepted"
    found = AutomaticDecision.objects.get(application=application)
    assert not found.granted and [line["holds"] for line in found.inputs] == [False, True]


def test_an_unknown_age_goes_to_a_person(ours, rules):
    visitor = PartyFactory(id_type="passport", id_number="E12345678")
    application = ours.accepted(applicant=visitor)
    application.refresh_from_db()
    assert application.state == "accepted"


def test_rules_are_kept_by_two_people(ours, drafted, editor, reviewer):
    draft = drafted()
    assert not Authorisation.objects.filter(person__username="system.instant").exists()
    with pytest.raises(NotPermitted):
        automatic.publish_rules(rules_id=draft.pk, by=editor)
    editor.roles = [*editor.roles, Role.CATALOGUE_REVIEWER]
    editor.save()
    with pytest.raises(OwnRules):
        automatic.publish_rules(rules_id=draft.pk, by=editor)
    assert automatic.publish_rules(rules_id=draft.pk, by=reviewer).state == "published"


def test_a_draft_decides_nothing(ours, drafted):
    drafted()
    application = ours.accepted()
    application.refresh_from_db()
    assert application.state == "accepted" and not hasattr(application, "automatic")


def test_only_an_instant_matter_may_have_rules(db, on_a_working_day, drafted, editor):
    other = people()
    wide = StaffFactory(hall=other.hall, roles=[Role.CATALOGUE_EDITOR], department=None)
    with pytest.raises(RulesNeedInstantMatter):
        drafted(matter_code=other.version.matter.code, by=wide)


def test_an_editor_of_another_department_writes_no_rules(ours, drafted):
    with pytest.raises(NotPermitted):
        drafted(by=StaffFactory(hall=ours.hall, roles=[Role.CATALOGUE_EDITOR], department=people().approver.department))


def test_a_faulty_table_is_refused_with_its_rows(drafted):
    with pytest.raises(RulesFaulty) as refused:
        drafted(ADULT, {**ADULT, "fact": "answer:gone"})
    assert "第2行" in refused.value.words


def test_the_next_version_replaces_the_one_in_force(ours, rules, drafted, reviewer):
    later = automatic.publish_rules(rules_id=drafted({**ADULT, "value": 18}).pk, by=reviewer)
    rules.refresh_from_db()
    assert (later.number, rules.state) == (2, "replaced") and rules.authorisation.revoked_at is not None
    assert RuleSet.objects.filter(state="published").count() == 1
    application = ours.accepted()
    assert AutomaticDecision.objects.get(application=application).rules == later


def test_one_person_stops_rules_at_once(ours, rules, editor):
    automatic.stop_rules(rules_id=rules.pk, words="共享数据接口故障", by=editor)
    application = ours.accepted()
    application.refresh_from_db()
    assert application.state == "accepted"


def test_after_the_authorisation_has_ended_people_decide(ours, rules):
    with clock.frozen(clock.now() + timedelta(days=400)):
        application = ours.accepted()
    application.refresh_from_db()
    assert application.state == "accepted"


def test_the_first_decisions_of_a_version_are_all_reviewed(ours, rules, monkeypatch):
    monkeypatch.setattr(automatic, "drawn", lambda percent: False)
    for _ in range(automatic.ALWAYS_REVIEWED + 1):
        ours.accepted()
    due = list(AutomaticDecision.objects.order_by("id").values_list("review_due", flat=True))
    assert all(due[: automatic.ALWAYS_REVIEWED]) and due[-1] is None


def test_a_review_that_finds_a_mistake_stops_the_rules(ours, rules):
    application = ours.accepted()
    found = automatic.review_automatic(
        application_id=application.pk, is_right=False, words="申请人已故，不应准予", by=ours.approver
    )
    rules.refresh_from_db()
    assert (found.verdict, rules.state) == ("wrong", "stopped") and application.number in rules.words
    with pytest.raises(AutomaticallyReviewed):
        automatic.review_automatic(application_id=application.pk, is_right=True, by=ours.approver)


def test_a_review_is_the_departments_own(ours, rules):
    application = ours.accepted()
    with pytest.raises(NotPermitted):
        automatic.review_automatic(application_id=application.pk, is_right=True, by=people().approver)
    assert automatic.review_automatic(application_id=application.pk, is_right=True, by=ours.approver).verdict == "right"


def test_everyone_may_read_the_rules(ours, rules, client):
    page = client.get(reverse("instant-rules", args=[ours.version.matter.code])).content.decode()
    assert "申请人年龄（由证件号码）不小于16周岁" in page and "受理条件第1条" in page and "市局授权〔2026〕7号" in page


def test_the_public_does_not_see_a_draft(ours, drafted, client):
    drafted()
    page = client.get(reverse("instant-rules", args=[ours.version.matter.code])).content.decode()
    assert "周岁" not in page and "由工作人员审批" in page


def test_an_editor_writes_the_table_and_a_reviewer_publishes_it_in_the_browser(ours, editor, reviewer, client):
    code = ours.version.matter.code
    client.force_login(editor)
    assert "申请人年龄" in client.get(reverse("rules-draft", args=[code])).content.decode()
    sent = {
        "case-0": "", "fact-0": "applicant.age", "test-0": "at_least", "value-0": "十八", "basis-0": "受理条件第1条",
        "case-1": "", "fact-1": "materials.complete", "test-1": "is", "value-1": "是", "basis-1": "材料清单",
        "opinion": "符合条件，准予办理。", "document": "授权〔2026〕1号", "sample_percent": "20",
        "valid_until": (clock.today() + timedelta(days=200)).isoformat(),
    }  # fmt: skip
    wrong = client.post(reverse("rules-draft", args=[code]), sent)
    assert wrong.status_code == 422 and "第1行：“申请人年龄" in wrong.content.decode()
    assert 'value="十八"' in wrong.content.decode()
    assert client.post(reverse("rules-draft", args=[code]), {**sent, "value-0": "18"}).status_code == 302
    draft = RuleSet.objects.get()
    assert draft.conditions[0]["value"] == 18 and draft.conditions[1]["value"] is True
    client.force_login(reviewer)
    assert "发布施行" in client.get(reverse("rules", args=[code])).content.decode()
    client.post(reverse("rules-act", args=[code, draft.pk, "publish"]))
    draft.refresh_from_db()
    assert draft.state == "published" and draft.decided_by == reviewer
    assert "第 1 版" in client.get(reverse("rules-desk")).content.decode()


def test_the_desk_costs_the_same_queries_however_many_matters(
    ours, rules, reviewer, client, django_assert_max_num_queries
):
    client.force_login(reviewer)
    client.get(reverse("rules-desk"))
    with django_assert_max_num_queries(RARELY):
        client.get(reverse("rules-desk"))


def test_the_approver_reads_every_input_and_reviews_the_sample(ours, rules, client):
    application = ours.accepted()
    client.force_login(ours.approver)
    assert application.number in client.get(reverse("rules-reviews")).content.decode()
    page = client.get(reverse("application", args=[application.number])).content.decode()
    assert "秒批判定" in page and "申请人年龄（由证件号码）不小于16周岁" in page
    client.post(reverse("application-promise", args=[application.number, "review"]), {"is_right": "1"})
    assert AutomaticDecision.objects.get().verdict == "right"


def test_the_rules_are_kept_and_read_over_the_api(ours, editor, reviewer, client):
    code = ours.version.matter.code
    sent = {
        "conditions": [ADULT, COMPLETE], "opinion": "符合条件，准予办理。", "document": "授权〔2026〕1号",
        "valid_until": (clock.today() + timedelta(days=90)).isoformat(),
    }  # fmt: skip
    client.force_login(editor)
    made = client.post(f"/api/v1/matters/{code}/rules/draft/", sent, content_type="application/json")
    assert made.status_code == 201, made.content
    publish = f"/api/v1/rules/{made.json()['id']}/publish/"
    assert client.post(publish, {}, content_type="application/json").status_code == 403
    client.force_login(reviewer)
    assert client.post(publish, {}, content_type="application/json").json()["state"] == "published"
    client.logout()
    (version,) = client.get(f"/api/v1/matters/{code}/rules/").json()
    assert version["rows"][0]["words"] == "申请人年龄（由证件号码）不小于16周岁"
    application = ours.accepted()
    client.force_login(ours.approver)
    assert client.get("/api/v1/rules/reviews/").json()[0]["number"] == application.number
    reviewed = client.post(
        f"/api/v1/applications/{application.number}/automatic/review/", {"is_right": True},
        content_type="application/json",
    )  # fmt: skip
    assert reviewed.json()["verdict"] == "right" and len(reviewed.json()["inputs"]) == 2
