"""The wait is a range."""

import pytest

from queueing.waiting import minutes_each, waiting_range


@pytest.mark.parametrize(
    ("ahead", "each", "windows", "expected"),
    [(0, 10, 3, (0, 5)), (6, 10, 3, (10, 30)), (6, 10, 0, (40, 80)), (1, 10, 10, (0, 5)), (100, 5, 10, (35, 65))],
)
def test_the_range_has_steps_of_five_and_some_width(ahead, each, windows, expected):
    found = waiting_range(ahead, each, windows)
    assert (found.low, found.high) == expected


def test_one_strange_service_does_not_make_a_strange_range():
    assert minutes_each(None, 10) == 10
    assert minutes_each(5, 9) == 3
    assert minutes_each(36000, 10) == 30
