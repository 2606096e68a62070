"""Tickets by property (reliability.md T3): any series of acts, held against a model that is nothing but the table of moves.

Legal acts happen with exactly one step, illegal ones are refused and change nothing. TICKET_EXAMPLES sets how many series.
"""

import os
from collections import Counter
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from hall.kernel.errors import DomainError
from hall.models import Step
from hall.roles import Role
from queueing.models import Ticket
from queueing.states import AT_A_WINDOW, TICKET_MOVES
from queueing.verbs import calling
from queueing.verbs.tickets import cancel_ticket, postpone, rejoin
from tests.factories.queue import WindowQueueFactory, a_small_hall

EXAMPLES = int(os.environ.get("TICKET_EXAMPLES", "8"))
PLACES = ("01", "02")
legal: Counter[str] = Counter()
refused: Counter[str] = Counter()


class TicketMachine(RuleBasedStateMachine):
    """Two windows, a guide, a few people; the model knows where each ticket stands and who is at which window."""

    @initialize()
    def a_hall(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.small = a_small_hall()
        for _ in PLACES:
            window, _clerk = self.small.window()
            WindowQueueFactory(window=window, queue=self.small.issuing)
        for clerk in self.small.clerks:
            clerk.roles = [Role.WINDOW_CLERK, Role.DUTY_LEAD]
            clerk.save()
        self.states: dict[int, str] = {}
        self.at: dict[str, int] = {}
        self.tokens: dict[int, str] = {}
        self.numbers: dict[int, str] = {}

    def teardown(self) -> None:
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    @rule(priority=st.sampled_from(["", "", "disabled"]))
    def someone_comes(self, priority: str) -> None:
        ticket = self.small.ticket(priority=priority)
        self.states[ticket.pk], self.tokens[ticket.pk], self.numbers[ticket.pk] = "waiting", ticket.token, ticket.number

    @rule(window=st.sampled_from(PLACES))
    def call(self, window: str) -> None:
        held = self.at.get(window)
        ticket = self.tried("call", held is None, lambda: calling.call_next(**self.here(window)))
        if ticket is not None:
            assert self.states[ticket.pk] == "waiting"
            self.states[ticket.pk], self.at[window] = "called", ticket.pk
        elif held is None:
            assert "waiting" not in self.states.values()

    @rule(
        window=st.sampled_from(PLACES),
        verb=st.sampled_from(["recall", "undo_call", "start", "miss", "park", "transfer", "finish"]),
    )
    def at_the_window(self, window: str, verb: str) -> None:
        more = {
            "miss": {"reason": "未到"},
            "park": {"room": "302"},
            "transfer": {"queue_code": "issuing", "reason": "取证"},
        }
        held = self.at.get(window)
        able = held is not None and self.states[held] in TICKET_MOVES[verb].start
        done = self.tried(verb, able, lambda: getattr(calling, verb)(**self.here(window), **more.get(verb, {})))
        if done is not None:
            self.follow(held, verb)

    @rule(
        window=st.sampled_from(PLACES),
        pick=st.integers(0, 9),
        verb=st.sampled_from(["call_chosen", "take_back"]),
    )
    def by_number(self, window: str, pick: int, verb: str) -> None:
        ticket = self.picked(pick)
        if ticket is None:
            return
        able = window not in self.at and self.states[ticket] in TICKET_MOVES[verb].start
        more = {"reason": "急"} if verb == "call_chosen" else {}
        act = getattr(calling, verb)
        if self.tried(verb, able, lambda: act(**self.here(window), number=self.numbers[ticket], **more)) is not None:
            self.follow(ticket, verb)
            self.at[window] = ticket

    @rule(pick=st.integers(0, 9), verb=st.sampled_from(["rejoin", "postpone", "unpark", "cancel"]))
    def by_the_guide(self, pick: int, verb: str) -> None:
        ticket = self.picked(pick)
        if ticket is None:
            return
        act = {"rejoin": rejoin, "postpone": postpone, "unpark": calling.unpark, "cancel": cancel_ticket}[verb]
        if (verb, self.states[ticket]) == ("cancel", "awaiting_result"):
            verb = "leave"  # who was served gives up no place
        able = self.states[ticket] in TICKET_MOVES[verb].start
        done = self.tried(
            verb, able, lambda: act(hall=self.small.hall, token=self.tokens[ticket], by=self.small.guide),
            may_be_refused=verb in ("rejoin", "postpone"),
        )  # fmt: skip
        if done is not None:
            self.follow(ticket, verb)

    @invariant()
    def tables_and_model_agree(self) -> None:
        if hasattr(self, "states"):
            assert dict(Ticket.objects.of(self.small.hall).values_list("pk", "state")) == self.states
            held = Ticket.objects.of(self.small.hall).filter(state__in=AT_A_WINDOW).values_list("window__code", "pk")
            assert dict(held) == self.at

    def tried(self, verb: str, able: bool, act: Any, *, may_be_refused: bool = False) -> Any:
        """Do it: one step when it happens, none and no change when it is refused."""
        before = Step.objects.filter(subject_type="queueing.ticket").count()
        try:
            done = act()
        except DomainError as error:
            assert not able or may_be_refused, error.words
            assert error.status == 409
            done = None
            refused[verb] += 1
        else:
            assert able, f"{verb} must be refused here"
            legal[verb] += done is not None
        assert Step.objects.filter(subject_type="queueing.ticket").count() == before + (done is not None)
        return done

    def follow(self, ticket: Any, verb: str) -> None:
        self.states[ticket] = TICKET_MOVES[verb].end or self.states[ticket]
        if self.states[ticket] not in AT_A_WINDOW:
            self.at = {window: held for window, held in self.at.items() if held != ticket}

    def picked(self, pick: int) -> int | None:
        known = sorted(self.states)
        return known[pick % len(known)] if known else None

    def here(self, window: str) -> dict[str, Any]:
        return {"hall": self.small.hall, "window_code": window, "by": self.small.clerks[PLACES.index(window)]}


@pytest.mark.django_db
def test_any_series_of_acts_goes_as_the_table_says():
    run_state_machine_as_test(
        TicketMachine,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
    assert {"call", "start", "finish"} & set(legal) and refused
