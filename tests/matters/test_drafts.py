"""Drafts: copied from what stands, written by one department, saved by two people without losing a word."""

from datetime import datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse

from hall.kernel import clock
from hall.kernel.errors import NotPermitted, StateConflict
from hall.permissions import system_person
from hall.roles import Role
from hall.steps import steps_of
from matters.catalogue_file.rows import row_of
from matters.errors import (
    BaseMovedOn,
    DraftChanged,
    DraftFaulty,
    DraftOpen,
    FromInThePast,
    MatterNotAvailable,
    SamePerson,
    VersionNotFound,
)
from matters.queries.catalogue import standing_version, version_in_force
from matters.queries.drafts import desk, difference_to_previous, savers_since, texts_between, version_for
from matters.verbs import drafts, versions
from tests.factories import DepartmentFactory, MaterialFactory, StaffFactory, VersionFactory, a_published_matter

pytestmark = pytest.mark.django_db


@pytest.fixture
def current():
    return a_published_matter()


@pytest.fixture
def editor(current):
    return StaffFactory(roles=[Role.CATALOGUE_EDITOR], department=current.matter.department)


@pytest.fixture
def reviewer():
    return StaffFactory(roles=[Role.CATALOGUE_REVIEWER], department=DepartmentFactory())


@pytest.fixture
def publisher():
    return StaffFactory(roles=[Role.CATALOGUE_PUBLISHER], department=DepartmentFactory())


@pytest.fixture
def draft(current, editor):
    return drafts.start_draft(code=current.matter.code, by=editor)


def written(draft, **changes):
    return {**row_of(draft.matter, draft, draft.materials.order_by("order")), **changes}


def save(draft, by, seen=None, **changes):
    seen = draft.revision if seen is None else seen
    return drafts.save_draft(version_id=draft.pk, row=written(draft, **changes), seen_revision=seen, by=by)


def through_review(draft, editor, reviewer):
    versions.submit(version_id=draft.pk, by=editor)
    return versions.review(version_id=draft.pk, by=reviewer)


def test_a_draft_begins_as_a_copy_of_what_stands_with_the_next_number(current, draft):
    assert (draft.number, draft.state, draft.promised_limit) == (2, "draft", current.promised_limit)
    assert [m.name for m in draft.materials.order_by("order")] == [m.name for m in current.materials.order_by("order")]
    assert not difference_to_previous(draft)
    assert [step.verb for step in steps_of(draft)] == ["draft"]


def test_a_matter_has_one_draft_at_a_time(current, draft, editor):
    with pytest.raises(DraftOpen) as refused:
        drafts.start_draft(code=current.matter.code, by=editor)
    assert "第 2 版" in refused.value.words


def test_an_editor_writes_for_the_own_department_only(current, draft):
    stranger = StaffFactory(roles=[Role.CATALOGUE_EDITOR], department=DepartmentFactory())
    with pytest.raises(NotPermitted):
        drafts.start_draft(code=current.matter.code, by=stranger)
    with pytest.raises(NotPermitted):
        save(draft, stranger)
    with pytest.raises(NotPermitted):
        versions.submit(version_id=draft.pk, by=stranger)
    with pytest.raises(VersionNotFound):
        version_for(stranger, draft.pk)


def test_saving_tells_which_fields_changed_and_keeps_the_text(draft, editor):
    save(draft, editor, promised_limit=5, conditions=["有固定的场所"])
    step = steps_of(draft).last()
    assert (step.verb, step.data) == ("edit", {"revision": 1, "fields": ["conditions", "promised"]})
    assert draft.texts.count() == 2
    assert draft.history.first().promised_limit == 5


def test_the_second_of_two_editors_is_told_who_changed_what_and_nothing_is_overwritten(draft, editor):
    other = StaffFactory(roles=[Role.CATALOGUE_EDITOR], department=editor.department, name="赵敏之")
    save(draft, other, seen=0, promised_limit=5)
    with pytest.raises(DraftChanged) as refused:
        save(draft, editor, seen=0, promised_limit=8)
    assert "赵敏之" in refused.value.words
    draft.refresh_from_db()
    assert draft.promised_limit == 5
    assert texts_between(draft, 0).words == ["承诺办结时限：10 个工作日 → 5 个工作日"]
    assert [text.by for text in savers_since(draft, 0)] == [other]
    assert save(draft, editor, seen=1, promised_limit=8).revision == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"promised_limit": 30}, "长于法定"),
        ({"fee": {"charged": True, "standard": "10 元", "basis": ""}}, "收费依据"),
        ({"online_depth": "4"}, "到现场次数应为 0"),
        ({"planned_from": "2027-02-01", "planned_until": "2027-01-01"}, "晚于"),
    ],
)
def test_what_the_database_would_refuse_is_told_in_words_and_nothing_is_saved(draft, editor, changes, words):
    with pytest.raises(DraftFaulty) as refused:
        save(draft, editor, **changes)
    assert words in refused.value.words
    draft.refresh_from_db()
    assert draft.revision == 0


def test_a_draft_that_breaks_a_rule_is_not_handed_in_and_every_fault_is_told(draft, editor):
    save(draft, editor, visit_reason="", faq=[])
    with pytest.raises(DraftFaulty) as refused:
        versions.submit(version_id=draft.pk, by=editor)
    assert "必须到现场的原因" in refused.value.words and "常见问题" in refused.value.words
    assert {field for field, _, _ in refused.value.data["faults"]} == {"visit_reason", "faq"}


