"""The public history: every version with its dates, and what it says otherwise in plain words."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse

from hall.kernel import clock
from hall.roles import Role
from matters.verbs import versions
from tests.factories import MaterialFactory, StaffFactory, VersionFactory, a_published_matter

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    """Three versions: an earlier one, the standing one, one for next month; and a draft nobody may see."""
    now = clock.now()
    month = timedelta(days=30)
    first = VersionFactory(in_force=DateTimeTZRange(now - 9 * month, now - month), state="replaced", number=1)
    MaterialFactory(version=first, order=1, name="申请书")
    MaterialFactory(version=first, order=2, name="场所使用证明")
    matter = first.matter
    second = VersionFactory(
        matter=matter, number=2, promised_limit=5, in_force=DateTimeTZRange(now - month, now + month)
    )
    MaterialFactory(version=second, order=1, name="申请书", copies=1)
    third = VersionFactory(matter=matter, number=3, promised_limit=3, in_force=DateTimeTZRange(now + month, None))
    MaterialFactory(version=third, order=1, name="申请书", copies=1)
    VersionFactory(matter=matter, number=4, state="draft", in_force=None, conditions=["秘密的新条件"])
    return matter


def test_the_page_shows_each_version_with_dates_and_the_plain_difference(client, told):
    html = client.get(reverse("matter-history", args=[told.code])).content.decode()
    for words in ("第 1 版", "第 2 版", "第 3 版", "正在执行", "以前的标准", "即将执行", "最早公布的一版"):
        assert words in html
    assert "<del>10 个工作日</del>" in html and "<ins>5 个工作日</ins>" in html
    assert "<del>场所使用证明</del>" in html and "复印件 1 份" in html
    assert html.index("第 3 版") < html.index("第 1 版")
    assert "秘密的新条件" not in html and "第 4 版" not in html


def test_the_page_takes_four_queries_however_long_the_history_is(client, told, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get(reverse("matter-history", args=[told.code]))


def test_a_withdrawn_matter_keeps_its_history_with_the_reason(client, told):
    publisher = StaffFactory(roles=[Role.CATALOGUE_PUBLISHER])
    versions.withdraw(version_id=told.versions.get(number=2).pk, reason="国务院决定取消", by=publisher)
    html = client.get(reverse("matter-history", args=[told.code])).content.decode()
    assert "已取消" in html and "国务院决定取消" in html


def test_the_guide_leads_to_the_history_and_an_unknown_code_is_named(client, told):
    guide = client.get(reverse("matter", args=[told.code])).content.decode()
    assert reverse("matter-history", args=[told.code]) in guide
    assert client.get(reverse("matter-history", args=["nothing"])).status_code == 404


def test_the_api_gives_the_same_history(client, told):
    body = client.get(f"/api/v1/matters/{told.code}/history/").json()
    newest, standing, first = body["versions"]
    assert (newest["standing"], standing["standing"], first["standing"]) == ("waiting", "standing", "earlier")
    assert standing["changes"][0]["words"] == "承诺办结时限：10 个工作日 → 5 个工作日"
    assert [(m["kind"], m["name"]) for m in standing["materials"]] == [
        ("changed", "申请书"),
        ("removed", "场所使用证明"),
    ]
    assert first["changes"] == [] and first["materials"] == []


def test_the_history_reads_in_english_too(client, told, english):
    client.cookies["django_language"] = "en"
    html = client.get(reverse("matter-history", args=[told.code])).content.decode()
    assert "In force now" in html and "Earlier standard" in html and "5 working days" in html


def test_paused_withdrawn_and_coming_matters_are_shown_with_the_reason(client, django_assert_max_num_queries):
    publisher = StaffFactory(roles=[Role.CATALOGUE_PUBLISHER])
    paused, gone = a_published_matter(matter__name="排污许可"), a_published_matter(matter__name="旧式登记")
    a_published_matter(matter__name="照常办理的事")
    month = clock.now() + timedelta(days=30)
    a_published_matter(matter__name="下月开办的事", in_force=DateTimeTZRange(month, None))
    versions.pause(version_id=paused.pk, reason="国家系统升级", by=publisher)
    versions.withdraw(version_id=gone.pk, reason="国务院决定取消", by=publisher)
    with django_assert_max_num_queries(5):
        html = client.get(reverse("matters-closed")).content.decode()
    for words in ("排污许可", "国家系统升级", "旧式登记", "国务院决定取消", "下月开办的事"):
        assert words in html
    assert "照常办理的事" not in html
