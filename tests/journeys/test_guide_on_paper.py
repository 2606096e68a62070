"""The guide on paper: a long one takes two A4 pages at most, and its words stay on a phone without scripts."""

import re

import pytest
from django.urls import reverse

from tests.factories import MaterialFactory, a_published_matter
from tests.journeys.browser import PHONE, Windows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "写明单位名称、统一社会信用代码、设备型号、数量和存放地点，与现场一致，法定代表人签字并加盖公章，日期为提交当日"


def test_a_long_guide_prints_on_two_pages_and_fits_a_phone_without_script(live_server, static_files, browser: Windows):
    version = a_published_matter(materials=0, conditions=[LONG] * 7)
    for order in range(1, 10):
        MaterialFactory(version=version, order=order, acceptance_standard=LONG, note=LONG[:30])
    address = f"{live_server.url}{reverse('matter', args=[version.matter.code])}"
    sheet = browser.open()
    sheet.goto(address)
    assert len(re.findall(rb"/Type\s*/Page[^s]", sheet.pdf(prefer_css_page_size=True))) <= 2
    phone = browser.open(PHONE)
    phone.goto(address)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    plain = browser.browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    plain.goto(address)
    assert plain.get_by_text(version.short_fingerprint).is_visible()
    assert browser.troubles == []
