"""After the window: the same number is called at the issuing counter when every instant result is ready."""

import pytest

from applications.models import Application
from hall.kernel import clock
from hall.models import OutgoingMessage
from queueing.events import TicketAwaitsResult
from queueing.models import TicketApplication
from queueing.queries.desk import desk
from queueing.tasks import call_for_result, sweep_results
from queueing.verbs import calling
from queueing.verbs.serving import link_application
from queueing.verbs.tickets import cancel_ticket
from queueing.verbs.windows import close_window, open_window
from tests.factories import a_published_matter
from tests.factories.queue import a_small_hall

pytestmark = pytest.mark.django_db


def at(small, window=0):
    return {"hall": small.hall, "window_code": small.windows[window].code, "by": small.clerks[window]}


@pytest.fixture
def served():
    """Someone is being served at window 01; window 02 issues."""
    small = a_small_hall()
    small.window(), small.window(kind="issuing")
    small.ticket(phone="13800138000")
    calling.call_next(**at(small))
    calling.start(**at(small))
    return small


def an_application_at(small, window):
    """An instant one handed in at another window, whose result is ready."""
    here = small.__class__(**{**vars(small), "windows": small.windows[window:], "clerks": small.clerks[window:]})
    return an_application(here, instant=True, state="awaiting_collection")


def an_application(small, *, instant, state="accepted"):
    kind = {"case_kind": "instant", "promised_limit": 0, "promised_unit": "none"} if instant else {}
    version, now = a_published_matter(**kind), clock.now()
    number = f"11{version.pk:010d}"
    made = Application.objects.create(
        hall=small.hall, number=number, project_number=number, version=version, department=version.matter.department,
        applicant=desk(small.clerks[0]).ticket.party, state=state, received_at=now, notice_due=now.date(),
        accepted_at=now, promise_due=now.date(), received_by=small.clerks[0],
    )  # fmt: skip
    link_application(**at(small), application_number=number)
    return made


def becomes(application, state):
    application.state = state
    application.save()


def test_nothing_instant_means_finished(served):
    an_application(served, instant=False)
    assert calling.finish(**at(served)).state == "finished"


def test_an_instant_matter_is_waited_for_and_called_with_the_same_number(served):
    first, second = an_application(served, instant=True), an_application(served, instant=True)
    an_application(served, instant=False)
    ticket = calling.finish(**at(served))
    assert ticket.state == "awaiting_result"
    becomes(first, "awaiting_collection")
    call_for_result(application_id=first.pk)
    ticket.refresh_from_db()
    assert ticket.state == "awaiting_result"
    becomes(second, "awaiting_collection")
    call_for_result(application_id=second.pk)
    call_for_result(application_id=second.pk)
    called = calling.call_next(**at(served, 1))
    assert (called.pk, called.number, called.window.code, called.queue.kind) == (ticket.pk, "A001", "02", "issuing")
    assert "02号窗口" in OutgoingMessage.objects.get(event="result_called").text
    calling.start(**at(served, 1))
    assert calling.finish(**at(served, 1)).state == "finished"


def test_who_was_sent_to_one_window_is_called_by_any_issuing_counter_afterwards(served):
    served.window(code="03")
    calling.transfer(**at(served), to_window="03", reason="续办")
    calling.call_next(**at(served, 2))
    calling.start(**at(served, 2))
    application = an_application_at(served, 2)
    calling.finish(**at(served, 2))
    call_for_result(application_id=application.pk)
    assert calling.call_next(**at(served, 1)).number == "A001"


def test_results_that_were_ready_before_the_end_are_told_at_once(served, told, django_capture_on_commit_callbacks):
    application = an_application(served, instant=True, state="awaiting_collection")
    with django_capture_on_commit_callbacks(execute=True):
        assert calling.finish(**at(served)).state == "awaiting_result"
    assert TicketAwaitsResult(application.pk) in told


def test_the_sweeper_finds_those_whose_event_was_lost(served):
    application = an_application(served, instant=True)
    ticket = calling.finish(**at(served))
    sweep_results()
    ticket.refresh_from_db()
    assert ticket.state == "awaiting_result"
    becomes(application, "awaiting_collection")
    sweep_results()
    ticket.refresh_from_db()
    assert (ticket.state, ticket.queue) == ("waiting", served.issuing)


def test_results_that_all_went_away_end_the_waiting(served):
    application = an_application(served, instant=True)
    ticket = calling.finish(**at(served))
    becomes(application, "withdrawn")
    sweep_results()
    ticket.refresh_from_db()
    assert ticket.state == "finished"


def test_a_result_of_nobody_who_waits_changes_nothing(served):
    application = an_application(served, instant=True, state="awaiting_collection")
    call_for_result(application_id=application.pk)
    assert desk(served.clerks[0]).ticket.state == "serving"
    call_for_result(application_id=0)


def test_with_the_issuing_counter_closed_the_result_is_kept_and_the_person_is_told_so(served, client):
    close_window(**at(served, 1))
    application = an_application(served, instant=True)
    ticket = calling.finish(**at(served))
    becomes(application, "awaiting_collection")
    call_for_result(application_id=application.pk)
    words = client.get(f"/tickets/{ticket.token}/").content.decode()
    assert (
        "出件窗口现在没有开放" in words and "分钟" not in words.partition("数据截至")[0].partition("followed-number")[2]
    )
    open_window(**at(served, 1))
    assert calling.call_next(**at(served, 1)).number == ticket.number
    assert "02号窗口" in OutgoingMessage.objects.get(event="result_called").text


def test_the_result_of_someone_who_has_left_waits_without_a_call(served):
    application = an_application(served, instant=True)
    ticket = calling.finish(**at(served))
    cancel_ticket(hall=served.hall, token=ticket.token, reason="先走了", by=served.guide)
    becomes(application, "awaiting_collection")
    call_for_result(application_id=application.pk), sweep_results()
    ticket.refresh_from_db()
    assert ticket.state == "finished" and calling.call_next(**at(served, 1)) is None
    application.refresh_from_db()
    assert application.state == "awaiting_collection", "it is collected another day"


def test_a_result_that_is_ready_first_is_called_only_after_the_window_is_done(served):
    application = an_application(served, instant=True, state="awaiting_collection")
    call_for_result(application_id=application.pk)
    assert calling.call_next(**at(served, 1)) is None, "still at the window"
    ticket = calling.finish(**at(served))
    call_for_result(application_id=application.pk)
    assert calling.call_next(**at(served, 1)).pk == ticket.pk


def test_linking_an_application_twice_links_it_once(served):
    application = an_application(served, instant=True)
    link_application(**at(served), application_number=application.number)
    assert TicketApplication.objects.count() == 1
