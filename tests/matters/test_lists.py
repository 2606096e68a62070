"""Lists of matters: versions with days and source, two pairs of eyes, and the sizes the reform reported."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test import Client

from hall.kernel import clock
from hall.kernel.errors import NotPermitted
from hall.permissions import system_person
from hall.roles import Role
from matters.catalogue_file.lists import read_lists
from matters.errors import (
    ListDayPast,
    ListDraftWaits,
    ListEmpty,
    ListUnknownCodes,
    ListWordsVague,
    ReasonMissing,
    SamePerson,
)
from matters.models import MatterList
from matters.queries.lists import change_of, chips_of, history_of, list_on, lists_today, matters_on_list
from matters.verbs.lists import draft_list, load_list, publish_list, reject_list
from tests.factories import StaffFactory, a_published_matter

DATA = Path(settings.BASE_DIR) / "matters" / "data"
REPORTED = {"weekend": 194, "early": 689, "late": 613, "instant": 60, "once": 413, "citywide": 105, "one_licence": 101}
SOURCE = "大厅办公会 2026 年第 3 次会议"


def a_matter():
    return a_published_matter().matter


def someone(*roles):
    return StaffFactory(roles=list(roles), hall=None)


@pytest.fixture
def editor():
    return someone(Role.CATALOGUE_EDITOR)


@pytest.fixture
def reviewer():
    return someone(Role.CATALOGUE_REVIEWER)


def a_draft(editor, *matters, since=None, kind="weekend"):
    codes = [matter.code for matter in matters]
    return draft_list(kind=kind, codes=codes, since=since or clock.today(), source=SOURCE, by=editor)


def test_the_shipped_lists_have_the_reported_sizes_and_name_matters_of_the_catalogue():
    lines = (DATA / "catalogue.jsonl").read_text("utf-8").splitlines()
    codes = {row["handling_code"] or row["implementation_code"] for row in map(json.loads, lines)}
    sizes = {}
    for row in read_lists(DATA / "lists"):
        assert len(set(row.codes)) == len(row.codes), row.kind
        assert set(row.codes) <= codes, row.kind
        assert row.source
        sizes[row.kind] = len(row.codes)
    assert sizes.pop("online") > 0
    assert sizes == REPORTED


FITS = {
    "weekend": lambda row: "person" in row["applicants"],
    "instant": lambda row: row["case_kind"] == "instant",
    "once": lambda row: row["visits"] <= 1,
    "online": lambda row: row["online_depth"] == "4",
}


def test_what_stands_on_a_shipped_list_fits_it():
    lines = map(json.loads, (DATA / "catalogue.jsonl").read_text("utf-8").splitlines())
    rows = {row["handling_code"] or row["implementation_code"]: row for row in lines}
    for one in read_lists(DATA / "lists"):
        wrong = [rows[code]["name"] for code in one.codes if not FITS.get(one.kind, lambda row: True)(rows[code])]
        assert wrong == [], one.kind
        if one.kind != "online":
            assert all(rows[code]["stationed"] for code in one.codes), one.kind


@pytest.mark.django_db
def test_a_list_from_a_file_is_published_once():
    matter = a_matter()
    wanted = {"kind": "weekend", "number": 1, "codes": [matter.code], "since": date(2021, 1, 1), "source": SOURCE}
    assert load_list(**wanted, by=system_person("import"))
    assert not load_list(**wanted, by=system_person("import"))
    assert list(matters_on_list("weekend")) == [matter]
    assert list(matters_on_list("weekend", date(2020, 12, 31))) == []
    assert list(matters_on_list("early")) == []


@pytest.mark.django_db
def test_a_new_version_waits_for_its_day_and_the_old_one_stands_until_then(editor, reviewer):
    first, second = a_matter(), a_matter()
    publish_list(list_id=a_draft(editor, first).pk, by=reviewer)
    next_week = clock.today() + timedelta(days=7)
    publish_list(list_id=a_draft(editor, first, second, since=next_week).pk, by=reviewer)
    assert set(matters_on_list("weekend")) == {first}
    assert set(matters_on_list("weekend", next_week - timedelta(days=1))) == {first}
    assert set(matters_on_list("weekend", next_week)) == {first, second}
    assert list_on("weekend").number == 1
    assert [chip.label for chip in chips_of(first)] == ["周末可办"]
    assert chips_of(second) == []


@pytest.mark.django_db
def test_a_version_published_the_same_day_replaces_the_one_before(editor, reviewer):
    first, second = a_matter(), a_matter()
    publish_list(list_id=a_draft(editor, first).pk, by=reviewer)
    row = publish_list(list_id=a_draft(editor, second).pk, by=reviewer)
    assert set(matters_on_list("weekend")) == {second}
    assert change_of(row) == ([second], [first])
    assert [(one.kind, one.number, one.size) for one in lists_today()] == [("weekend", 2, 1)]


@pytest.mark.django_db
def test_who_drafted_a_list_may_neither_publish_nor_reject_it():
    both = someone(Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER)
    row = a_draft(both, a_matter())
    with pytest.raises(SamePerson):
        publish_list(list_id=row.pk, by=both)
    with pytest.raises(SamePerson):
        reject_list(list_id=row.pk, words="少了一项", by=both)
    publish_list(list_id=row.pk, by=someone(Role.CATALOGUE_REVIEWER))


@pytest.mark.django_db
def test_roles_are_asked_inside_the_verbs(editor, reviewer):
    matter = a_matter()
    with pytest.raises(NotPermitted):
        a_draft(reviewer, matter)
    with pytest.raises(NotPermitted):
        publish_list(list_id=a_draft(editor, matter).pk, by=editor)


@pytest.mark.django_db
def test_a_list_is_sent_back_with_words_and_drafted_again(editor, reviewer):
    matter = a_matter()
    row = a_draft(editor, matter)
    with pytest.raises(ReasonMissing):
        reject_list(list_id=row.pk, words=" ", by=reviewer)
    with pytest.raises(ListDraftWaits):
        a_draft(editor, matter)
    reject_list(list_id=row.pk, words="少了居住证", by=reviewer)
    assert a_draft(editor, matter).number == 2
    assert list(matters_on_list("weekend")) == []


@pytest.mark.django_db
def test_empty_lists_unknown_codes_and_days_gone_by_are_refused_in_words(editor, reviewer):
    with pytest.raises(ListEmpty):
        a_draft(editor)
    with pytest.raises(ListUnknownCodes) as refused:
        draft_list(kind="weekend", codes=["nowhere"], since=clock.today(), source=SOURCE, by=editor)
    assert "nowhere" in str(refused.value.words)
    matter = a_matter()
    publish_list(list_id=a_draft(editor, matter).pk, by=reviewer)
    late = a_draft(editor, matter, since=clock.today() - timedelta(days=1))
    with pytest.raises(ListDayPast):
        publish_list(list_id=late.pk, by=reviewer)


def visitor(*roles):
    client = Client()
    client.force_login(someone(*roles))
    return client


def drafted(client, **given):
    wishes = {"added": "", "removed": "", "since": clock.today().isoformat(), "source": SOURCE, **given}
    return client.post("/catalogue/lists/weekend/draft/", wishes, follow=True)


@pytest.mark.django_db
def test_an_editor_drafts_on_the_page_and_a_reviewer_sees_the_difference_and_publishes(editor, reviewer):
    first, second = a_matter(), a_matter()
    publish_list(list_id=a_draft(editor, first).pk, by=reviewer)
    page = drafted(visitor(Role.CATALOGUE_EDITOR), added=second.name, removed=first.code).content.decode()
    assert "第 2 版等待复核" in page and f"＋ {second.name}" in page and f"－ {first.name}" in page
    judge = visitor(Role.CATALOGUE_REVIEWER)
    assert "发布</button>" in judge.get("/catalogue/lists/weekend/").content.decode()
    row = list(matters_on_list("weekend"))
    assert row == [first]
    judge.post(f"/catalogue/lists/{history_of('weekend')[0].pk}/publish/")
    assert list(matters_on_list("weekend")) == [second]
    assert "第 2 版" in judge.get("/catalogue/lists/").content.decode()


@pytest.mark.django_db
def test_names_that_are_not_in_the_catalogue_and_no_change_at_all_are_told_on_the_page(editor, reviewer):
    publish_list(list_id=a_draft(editor, a_matter()).pk, by=reviewer)
    client = visitor(Role.CATALOGUE_EDITOR)
    assert "目录中没有：月球旅行许可" in drafted(client, added="月球旅行许可").content.decode()
    assert "现行清单里没有" in drafted(client, removed=a_matter().name).content.decode()
    assert "清单和现行的一样" in drafted(client).content.decode()


@pytest.mark.django_db
def test_the_page_of_a_list_takes_few_statements(editor, reviewer, django_assert_max_num_queries):
    publish_list(list_id=a_draft(editor, *(a_matter() for _ in range(5))).pk, by=reviewer)
    client = visitor(Role.CATALOGUE_REVIEWER)
    with django_assert_max_num_queries(10):
        client.get("/catalogue/lists/")
    with django_assert_max_num_queries(12):
        client.get("/catalogue/lists/weekend/")


@pytest.mark.django_db
def test_the_words_beside_a_list_hide_no_drawer(editor):
    given = {"kind": "weekend", "codes": [a_matter().code], "since": clock.today(), "by": editor}
    with pytest.raises(ListWordsVague) as refused:
        draft_list(**given, source=SOURCE, note="其他相关材料视情况提供")
    assert "其他相关材料" in refused.value.words
    with pytest.raises(ListWordsVague):
        draft_list(**given, source="以窗口通知为准")
    assert draft_list(**given, source=SOURCE, note="周六九点至十二点").note


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM matters_matterlistentry",
        "UPDATE matters_matterlistentry SET list_id = list_id",
        "INSERT INTO matters_matterlistentry (list_id, matter_id) SELECT l.id, m.id FROM matters_matterlist l, matters_matter m",
        "DELETE FROM matters_matterlist",
        "UPDATE matters_matterlist SET source = 'anders'",
        "UPDATE matters_matterlist SET state = 'draft'",
        "DELETE FROM matters_historicalmatterversion",
        "UPDATE matters_historicalmatterversion SET fee = '{}'",
    ],
)
def test_the_database_holds_published_lists_and_histories(editor, reviewer, statement):
    a_draft(editor, a_matter())
    a_matter()
    publish_list(list_id=MatterList.objects.get().pk, by=reviewer)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL matters.keep = on")
        cursor.execute(statement)


@pytest.mark.django_db
def test_a_draft_of_a_list_may_still_change_and_a_published_one_may_end(editor, reviewer):
    row = a_draft(editor, a_matter())
    row.entries.all().delete()
    row.delete()
    publish_list(list_id=a_draft(editor, a_matter()).pk, by=reviewer)
    later = a_draft(editor, a_matter(), since=clock.today() + timedelta(days=3))
    publish_list(list_id=later.pk, by=reviewer)
    assert [row.state for row in MatterList.objects.order_by("number")] == ["replaced", "published"]


KEPT = ("matterversion", "material", "matterlist", "matterlistentry", "historicalmatterversion", "historicalmatter")


@pytest.mark.django_db
@pytest.mark.parametrize("table", KEPT)
def test_the_catalogue_is_never_emptied_at_a_stroke(table):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL matters.keep = on")
        cursor.execute(f"TRUNCATE matters_{table} CASCADE")
