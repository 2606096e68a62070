"""Who covers what, as values; when a reserve window is proposed."""

import pytest

from queueing import reserve
from queueing.allocation import (
    ALSO,
    FIRST,
    NOT,
    ONLY,
    OPEN,
    PAUSED,
    Post,
    Want,
    allocated,
    differences,
    queues_after,
    stranded,
)
from queueing.capability import Rule, Rules

NO_RULES, ONE = Rules([]), (Want("a", "comprehensive"),)


@pytest.mark.parametrize(
    ("mode", "present", "after"),
    [
        (ONLY, ("a", "b"), ("c",)),
        (FIRST, ("a", "b"), ("c", "a", "b")),
        (FIRST, ("a", "c"), ("c", "a")),
        (ALSO, ("a", "b"), ("a", "b", "c")),
        (ALSO, ("c", "b"), ("c", "b")),
        (NOT, ("a", "c"), ("a",)),
    ],
)
def test_a_queue_is_made_the_only_one_put_first_put_last_or_taken_away(mode, present, after):
    assert queues_after(present, "c", mode) == after


def lose(changes, *, standing=OPEN, wants=ONE, rules=NO_RULES):
    before = [Post(1, "01", ("a",), OPEN, 11), Post(2, "02", ("a",), standing, 12)]
    return stranded(wants, before, allocated(before, changes), rules)


def test_the_last_open_window_of_a_queue_with_people_stays():
    assert lose({"01": ("b",)}) == set()
    assert lose({"01": ("b",), "02": ("b",)}) == {Want("a", "comprehensive")}
    assert lose({"01": ("b",)}, standing=PAUSED) == {Want("a", "comprehensive")}, "a paused window is no substitute"


def test_what_nobody_could_serve_before_strands_nobody():
    assert lose({"01": ("b",)}, wants=[Want("z", "comprehensive")]) == set()


def test_a_window_that_only_advises_is_no_substitute_where_things_are_handed_in():
    rules = Rules([Rule(2, None, 8, None, "consult")])
    wants = [Want("a", "comprehensive", ((8, 1),)), Want("a", "consulting", ((8, 1),))]
    assert lose({"01": ("b",)}, wants=wants, rules=rules) == {wants[0]}


def test_a_person_bound_to_a_window_keeps_that_window():
    bound = Want("a", "comprehensive", window=1)
    assert lose({"01": ("b",)}, wants=[bound]) == {bound}
    assert lose({"02": ("b",)}, wants=[bound]) == set()


def test_a_plan_changes_only_windows_that_are_and_differ():
    present = {"01": ("a",), "02": ("b",)}
    assert differences(present, {"01": ("a",), "02": ("a",), "99": ("a",)}) == {"02": ("a",)}


def test_a_reserve_window_is_proposed_for_a_crowd_and_for_a_long_wait():
    crowd = reserve.proposal(waiting=60, windows=10, estimate=12, lately=[60], in_service=0, free=2)
    long = reserve.proposal(waiting=20, windows=10, estimate=25, lately=[20], in_service=0, free=1)
    nobody = reserve.proposal(waiting=2, windows=0, estimate=0, lately=[2], in_service=0, free=1)
    assert [found and found.act for found in (crowd, long, nobody)] == ["open"] * 3
    assert "6.0 人" in crowd.words and "25 分钟" in long.words and "没有开放窗口" in nobody.words
    assert reserve.proposal(waiting=60, windows=10, estimate=12, lately=[60], in_service=2, free=0) is None


def test_taking_one_out_is_proposed_after_a_quiet_quarter_of_an_hour_only():
    quiet = {"waiting": 3, "windows": 4, "estimate": 5, "in_service": 1, "free": 1}
    assert reserve.proposal(**quiet, lately=[3, 9, 15, 2]).act == "close"
    assert reserve.proposal(**quiet, lately=[3, 9, 16, 2]) is None
    assert reserve.proposal(**{**quiet, "in_service": 0}, lately=[3]) is None
