"""The order of the line: rules as values, and the stated bound on overtaking."""

from hypothesis import given
from hypothesis import strategies as st

from queueing.line_order import (
    PRIORITY_RUN,
    Head,
    Line,
    next_in,
    people_ahead,
    rejoin_position,
    streak_before,
    upcoming,
)


def head(position, *, priority=False, queue=1):
    return Head(ticket_id=position, queue_id=queue, position=position, is_priority=priority)


def line(priority=None, ordinary=None, *, streak=0, rank=1, queue=1):
    return Line(queue, rank, streak, priority, ordinary)


def test_nobody_waits():
    assert next_in([line()]) is None


def test_priority_goes_first_though_it_came_later():
    assert next_in([line(head(9, priority=True), head(1))]).head.position == 9


def test_after_two_priority_calls_an_ordinary_person_is_called():
    choice = next_in([line(head(9, priority=True), head(1), streak=PRIORITY_RUN)])
    assert (choice.head.position, choice.streak) == (1, 0)


def test_priority_calls_that_pass_nobody_do_not_count():
    assert next_in([line(head(9, priority=True))]).streak == 0


def test_a_queue_of_lower_rank_goes_first_and_equal_ranks_by_position():
    first, second = line(ordinary=head(5), rank=2, queue=1), line(ordinary=head(8), rank=1, queue=2)
    assert next_in([first, second]).head.position == 8
    assert next_in([first, line(ordinary=head(4), rank=2, queue=3)]).head.position == 4


def test_an_ordinary_person_whose_call_was_taken_back_is_next():
    streak = streak_before(False, 0)
    assert next_in([line(head(9, priority=True), head(1), streak=streak)]).head.position == 1


def test_coming_back_in_lands_behind_three_people_or_at_the_end():
    assert rejoin_position([1000, 2000, 3000, 4000], 3) == 3500
    assert rejoin_position([1000, 2000, 3000], 3) is None
    assert rejoin_position([1000], 0) == 999


@given(
    arrivals=st.lists(st.sampled_from(["priority", "ordinary", "call"]), max_size=120),
)
def test_nobody_ordinary_is_passed_by_more_than_the_stated_bound(arrivals):
    waiting, streak, bounds, passed = [], 0, {}, {}
    for position, event in enumerate([*arrivals, *["call"] * 120]):
        if event != "call":
            if event == "ordinary":
                ahead = sum(not h.is_priority for h in waiting)
                bounds[position], passed[position] = PRIORITY_RUN * (ahead + 1), 0
            waiting.append(head(position, priority=event == "priority"))
            continue
        first = next((h for h in waiting if h.is_priority), None)
        ordinary = next((h for h in waiting if not h.is_priority), None)
        choice = next_in([line(first, ordinary, streak=streak)])
        if choice is None:
            continue
        assert all(h.position > choice.head.position for h in waiting if h is not choice.head
                   and h.is_priority == choice.head.is_priority)  # fmt: skip
        waiting.remove(choice.head)
        streak = choice.streak
        if choice.head.is_priority:
            for h in waiting:
                if not h.is_priority:
                    passed[h.position] += 1
                    assert passed[h.position] <= bounds[h.position]
    assert waiting == []


@given(priority=st.integers(0, 12), ordinary=st.integers(0, 12), streak=st.integers(0, PRIORITY_RUN))
def test_people_ahead_is_what_a_simulated_queue_shows(priority, ordinary, streak):
    first = [head(100 + n, priority=True) for n in range(priority)]
    second = [head(n) for n in range(ordinary)]
    order = upcoming(first, second, streak, limit=100)
    for place, h in enumerate(order):
        own, other = (first, second) if h.is_priority else (second, first)
        assert place == people_ahead(
            is_priority=h.is_priority, before=own.index(h), others=len(other), streak=streak if second else 0
        )
