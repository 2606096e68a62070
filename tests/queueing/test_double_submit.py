"""Double click, held Enter, refresh and back on the queue's forms (T31): one effect each.

A double click and a held Enter are the same POST again at once. Refreshing after a POST asks nothing of the server but a
GET, because each form answers with a redirect. Going back shows the stale page: its POST is the same once more.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest

from hall.models import Step
from queueing.models import Queue, Ticket
from tests.factories import resident_id
from tests.queueing.workbench import Bench, a_bench

pytestmark = pytest.mark.django_db
AGAIN = 4
Form = tuple[str, dict[str, Any]]


def waiting(bench: Bench) -> None:
    """Somebody is behind, so that postponing has an effect."""
    for _ in range(5):
        bench.small.ticket()


def called(bench: Bench) -> None:
    waiting(bench)
    bench.call()


def serving(bench: Bench) -> None:
    called(bench)
    bench.press("start")


def serving_beside_the_issuing_counter(bench: Bench) -> None:
    bench.small.window(kind="issuing", opened=False, code="90")
    serving(bench)


def parked(bench: Bench) -> None:
    called(bench)
    bench.press("park", room="照相室")
    bench.client.force_login(bench.clerk)


def missed(bench: Bench) -> None:
    called(bench)
    bench.press("miss", reason="未到")


def at_guide(bench: Bench) -> None:
    waiting(bench)
    bench.client.force_login(bench.small.guide)


def missed_at_guide(bench: Bench) -> None:
    missed(bench)
    bench.client.force_login(bench.small.guide)


def paused(bench: Bench) -> None:
    bench.press("pause", reason="会议")


def act(verb: str, **values: Any) -> Callable[[Bench], Form]:
    def form(bench: Bench) -> Form:
        ticket = Ticket.objects.filter(state__in=["called", "serving"]).first()
        return f"/workbench/do/{verb}/", {"ticket": ticket.pk if ticket else "", **values}

    return form


def guide(verb: str) -> Callable[[Bench], Form]:
    def form(bench: Bench) -> Form:
        ticket = Ticket.objects.order_by("serial").first()
        page = bench.client.get("/guide/").content.decode()
        row = page.partition(f"/guide/tickets/{ticket.pk}/{verb}/")[2].partition("</form>")[0]
        key = re.search(r'name="request_key" value="([^"]+)"', row)
        return f"/guide/tickets/{ticket.pk}/{verb}/", {"request_key": key[1]} if key else {}

    return form


def desk(bench: Bench) -> Form:
    wishes = {"chosen": [bench.small.matters[0].code], "id_type": "resident", "name": "张建国"}
    return "/guide/", {**wishes, "id_number": resident_id(4711), "request_key": "desk-double-1"}


def kiosk(bench: Bench) -> Form:
    wishes = {"chosen": [bench.small.matters[0].code], "id_type": "resident", "id_number": resident_id(4712)}
    return f"/halls/{bench.small.hall.code}/kiosk/identity/", {**wishes, "request_key": "kiosk-double-1"}


def leave(bench: Bench) -> Form:
    return f"/tickets/{Ticket.objects.order_by('serial').first().token}/leave/", {"sure": "yes"}


FORMS: dict[str, tuple[Callable[[Bench], Any], Callable[[Bench], Form], str]] = {
    "call": (waiting, act("call"), "call"),
    "recall": (called, act("recall"), "recall"),
    "undo": (called, act("undo"), "undo_call"),
    "start": (called, act("start"), "start"),
    "miss": (called, act("miss", reason="未到"), "miss"),
    "finish": (serving, act("finish"), "finish"),
    "transfer": (
        serving_beside_the_issuing_counter,
        act("transfer", where="", queue_code="issuing", reason="取证"),
        "transfer",
    ),
    "park": (serving, act("park", room="照相室"), "park"),
    "take_back": (parked, act("take_back", number="A001"), "take_back"),
    "pause": (waiting, act("pause", reason="会议"), "pause"),
    "resume": (paused, act("resume"), "resume"),
    "close": (waiting, act("close"), "close"),
    "guide issues": (at_guide, desk, "take_ticket"),
    "guide postpones": (at_guide, guide("postpone"), "postpone"),
    "guide cancels": (at_guide, guide("cancel"), "cancel"),
    "guide lets back in": (missed_at_guide, guide("rejoin"), "rejoin"),
    "kiosk issues": (waiting, kiosk, "take_ticket"),
    "phone leaves": (waiting, leave, "cancel"),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_same_form_again_has_one_effect(name: str):
    prepare, form, verb = FORMS[name]
    bench = a_bench()
    prepare(bench)
    Queue.objects.update(call_interval=20)
    if name == "recall":
        Ticket.objects.update(called_at="2026-01-01T00:00Z")
    address, data = form(bench)
    before = Step.objects.filter(verb=verb).count()
    first = bench.client.post(address, data)
    assert first.status_code in {302, 303}, "a refresh afterwards is a GET"
    for _ in range(AGAIN):
        assert bench.client.post(address, data).status_code < 500
    assert Step.objects.filter(verb=verb).count() == before + 1
    for _ in range(AGAIN):
        bench.client.get(first.headers["Location"])
    assert Step.objects.filter(verb=verb).count() == before + 1, "showing the page again does nothing"


def test_without_the_key_a_double_click_would_postpone_twice():
    bench = a_bench()
    at_guide(bench)
    address, _ = guide("postpone")(bench)
    for _ in range(2):
        bench.client.post(address, {})
    assert Step.objects.filter(verb="postpone").count() == 2, "the control: what the key in the form prevents"
