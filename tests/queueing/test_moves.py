"""The table of moves, walked through the verbs: what it allows happens, what it forbids is refused."""

import pytest

from hall.kernel.errors import DomainError
from hall.roles import Role
from queueing.errors import NobodyAtWindow
from queueing.models import Service, Ticket
from queueing.states import AT_A_WINDOW, TICKET_MOVES, TicketState
from queueing.verbs import calling
from queueing.verbs.tickets import cancel_ticket, postpone, rejoin
from tests.factories.queue import a_small_hall

pytestmark = pytest.mark.django_db
VERBS = [
    "call_chosen", "recall", "undo_call", "start", "miss", "rejoin", "transfer", "postpone", "park", "unpark", "take_back",
    "finish", "cancel",
]  # fmt: skip


def a_ticket_that_is(state):
    """A ticket in this state, at window 01 where the state asks for one."""
    small = a_small_hall()
    small.window()
    small.window(kind="issuing", opened=False, code="90")
    small.clerks[0].roles.append(Role.DUTY_LEAD)
    ticket = small.ticket()
    calling.call_next(hall=small.hall, window_code="01", by=small.clerks[0])
    service = Service.objects.filter(ticket=ticket)
    if state not in AT_A_WINDOW:
        service.update(ended_at=ticket.issued_at, outcome="test")
    Ticket.objects.filter(pk=ticket.pk).update(state=state, room="302 室")
    small.ticket()
    return small, ticket


def act(verb, small, ticket):
    at = {"hall": small.hall, "window_code": "01", "by": small.clerks[0]}
    guide = {"hall": small.hall, "token": ticket.token, "by": small.guide}
    return {
        "recall": lambda: calling.recall(**at),
        "undo_call": lambda: calling.undo_call(**at),
        "start": lambda: calling.start(**at),
        "miss": lambda: calling.miss(**at, reason="测试"),
        "rejoin": lambda: rejoin(**guide),
        "transfer": lambda: calling.transfer(**at, queue_code="issuing", reason="测试"),
        "call_chosen": lambda: calling.call_chosen(**at, number=ticket.number, reason="测试"),
        "postpone": lambda: postpone(**guide),
        "park": lambda: calling.park(**at, room="302 室"),
        "unpark": lambda: calling.unpark(**guide),
        "take_back": lambda: calling.take_back(**at, number=ticket.number),
        "finish": lambda: calling.finish(**at),
        "cancel": lambda: cancel_ticket(**guide),
    }[verb]()


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", TicketState.values)
def test_a_verb_does_what_the_table_says_or_is_refused(state, verb):
    small, ticket = a_ticket_that_is(state)
    move = TICKET_MOVES["leave" if (verb, state) == ("cancel", TicketState.AWAITING_RESULT) else verb]
    if state in move.start:
        act(verb, small, ticket)
        ticket.refresh_from_db()
        assert ticket.state == (move.end or state)
        return
    with pytest.raises((DomainError, NobodyAtWindow)) as refused:
        act(verb, small, ticket)
    ticket.refresh_from_db()
    assert ticket.state == state and refused.value.status in {404, 409}


def test_every_state_has_its_label_and_every_verb_its_word():
    assert all(state.label for state in TicketState)
    assert all(move.label for move in TICKET_MOVES.values())
