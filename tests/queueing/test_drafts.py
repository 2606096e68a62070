"""Drafts belong to the person at the clerk's own window, and end with the visit."""

from datetime import timedelta

import pytest

from hall.kernel import clock
from queueing.errors import TicketGone
from queueing.models import IntakeDraft
from queueing.verbs import calling, closing
from queueing.verbs.drafts import save_draft
from queueing.verbs.tickets import cancel_ticket
from tests.queueing.workbench import a_bench

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench():
    made = a_bench(matters=1)
    made.call()
    return made


def save(bench, by=None):
    wishes = {"ticket_id": bench.ticket.pk, "matter_code": bench.small.matters[0].code}
    return save_draft(
        hall=bench.small.hall, people={"holder_name": "李明"}, form={"note": "急"}, by=by or bench.clerk, **wishes
    )


def test_a_late_autosave_after_the_visit_keeps_nothing(bench):
    save(bench)
    assert IntakeDraft.objects.count() == 2
    bench.press("start"), bench.press("finish")
    assert not IntakeDraft.objects.exists()
    with pytest.raises(TicketGone):
        save(bench)
    answer = bench.send("draft", htmx=False, quiet="1")
    assert (answer.status_code, answer.json()) == (200, {"saved": ""})
    assert not IntakeDraft.objects.exists()


def test_a_colleague_does_not_write_into_my_draft(bench):
    save(bench)
    _, colleague = bench.small.window()
    with pytest.raises(TicketGone):
        save(bench, by=colleague)
    assert {draft.saved_by for draft in IntakeDraft.objects.all()} == {bench.clerk}


def test_a_cancelled_number_leaves_no_draft(bench):
    save(bench)
    cancel_ticket(hall=bench.small.hall, token=bench.ticket.token, by=bench.small.guide)
    assert not IntakeDraft.objects.exists()


def test_a_missed_number_keeps_its_draft_until_the_day_is_over(bench):
    save(bench)
    calling.miss(hall=bench.small.hall, window_code="01", reason="离开", by=bench.clerk)
    assert IntakeDraft.objects.count() == 2
    with clock.frozen(clock.now() + timedelta(hours=13)):
        closing.close_left_over(ticket_id=bench.ticket.pk)
    assert not IntakeDraft.objects.exists()


@pytest.mark.parametrize("path", ["/workbench/reveal/", "/workbench/do/finish/", "/workbench/do/recall/"])
def test_a_page_without_a_ticket_is_told_so_and_never_fails(path):
    bench = a_bench(matters=1)
    answer = bench.client.post(path, {"ticket": "", "reason": "核对"}, headers={"HX-Request": "true"})
    assert answer.status_code == 409 and "已不在本窗口" in answer.content.decode()


def test_an_intake_without_a_ticket_is_told_so_and_never_fails():
    bench = a_bench(matters=1)
    answer = bench.send("accept", ticket="")
    assert answer.status_code == 409 and "已不在本窗口" in answer.content.decode()


def page_saves(bench, page, seen, note):
    return bench.send("draft", htmx=False, quiet="1", note=note, draft_page=page, draft_seen=seen)


def test_what_another_page_changed_is_shown_field_by_field_and_mine_is_kept(bench):
    first = page_saves(bench, "page-one", "0", "第一页写的").json()
    assert first["revision"] == 1
    assert page_saves(bench, "page-two", "1", "第二页改的").json()["revision"] == 2
    answer = page_saves(bench, "page-one", "1", "第一页又写的")
    parted = answer.json()
    assert answer.status_code == 409 and bench.clerk.name in parted["parted"]
    assert [(one["label"], one["mine"], one["theirs"]) for one in parted["fields"]] == [
        ("备注", "第一页又写的", "第二页改的")
    ]
    assert "第二页改的" in IntakeDraft.objects.exclude(matter=None).get().content, "nothing is overwritten"
    page = bench.send("accept", note="第一页又写的", draft_page="page-one", draft_seen="1").content.decode()
    assert "另一页改了这些栏目" in page and 'value="第一页又写的"' in page
    assert page_saves(bench, "page-one", "2", "第一页又写的").json()["revision"] == 3, "mine, once I say so"


def test_a_late_save_of_the_same_page_is_no_clash(bench):
    page_saves(bench, "page-one", "0", "写")
    assert page_saves(bench, "page-one", "0", "写到").status_code == 200
