"""While no window is open that can serve somebody, nobody is told how long the wait will be: not anywhere."""

import pytest
from django.test import Client
from rest_framework.test import APIClient

from hall.models import OutgoingMessage
from hall.permissions import system_person
from queueing.models import Capability
from queueing.paper.words import wait_words
from queueing.queries.lines import line_of
from queueing.queries.tickets import followed
from queueing.verbs.machines import set_kiosk_rules
from queueing.verbs.windows import open_window, pause_window
from queueing.waiting import waiting_range
from tests.factories.queue import a_small_hall

UNKNOWN, RANGE = "窗口暂未开放，暂不能估计等候时间", "约等 0–5 分钟"


@pytest.mark.parametrize(
    ("windows", "able", "told"), [(0, None, None), (2, 0, None), (2, None, (0, 5)), (2, 1, (0, 10))]
)
def test_a_wait_is_known_while_a_window_is_open_that_can_serve_this_person(windows, able, told):
    found = waiting_range(0, 10, windows, able=able)
    assert found.told == told and found.is_known is (told is not None)
    assert found.words == (UNKNOWN if told is None else f"约等 {told[0]}–{told[1]} 分钟")


@pytest.fixture
def small(db):
    made = a_small_hall(matters=2)
    made.window(opened=False)
    return made


def opened(small):
    open_window(hall=small.hall, window_code="01", by=small.clerks[0])


def page(client, path):
    return client.get(path).content.decode()


def in_english(path):
    reader = Client()
    reader.cookies["django_language"] = "en"
    return page(reader, path)


def test_the_kiosk_the_phone_and_the_public_page_tell_no_range(client, small, english):
    set_kiosk_rules(hall=small.hall, phone_tickets="anywhere", by=system_person("demo"))
    at = f"/halls/{small.hall.code}"
    for path in (f"{at}/kiosk/", f"{at}/take/"):
        assert UNKNOWN in page(client, path) and "约等" not in page(client, path)
        assert "No window for this is open now" in in_english(path)
    small.ticket()
    assert '<td class="number">—</td>' in page(client, f"{at}/waiting/")
    opened(small)
    for path in (f"{at}/kiosk/", f"{at}/take/"):
        assert UNKNOWN not in page(client, path) and "1 人等候" in page(client, path)


def test_neither_the_paper_nor_the_message_nor_the_guide_tells_a_range(client, small):
    first = small.ticket(phone="13800138000")
    shown = page(client, f"/halls/{small.hall.code}/kiosk/tickets/{first.token}/")
    assert "前面 <b>0</b> 人" in shown and UNKNOWN in shown and "约等" not in shown
    assert wait_words(followed(first.token)) == f"前面 0 人\n{UNKNOWN}"
    assert "现在还没有窗口办理" in page(client, f"/tickets/{first.token}/")
    assert "前面等候0人。请在大厅" in OutgoingMessage.objects.get().text
    assert (first.estimate_low, first.estimate_high, first.estimate_seconds) == (0, 0, 0)
    client.force_login(small.guide)
    assert "分钟" not in page(client, "/guide/line/")
    opened(small)
    assert wait_words(followed(first.token)) == f"前面 0 人\n{RANGE}"
    assert small.ticket().estimate_high > 0


def test_the_api_says_null_instead_of_minutes(small):
    token, at = small.ticket().token, f"/api/v1/queues/?hall={small.hall.code}"
    assert APIClient().get(f"/api/v1/tickets/{token}/").json()["wait"] == {"ahead": 0, "low": None, "high": None}
    [line] = [one for one in APIClient().get(at).json() if one["code"] == "comprehensive"]
    assert (line["windows"], line["low"], line["high"]) == (0, None, None)
    opened(small)
    assert APIClient().get(f"/api/v1/tickets/{token}/").json()["wait"] == {"ahead": 0, "low": 0, "high": 5}


def test_windows_that_pause_or_may_not_take_the_matter_do_not_count(small):
    opened(small)
    Capability.objects.create(hall=small.hall, window=small.windows[0], matter=small.matters[1], level="consult")
    other, only_elsewhere = small.ticket(), small.ticket(matter_codes=[small.matters[1].code])
    assert followed(other.token).wait.is_known and not followed(only_elsewhere.token).wait.is_known
    pause_window(hall=small.hall, window_code="01", reason="lunch", by=small.clerks[0])
    assert not line_of(small.hall, "comprehensive").range.is_known
