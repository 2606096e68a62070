"""Versions of a standard: three pairs of eyes, one in force at any instant, pausing with a reason."""

from datetime import timedelta

import pytest

from hall.kernel import clock
from hall.kernel.errors import NotPermitted, StateConflict
from hall.roles import Role
from hall.steps import steps_of
from matters.errors import CatchAllFound, MatterNotAvailable, ReasonMissing, SamePerson, VersionIncomplete
from matters.queries.catalogue import version_in_force
from matters.verbs import versions
from tests.factories import MaterialFactory, StaffFactory, VersionFactory, a_published_matter

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return StaffFactory(roles=[Role.CATALOGUE_EDITOR], hall=None)


@pytest.fixture
def reviewer():
    return StaffFactory(roles=[Role.CATALOGUE_REVIEWER], hall=None)


@pytest.fixture
def publisher():
    return StaffFactory(roles=[Role.CATALOGUE_PUBLISHER], hall=None)


def a_reviewed_draft(current, editor, reviewer):
    draft = VersionFactory(matter=current.matter, number=current.number + 1, state="draft", in_force=None)
    MaterialFactory(version=draft, order=1)
    versions.submit(version_id=draft.pk, by=editor)
    return versions.review(version_id=draft.pk, by=reviewer)


def test_a_reviewed_version_replaces_the_one_in_force_and_gets_a_fingerprint(editor, reviewer, publisher):
    current = a_published_matter()
    draft = a_reviewed_draft(current, editor, reviewer)
    published = versions.publish(version_id=draft.pk, by=publisher)
    current.refresh_from_db()
    assert current.state == "replaced"
    assert current.in_force.upper == published.in_force.lower
    assert version_in_force(current.matter) == published
    assert len(published.fingerprint) == 64 and published.fingerprint != draft.fingerprint
    assert [step.verb for step in steps_of(published)] == ["submit", "review", "publish"]


def test_a_version_published_for_tomorrow_waits_while_todays_stays_in_force(editor, reviewer, publisher):
    current = a_published_matter()
    tomorrow = clock.now() + timedelta(days=1)
    draft = a_reviewed_draft(current, editor, reviewer)
    versions.publish(version_id=draft.pk, at=tomorrow, by=publisher)
    assert version_in_force(current.matter) == current
    assert version_in_force(current.matter, tomorrow) == draft


def test_whoever_submitted_may_not_review_and_whoever_reviewed_may_not_publish():
    everything = StaffFactory(roles=[Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER, Role.CATALOGUE_PUBLISHER])
    other = StaffFactory(roles=[Role.CATALOGUE_REVIEWER, Role.CATALOGUE_PUBLISHER])
    draft = VersionFactory(state="draft", in_force=None)
    MaterialFactory(version=draft, order=1)
    versions.submit(version_id=draft.pk, by=everything)
    with pytest.raises(SamePerson):
        versions.review(version_id=draft.pk, by=everything)
    versions.review(version_id=draft.pk, by=other)
    for person in (everything, other):
        with pytest.raises(SamePerson):
            versions.publish(version_id=draft.pk, by=person)


def test_roles_are_asked_inside_the_verbs(editor):
    current = a_published_matter()
    with pytest.raises(NotPermitted):
        versions.pause(version_id=current.pk, reason="系统升级", by=editor)


def test_a_draft_cannot_be_published_before_it_is_reviewed(publisher):
    draft = VersionFactory(state="draft", in_force=None)
    with pytest.raises(StateConflict):
        versions.publish(version_id=draft.pk, by=publisher)


def test_a_version_without_materials_is_not_published(publisher):
    draft = VersionFactory(state="reviewed", in_force=None)
    with pytest.raises(VersionIncomplete):
        versions.publish(version_id=draft.pk, by=publisher)


def test_a_catch_all_clause_is_not_published_and_is_named(editor, reviewer, publisher):
    draft = a_reviewed_draft(a_published_matter(), editor, reviewer)
    MaterialFactory(version=draft, order=2, name="其 它 相关材料")
    with pytest.raises(CatchAllFound) as refused:
        versions.publish(version_id=draft.pk, by=publisher)
    assert "其 它 相关材料" in refused.value.words


def test_pausing_asks_a_reason_blocks_intake_and_resuming_opens_it_again(publisher):
    current = a_published_matter()
    with pytest.raises(ReasonMissing):
        versions.pause(version_id=current.pk, reason="  ", by=publisher)
    versions.pause(version_id=current.pk, reason="国家系统升级", by=publisher)
    with pytest.raises(MatterNotAvailable):
        version_in_force(current.matter)
    versions.resume(version_id=current.pk, by=publisher)
    assert version_in_force(current.matter) == current


def test_withdrawing_ends_the_standard_now(publisher):
    current = a_published_matter()
    versions.withdraw(version_id=current.pk, reason="事项取消", by=publisher)
    with pytest.raises(MatterNotAvailable):
        version_in_force(current.matter)


def test_rejecting_sends_the_draft_back_with_the_reviewers_words(editor, reviewer):
    draft = VersionFactory(state="draft", in_force=None)
    MaterialFactory(version=draft, order=1)
    versions.submit(version_id=draft.pk, by=editor)
    versions.reject(version_id=draft.pk, reason="条件第二条含糊", by=reviewer)
    assert steps_of(draft).last().reason == "条件第二条含糊"
    assert versions.submit(version_id=draft.pk, by=editor).state == "submitted"


def test_withdrawing_a_waiting_version_lets_the_one_in_force_go_on(editor, reviewer, publisher):
    current = a_published_matter()
    tomorrow = clock.now() + timedelta(days=1)
    draft = a_reviewed_draft(current, editor, reviewer)
    versions.publish(version_id=draft.pk, at=tomorrow, by=publisher)
    versions.withdraw(version_id=draft.pk, reason="发现写错", by=publisher)
    assert version_in_force(current.matter, tomorrow + timedelta(days=1)) == current
    current.refresh_from_db()
    assert current.in_force.upper is None and current.state == "published"


def test_a_publisher_sends_a_reviewed_version_back_so_that_it_can_be_mended(editor, reviewer, publisher):
    draft = a_reviewed_draft(a_published_matter(), editor, reviewer)
    with pytest.raises(NotPermitted):
        versions.reject(version_id=draft.pk, reason="有兜底条款", by=editor)
    assert versions.reject(version_id=draft.pk, reason="有兜底条款", by=publisher).state == "rejected"
    assert versions.submit(version_id=draft.pk, by=editor).state == "submitted"


def test_a_pause_outlasts_midnight_when_a_next_version_waits(editor, reviewer, publisher):
    current = a_published_matter()
    tomorrow = clock.now() + timedelta(days=1)
    draft = a_reviewed_draft(current, editor, reviewer)
    versions.publish(version_id=draft.pk, at=tomorrow, by=publisher)
    versions.pause(version_id=current.pk, reason="国家系统升级", by=publisher)
    with pytest.raises(MatterNotAvailable) as refused:
        version_in_force(current.matter, tomorrow + timedelta(hours=1))
    assert "国家系统升级" in refused.value.words
    versions.resume(version_id=current.pk, by=publisher)
    assert version_in_force(current.matter, tomorrow + timedelta(hours=1)) == draft
