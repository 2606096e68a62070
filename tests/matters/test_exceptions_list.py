"""The exceptions list of the publish gate: two people, a reason and a source for each name; nothing else passes."""

import pytest
from django.db import IntegrityError, transaction

from hall.kernel.errors import NotPermitted, StateConflict
from hall.roles import Role
from hall.steps import steps_of
from matters.errors import (
    CatchAllFound,
    ExceptionExists,
    ExceptionIncomplete,
    ExceptionNeedless,
    ExceptionTooWide,
    ReasonMissing,
    SamePersonReviews,
)
from matters.models import WordingException
from matters.queries.gate import allowed_wordings, findings_of
from matters.verbs import exceptions, versions
from tests.factories import MaterialFactory, StaffFactory, VersionFactory, a_published_matter

pytestmark = pytest.mark.django_db

NAME = "其他材料费明细表"


@pytest.fixture
def editor():
    return StaffFactory(roles=[Role.CATALOGUE_EDITOR], hall=None)


@pytest.fixture
def reviewer():
    return StaffFactory(roles=[Role.CATALOGUE_REVIEWER], hall=None)


@pytest.fixture
def publisher():
    return StaffFactory(roles=[Role.CATALOGUE_PUBLISHER], hall=None)


def proposed(by, **changes):
    said = {"words": NAME, "reason": "经费预算表的固定名称", "source": "科研项目经费预算书附表三"} | changes
    return exceptions.propose_exception(by=by, **said)


def a_submitted_draft(editor, material):
    draft = VersionFactory(matter=a_published_matter().matter, number=2, state="draft", in_force=None)
    MaterialFactory(version=draft, order=1, name=material)
    return versions.submit(version_id=draft.pk, by=editor)


def test_a_real_name_is_refused_until_two_people_stand_for_it(editor, reviewer, publisher):
    draft = a_submitted_draft(editor, NAME)
    row = proposed(editor)
    with pytest.raises(CatchAllFound):
        versions.review(version_id=draft.pk, by=reviewer)
    draft.refresh_from_db()
    assert draft.state == "submitted"
    exceptions.allow_exception(exception_id=row.pk, words="见附表三", by=reviewer)
    versions.review(version_id=draft.pk, by=reviewer)
    assert versions.publish(version_id=draft.pk, by=publisher).state == "published"
    assert [step.verb for step in steps_of(row)] == ["propose_exception", "allow_exception"]


def test_the_gate_names_every_clause_with_its_place_and_a_proposal(editor, reviewer, publisher):
    draft = VersionFactory(state="draft", in_force=None, conditions=["视情况提供", "有固定场所"])
    MaterialFactory(version=draft, order=1, name="其 它 相关材料")
    MaterialFactory(version=draft, order=2, name="营业执照", note="具体要求另行通知")
    versions.submit(version_id=draft.pk, by=editor)
    with pytest.raises(CatchAllFound) as refused:
        versions.review(version_id=draft.pk, by=reviewer)
    said = refused.value.words
    assert "受理条件第 1 项" in said and "申请材料第 1 项名称" in said and "“营业执照”的填报须知" in said
    assert "“其 它 相关材料”" in said and said.count("请这样改") == 3


def test_whoever_proposes_does_not_review():
    both = StaffFactory(roles=[Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER], hall=None)
    row = proposed(both)
    for act in (exceptions.allow_exception, exceptions.refuse_exception):
        with pytest.raises(SamePersonReviews):
            act(exception_id=row.pk, words="好", by=both)
    with pytest.raises(IntegrityError), transaction.atomic():
        WordingException.objects.filter(pk=row.pk).update(
            state="allowed", reviewed_by=both, reviewed_at=row.proposed_at
        )
    assert allowed_wordings() == ()


def test_an_exception_is_refused_with_words_and_an_ended_one_no_longer_passes(editor, reviewer, publisher):
    row = proposed(editor)
    with pytest.raises(ReasonMissing):
        exceptions.refuse_exception(exception_id=row.pk, words=" ", by=reviewer)
    exceptions.refuse_exception(exception_id=row.pk, words="查无此表", by=reviewer)
    with pytest.raises(StateConflict):
        exceptions.allow_exception(exception_id=row.pk, by=reviewer)
    again = proposed(editor)
    exceptions.allow_exception(exception_id=again.pk, by=reviewer)
    assert [allowed.words for allowed in allowed_wordings()] == [NAME]
    exceptions.end_exception(exception_id=again.pk, reason="表格已废止", by=publisher)
    assert allowed_wordings() == ()


@pytest.mark.parametrize("words", ["其他材料", "其他相关材料", "等材料", "另行通知", "其他材料等", "有关材料"])
def test_a_clause_is_no_name_and_cannot_become_an_exception(editor, words):
    with pytest.raises(ExceptionTooWide):
        proposed(editor, words=words)


def test_needless_repeated_and_incomplete_proposals_are_told_so(editor):
    with pytest.raises(ExceptionNeedless):
        proposed(editor, words="高等学校毕业证书")
    with pytest.raises(ExceptionIncomplete) as refused:
        proposed(editor, source=" ")
    assert "出处" in refused.value.words
    proposed(editor)
    with pytest.raises(ExceptionExists):
        proposed(editor)
    assert proposed(editor, place="name").place == "name"


@pytest.mark.parametrize("role", [Role.WINDOW_CLERK, Role.CATALOGUE_PUBLISHER, Role.HALL_MANAGER])
def test_others_do_not_propose(role):
    with pytest.raises(NotPermitted):
        proposed(StaffFactory(roles=[role]))


def test_editors_do_not_allow(editor):
    with pytest.raises(NotPermitted):
        exceptions.allow_exception(exception_id=proposed(editor).pk, by=StaffFactory(roles=[Role.CATALOGUE_EDITOR]))


def test_an_exception_for_one_matter_helps_no_other(editor, reviewer):
    mine, other = a_published_matter(), a_published_matter()
    for version in (mine, other):
        MaterialFactory(version=version, order=9, name=NAME)
    row = proposed(editor, matter_code=mine.matter.code)
    exceptions.allow_exception(exception_id=row.pk, by=reviewer)
    assert findings_of(mine) == [] and len(findings_of(other)) == 1
