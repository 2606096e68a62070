"""The base app and the shared pages speak English to citizens who chose it."""

import pytest
from django.utils import translation

from hall.kernel import clock
from hall.queries.service_hours import opening
from hall.translations import untranslated
from tests.factories import HallFactory

OURS = ("hall/", "templates/hall/", "templates/components/")


def test_every_text_of_ours_has_english():
    missing = untranslated()
    ours = {text: where for text, where in missing.items() if where.startswith(OURS) or is_shared_template(where)}
    assert ours == {}


def is_shared_template(where: str) -> bool:
    return where.startswith("templates/") and where.count("/") == 1


@pytest.mark.django_db
def test_the_start_page_is_english_for_who_chose_it(client, english):
    HallFactory()
    client.cookies["django_language"] = "en"
    page = client.get("/").content.decode()
    assert "Take a number" in page or "Staff log-in" in page
    assert 'lang="en"' in page
    assert "全天开放" not in page


@pytest.mark.django_db
def test_hours_are_told_in_english(english):
    closed = HallFactory(open_around_the_clock=False)
    with translation.override("en"):
        assert opening(closed, clock.now()).words.startswith("Closed now")
