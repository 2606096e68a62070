"""One address for each hall, and short ones for its machines."""

import pytest

from tests.factories import HallFactory

pytestmark = pytest.mark.django_db


def test_a_halls_page_leads_to_its_tickets_its_screen_and_the_status(client):
    hall = HallFactory(code="xicheng", name="西城区政务服务中心")
    words = client.get("/halls/xicheng/").content.decode()
    for way in (f"/halls/{hall.code}/kiosk/", f"/halls/{hall.code}/display/", "/status/", "/matters/"):
        assert f'href="{way}"' in words
    assert hall.name in words and hall.phone in words


def test_a_hall_that_is_none_is_refused_in_words(client):
    assert client.get("/halls/nowhere/").status_code == 404


@pytest.mark.parametrize("machine", ["kiosk", "display"])
def test_a_short_address_leads_to_the_citys_machines(client, machine):
    HallFactory(level="district")
    city = HallFactory(level="city")
    answer = client.get(f"/{machine}/")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/halls/{city.code}/{machine}/")
