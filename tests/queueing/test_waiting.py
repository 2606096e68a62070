"""The wait is a range, from the work ahead and the windows that do it."""

import pytest

from queueing.waiting import (
    Spread,
    Work,
    middle_of,
    minutes_each,
    minutes_of,
    range_around,
    seconds_for,
    waiting_range,
)


@pytest.mark.parametrize(
    ("ahead", "each", "windows", "expected"),
    [(0, 10, 3, (0, 5)), (6, 10, 3, (10, 30)), (6, 10, 0, (40, 80)), (1, 10, 10, (0, 5)), (100, 5, 10, (30, 70))],
)
def test_the_range_has_steps_of_five_and_some_width(ahead, each, windows, expected):
    found = waiting_range(ahead, each, windows)
    assert (found.low, found.high) == expected


def test_when_every_window_is_busy_one_has_to_become_free_first():
    assert middle_of(0, 12, 3) == 0
    assert middle_of(0, 12, 3, all_busy=True) == 4
    assert middle_of(5, 12, 3, all_busy=True) == 24


def test_a_range_is_as_wide_as_estimates_were_wrong():
    narrow, wide = range_around(6, 40, Spread(-0.1, 0.1)), range_around(6, 40, Spread(-0.5, 0.8))
    assert (narrow.low, narrow.high) == (35, 45) and (wide.low, wide.high) == (15, 80)
    assert narrow.middle == wide.middle == 40


@pytest.mark.parametrize("spread", [Spread(-1.0, 3.0), Spread(0.2, 0.3), Spread(-0.9, -0.2)])
@pytest.mark.parametrize("middle", [0.0, 0.4, 7.0, 480.0])
def test_a_range_is_never_below_nothing_and_never_empty(spread, middle):
    found = range_around(3, middle, spread)
    assert 0 <= found.low < found.high and found.low % 5 == found.high % 5 == 0


def test_the_work_of_people_ahead_is_that_of_their_matters():
    assert minutes_of(Work(0), 9) == 9
    assert minutes_of(Work(4), 9) == 9, "nothing is known of their matters"
    assert minutes_of(Work(4, known=4, known_seconds=4 * 1200), 9) == 20
    assert minutes_of(Work(4, known=2, known_seconds=2 * 1200), 10) == 15, "half of them as usual"


def test_a_ticket_takes_as_long_as_its_matters_and_an_unknown_one_among_them_its_share():
    times = {1: 300, 2: 900}
    assert seconds_for([1, 2], times, 600) == 1200
    assert seconds_for([1, 9], times, 600) == 600
    assert seconds_for([2, 9], times, 600) == 1500, "at most what the queue usually takes"
    assert seconds_for([8, 9], times, 600) == 0, "the queue's own figure counts"


def test_one_strange_service_does_not_make_a_strange_range():
    assert minutes_each(None, 10) == 10
    assert minutes_each(5, 9, 1) == 8 and minutes_each(5, 9, 1000) == pytest.approx(3, abs=0.1)
    assert minutes_each(36000, 10, 5) == 20 and minutes_each(360000, 10, 1000) == pytest.approx(30, abs=0.2)


def test_no_wait_is_told_longer_than_a_day():
    assert middle_of(5000, 30, 1) == 480


def test_whom_few_windows_can_serve_waits_for_one_of_those():
    assert middle_of(4, 12, 4, able=4) == middle_of(4, 12, 4, able=None) == 12
    assert middle_of(4, 12, 4, able=1) == 12 + 12 - 3
    assert middle_of(0, 12, 4, able=0) == 9, "nobody can now: as if one window opened"
