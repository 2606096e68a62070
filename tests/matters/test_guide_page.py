"""The guide: light, readable without script, honest about what is paused or gone, and one or two pages on paper."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse

from hall.kernel import clock
from hall.roles import Role
from matters.models import EnglishText, Material, MatterVersion
from matters.verbs import versions
from tests.factories import MaterialFactory, StaffFactory, VersionFactory, a_published_matter

pytestmark = pytest.mark.django_db

LONG = "写明单位名称、统一社会信用代码、设备型号、数量和存放地点，与现场一致，法定代表人签字并加盖公章，日期为提交当日"


@pytest.fixture
def publisher():
    return StaffFactory(roles=[Role.CATALOGUE_PUBLISHER], hall=None)


def page(client, version, **query):
    return client.get(reverse("matter", args=[version.matter.code]), query).content.decode()


def everything_it_loads(client, html):
    """The bytes of the page with all it refers to: styles, scripts, pictures."""
    sizes = {"": len(html.encode())}
    for address in re.findall(r'<(?:link|img|script)[^>]+(?:href|src)="([^"]+)"', html):
        if address.startswith("/static/"):
            sizes[address] = Path(finders.find(address.removeprefix("/static/"))).stat().st_size
        else:
            sizes[address] = len(client.get(address).content)
    return sizes


def test_the_guide_with_thirty_materials_and_all_it_loads_stays_under_100_kb(client):
    version = a_published_matter(materials=0, conditions=[LONG] * 12)
    for order in range(1, 31):
        MaterialFactory(version=version, order=order, acceptance_standard=LONG, note=LONG)
    sizes = everything_it_loads(client, page(client, version))
    assert sum(sizes.values()) < 100_000, sizes
    assert not [address for address in sizes if "bootstrap" in address or address.endswith(".js")]


def test_the_guide_has_no_script_at_all_and_forms_are_plain(client):
    html = page(client, a_published_matter())
    assert "<script" not in html and "onclick" not in html and 'style="' not in html


def test_at_a_glance_what_to_bring_how_often_how_long_and_what_it_costs(client):
    version = a_published_matter(materials=3)
    Material.objects.filter(version=version, order=2).update(shared_licence="营业执照")
    Material.objects.filter(version=version, order=3).update(necessity="conditional", condition="委托他人办理")
    html = page(client, version)
    glance = html[html.index('class="glance"') : html.index("</dl>")]
    assert "1 份" in glance and "另有 1 份看情形" in glance and "1 份不用带" in glance
    assert "1 次" in glance and "10 个工作日" in glance and "不收费" in glance


def test_a_paused_matter_says_why_on_its_guide(client, publisher):
    version = a_published_matter()
    versions.pause(version_id=version.pk, reason="国家业务系统升级", by=publisher)
    html = page(client, version)
    assert "本事项暂停受理" in html and "国家业务系统升级" in html


def test_a_withdrawn_matter_says_why_and_since_when_and_leads_on(client, publisher):
    version = a_published_matter()
    versions.withdraw(version_id=version.pk, reason="国务院决定取消", by=publisher)
    answer = client.get(reverse("matter", args=[version.matter.code]))
    html = answer.content.decode()
    assert answer.status_code == 410
    assert "已经取消" in html and "国务院决定取消" in html and version.short_fingerprint.lower()[:4] in html


def test_a_withdrawn_matter_with_a_next_standard_says_both(client, publisher):
    version = a_published_matter()
    tomorrow = clock.now() + timedelta(days=1)
    versions.withdraw(version_id=version.pk, reason="国务院决定取消", by=publisher)
    VersionFactory(matter=version.matter, number=2, in_force=DateTimeTZRange(tomorrow, None))
    answer = client.get(reverse("matter", args=[version.matter.code]))
    html = answer.content.decode()
    assert answer.status_code == 410
    assert "国务院决定取消" in html and f"{tomorrow:%Y-%m-%d} 起按新一版标准重新办理" in html
    refused = client.get(reverse("api-matter", args=[version.matter.code])).json()["detail"]
    assert "国务院决定取消" in refused and f"自 {tomorrow:%Y-%m-%d} 起办理" in refused


def test_the_next_standard_is_announced_before_it_takes_over(client):
    version = a_published_matter()
    tomorrow = clock.now() + timedelta(days=1)
    MatterVersion.objects.filter(pk=version.pk).update(in_force=DateTimeTZRange(version.in_force.lower, tomorrow))
    VersionFactory(matter=version.matter, number=2, in_force=DateTimeTZRange(tomorrow, None))
    assert "起执行新一版标准" in page(client, version)


def test_the_way_to_report_an_extra_demand_stands_under_the_list(client):
    html = page(client, a_published_matter())
    assert "被要求提供清单上没有的材料？" in html and "这不在清单上" in html


def test_the_paper_shows_its_own_address_and_two_qr_codes(client):
    version = a_published_matter()
    html = page(client, version)
    assert reverse("matter-qr", args=[version.matter.code]) in html
    assert reverse("standard-qr", args=[version.fingerprint[:8]]) in html
    assert f"http://testserver{reverse('matter', args=[version.matter.code])}" in html


def test_elder_mode_and_english_come_from_the_same_page(client, english):
    version = a_published_matter()
    client.cookies["elder"] = "1"
    assert "data-elder" in page(client, version)
    client.cookies["django_language"] = "en"
    html = page(client, version)
    for words in ("What counts as right", "Where, and what you get", "One standard", "documents"):
        assert words in html


def test_the_light_page_uses_only_our_own_styles():
    assert (Path(settings.BASE_DIR) / "static" / "light.css").stat().st_size < 2_000


def test_a_frequent_matter_has_its_own_words_in_english_with_the_chinese_beside_them(client, english):
    version = a_published_matter(conditions=["有固定场所"])
    EnglishText.objects.create(
        matter=version.matter, name="Food business licence", summary="For shops and restaurants.",
        conditions={"有固定场所": "Fixed premises"}, materials={version.materials.first().name: "Application form"},
    )  # fmt: skip
    assert "Food business licence" not in page(client, version)
    client.cookies["django_language"] = "en"
    html = page(client, version)
    for words in ("Food business licence", version.matter.name, "For shops", "Fixed premises", "Application form"):
        assert words in html
    assert "The Chinese text is the standard" in html
