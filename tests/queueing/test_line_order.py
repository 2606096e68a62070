"""The order of the line: rules as values, and the stated bound on overtaking."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from queueing.line_order import (
    NO_RUNS,
    PRIORITY_RUN,
    Head,
    Line,
    Runs,
    Standing,
    next_in,
    runs_before,
    standing,
)
from queueing.looking_ahead import behind, people_ahead, upcoming
from tests.queueing.crowd import Crowd

P, A, O = Standing.PRIORITY, Standing.APPOINTMENT, Standing.ORDINARY  # noqa: E741
NOON = datetime(2026, 9, 21, 12)


def head(position, cls=O, *, queue=1):
    return Head(ticket_id=position, queue_id=queue, position=position, standing=cls)


def line(*heads, runs=NO_RUNS, rank=1, queue=1, k=PRIORITY_RUN):
    return Line(queue, rank, runs, k, {one.standing: one for one in heads})


def called(*heads, runs=NO_RUNS, k=PRIORITY_RUN):
    return next_in([line(*heads, runs=runs, k=k)]).head.standing


def test_nobody_waits():
    assert next_in([line()]) is None


def test_priority_then_appointments_then_the_time_of_issue():
    assert called(head(9, P), head(5, A), head(1)) == P
    assert called(head(5, A), head(1)) == A
    assert called(head(1)) == O


def test_after_k_calls_that_passed_an_ordinary_person_one_is_called():
    choice = next_in([line(head(9, P), head(5, A), head(1), runs=Runs(ordinary=PRIORITY_RUN))])
    assert (choice.head.position, choice.runs) == (1, Runs(0, 0))
    assert called(head(9, P), head(1), runs=Runs(ordinary=3), k=4) == P
    assert called(head(9, P), head(1), runs=Runs(ordinary=1), k=1) == O


def test_after_k_priority_calls_that_passed_an_appointment_it_is_called():
    choice = next_in([line(head(9, P), head(5, A), runs=Runs(appointment=PRIORITY_RUN))])
    assert (choice.head.standing, choice.runs) == (A, Runs(0, 0))


def test_appointments_count_as_calls_that_pass_an_ordinary_person():
    assert next_in([line(head(5, A), head(1))]).runs == Runs(ordinary=1)


def test_calls_that_pass_nobody_do_not_count():
    assert next_in([line(head(9, P))]).runs == NO_RUNS


def test_a_queue_of_lower_rank_goes_first_and_equal_ranks_by_position():
    first, second = line(head(5), rank=2, queue=1), line(head(8), rank=1, queue=2)
    assert next_in([first, second]).head.position == 8
    assert next_in([first, line(head(4), rank=2, queue=3)]).head.position == 4


def test_whose_call_was_taken_back_is_next_again():
    assert called(head(9, P), head(1), runs=runs_before(O, NO_RUNS, 2)) == O
    assert called(head(9, P), head(5, A), runs=runs_before(A, NO_RUNS, 2)) == A
    assert runs_before(P, Runs(2, 1), 2) == Runs(1, 0)


def test_an_appointment_counts_from_its_beginning_for_who_came_in_time():
    begins, ends = NOON, NOON + timedelta(minutes=30)
    assert standing("", begins, ends, NOON - timedelta(minutes=20), NOON - timedelta(minutes=1)) == O
    assert standing("", begins, ends, NOON - timedelta(minutes=20), NOON) == A
    assert standing("", begins, ends, NOON - timedelta(minutes=20), NOON + timedelta(minutes=50)) == A
    assert standing("", begins, ends, NOON + timedelta(minutes=31), NOON + timedelta(minutes=32)) == O
    assert standing("disabled", begins, ends, NOON, NOON) == P
    assert standing("", None, None, NOON, NOON) == O


def test_coming_back_in_lands_behind_three_people_or_at_the_end():
    assert behind([1000, 2000, 3000, 4000], 3) == 3500
    assert behind([1000, 2000, 3000], 3) is None
    assert behind([1000], 0) == 999
    assert behind([], 0) is None


def test_where_no_position_is_left_it_is_the_next_gap():
    assert behind([1000, 1001, 1002, 2000], 1) == 1501
    assert behind([1000, 1001], 1) is None


EVENTS = st.tuples(
    st.sampled_from(["priority", "appointment", "ordinary", "call", "call", "rejoin", "postpone", "undo", "transfer"]),
    st.integers(0, 30),
)


@settings(max_examples=300)
@given(events=st.lists(EVENTS, max_size=90), k=st.integers(1, 4))
def test_nobody_is_passed_by_more_than_the_stated_bound(events, k):
    crowd = Crowd(k)
    for what, number in events:
        crowd.happen(what, number)
    crowd.call_all()
    assert crowd.waiting == {}


@given(
    counts=st.tuples(*[st.integers(0, 9)] * 3),
    k=st.integers(1, 4),
    runs=st.builds(Runs, st.integers(0, 4), st.integers(0, 4)),
)
def test_people_ahead_is_what_a_simulated_queue_shows(counts, k, runs):
    classes = {cls: [head(100 * cls + n, cls) for n in range(counts[cls])] for cls in Standing}
    order = upcoming(classes, runs, k, limit=100)
    assert len(order) == sum(counts)
    for place, one in enumerate(order):
        waiting = {cls: len(classes[cls]) for cls in Standing} | {one.standing: classes[one.standing].index(one)}
        assert place == people_ahead(one.standing, waiting, runs, k)