def test_a_submitted_draft_cannot_be_edited_until_it_is_sent_back(draft, editor, reviewer):
    versions.submit(version_id=draft.pk, by=editor)
    with pytest.raises(StateConflict):
        save(draft, editor)
    versions.reject(version_id=draft.pk, reason="承诺时限写错了", by=reviewer)
    assert save(draft, editor).state == "rejected"


def test_whoever_edited_a_draft_may_not_review_it(draft, editor):
    both = StaffFactory(roles=[Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER], department=editor.department)
    save(draft, both)
    versions.submit(version_id=draft.pk, by=editor)
    with pytest.raises(SamePerson):
        versions.review(version_id=draft.pk, by=both)


def test_a_draft_given_up_makes_room_for_another(current, draft, editor):
    drafts.discard_draft(version_id=draft.pk, reason="政策未定", by=editor)
    assert drafts.start_draft(code=current.matter.code, by=editor).number == 3


def test_the_next_version_takes_over_at_midnight_with_nobody_awake(current, draft, editor, reviewer, publisher):
    save(draft, editor, promised_limit=5)
    draft = through_review(draft, editor, reviewer)
    evening = datetime(2027, 3, 1, 20, 0, tzinfo=clock.BEIJING)
    midnight = datetime(2027, 3, 2, 0, 0, tzinfo=clock.BEIJING)
    with clock.frozen(evening):
        versions.publish(version_id=draft.pk, at=midnight, by=publisher)
        assert version_in_force(current.matter) == current
        assert desk(publisher).waiting == [draft]
    with clock.frozen(midnight - timedelta(seconds=1)):
        assert version_in_force(current.matter) == current
        assert versions.replace_ended(by=system_person("catalogue")) == 0
    with clock.frozen(midnight):
        assert version_in_force(current.matter).promised_limit == 5
        assert versions.replace_ended(by=system_person("catalogue")) == 1
        assert versions.replace_ended(by=system_person("catalogue")) == 0
        assert standing_version(current.matter) == draft
    current.refresh_from_db()
    assert current.state == "replaced" and steps_of(current).last().verb == "replace"


def test_only_the_system_sweeps(publisher):
    with pytest.raises(NotPermitted):
        versions.replace_ended(by=publisher)


def test_a_standard_never_begins_in_the_past(draft, editor, reviewer, publisher):
    draft = through_review(draft, editor, reviewer)
    with pytest.raises(FromInThePast):
        versions.publish(version_id=draft.pk, at=clock.now() - timedelta(days=2), by=publisher)


def test_a_published_draft_is_sealed_with_its_name(draft, editor, reviewer, publisher):
    published = versions.publish(version_id=through_review(draft, editor, reviewer).pk, by=publisher)
    assert published.is_sealed and published.name == published.matter.name


def test_a_paused_version_that_is_replaced_lets_people_in_again(current, draft, editor, reviewer, publisher):
    versions.pause(version_id=current.pk, reason="国家系统升级", by=publisher)
    with pytest.raises(MatterNotAvailable) as refused:
        version_in_force(current.matter)
    assert "国家系统升级" in refused.value.words
    versions.publish(version_id=through_review(draft, editor, reviewer).pk, by=publisher)
    assert version_in_force(current.matter) == draft


def test_a_withdrawn_matter_says_since_when_and_why(current, publisher):
    versions.withdraw(version_id=current.pk, reason="国务院决定取消", by=publisher)
    with pytest.raises(MatterNotAvailable) as refused:
        version_in_force(current.matter)
    assert "取消" in refused.value.words and "国务院决定取消" in refused.value.words


def published_meanwhile(current, **changes):
    """What a catalogue file does while a draft is being written: the next version, in force from now."""
    now = clock.now()
    current.refresh_from_db()
    current.in_force, current.state = DateTimeTZRange(current.in_force.lower, now), "replaced"
    current.save()
    version = VersionFactory(
        matter=current.matter, number=9, state="published", in_force=DateTimeTZRange(now, None), **changes
    )
    MaterialFactory(version=version, order=1)
    return version


def test_a_draft_that_does_not_know_the_newest_version_does_not_undo_it_unseen(
    client, current, draft, editor, reviewer, publisher
):
    assert draft.base == current
    save(draft, editor, promised_limit=5)
    published_meanwhile(current, hours="周六 9:00-12:00")
    page = client_page(client, editor, draft)
    assert "在您起草之后，已发布第 9 版" in page and "周六 9:00-12:00" in page
    draft = through_review(draft, editor, reviewer)
    with pytest.raises(BaseMovedOn) as refused:
        versions.publish(version_id=draft.pk, by=publisher)
    assert "第 9 版" in refused.value.words and "周六 9:00-12:00" in refused.value.words
    with pytest.raises(BaseMovedOn):
        versions.publish(version_id=draft.pk, over=8, by=publisher)
    client.force_login(publisher)
    assert "以本版为准" in client.get(reverse("version", args=[draft.pk])).content.decode()
    address = reverse("version-act", args=[draft.pk, "publish"])
    assert client.post(address, {"when": "now"}).status_code == 409
    assert client.post(address, {"when": "now", "over": "9"}).status_code == 302
    assert version_in_force(current.matter).promised_limit == 5


def client_page(client, person, draft):
    client.force_login(person)
    return client.get(reverse("draft", args=[draft.pk])).content.decode()
