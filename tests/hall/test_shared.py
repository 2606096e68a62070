"""What many ask of a hall is worked out once for each change."""

from itertools import count

import pytest

from hall.kernel import live, shared


@pytest.fixture
def numbers(settings):
    """Each working out gives the next number."""
    settings.SHARED_SECONDS = 60
    shared.forget()
    given = count(1)
    yield lambda hall="somewhere": shared.shared(hall, "number", lambda: next(given))
    shared.forget()


def test_all_who_ask_between_two_changes_get_the_same_answer(numbers):
    assert [numbers(), numbers(), numbers()] == [1, 1, 1]


def test_a_change_of_the_hall_is_seen_at_once_and_one_elsewhere_is_not(numbers):
    numbers()
    live.publish(live.channel_of("elsewhere"), "changed")
    assert numbers() == 1
    live.publish(live.channel_of("somewhere"), "changed")
    assert numbers() == 2


def test_time_alone_ends_an_answer(numbers, settings):
    numbers()
    settings.SHARED_SECONDS = -1
    assert numbers() == 2


def test_without_redis_everything_is_worked_out_anew(numbers, monkeypatch):
    numbers()
    monkeypatch.setattr(live, "count", lambda hall_code: None)
    assert [numbers(), numbers()] == [2, 3]


def test_halls_do_not_mix(numbers):
    assert [numbers("one"), numbers("two"), numbers("one")] == [1, 2, 1]
