"""Estimates are measured every day, and ranges hold what they say."""

from datetime import datetime, timedelta
from random import Random

import pytest

from hall.kernel import clock
from queueing.estimating import FEWEST, Told, day_of, learned, quantile, share_inside
from queueing.models import Capability, EstimateError, MatterTime, Service, Ticket
from queueing.queries.lines import line_of
from queueing.queries.waits import report
from queueing.rehearsal import RehearsedHall
from queueing.tasks import learn_times, measure_estimates
from queueing.verbs import calling
from queueing.verbs.estimating import measure_day
from tests.factories.queue import a_small_hall


def test_a_day_of_nobody_has_no_figures_and_no_nonsense():
    assert day_of([]).median is None and day_of([]).count == 0
    assert learned([]) is None and share_inside(0, 0) is None


def test_a_day_is_counted_inside_and_measured_from_the_middle():
    told = [Told(20, 10, 30, waited) for waited in (8, 10, 20, 30, 41)]
    found = day_of(told)
    assert (found.count, found.inside, found.median, found.bias, found.waited) == (5, 3, 10, 1.8, 20)
    assert [one.error for one in told] == [2, 0, 0, 0, 11]


def test_small_groups_are_not_shown():
    assert share_inside(4, 4) is None and share_inside(5, 4) == 80


def test_the_spread_is_learned_from_enough_errors_and_widens_with_them():
    steady = [Told(20, 0, 0, 20 + n % 3) for n in range(FEWEST)]
    wild = [Told(20, 0, 0, 60 if n % 4 == 0 else 5) for n in range(FEWEST)]
    assert learned(steady[:-1]) is None
    narrow, wide = learned(steady), learned(wild)
    assert narrow and wide and narrow.upper < wide.upper and narrow.lower > wide.lower
    assert quantile([1.0, 2.0, 3.0], 0.5) == 2 and quantile([1.0], 0.9) == 1


def inside(hall, after=5):
    later = [told for day in hall.days[after:] for told in day]
    worst = min(100 * sum(one.is_inside for one in day) / len(day) for day in hall.days[after:])
    return 100 * sum(one.is_inside for one in later) / len(later), worst


@pytest.mark.parametrize("seed", [1, 7])
def test_at_least_seven_of_ten_waits_fall_inside_and_without_learning_fewer_do(seed):
    hall, control = (
        RehearsedHall(Random(seed), expected_minutes=6, learns=learns, knows_matters=learns) for learns in (True, False)
    )
    hall.live(15), control.live(15)
    (share, worst), (control_share, control_worst) = inside(hall), inside(control)
    assert share >= 80 and worst >= 55
    assert control_share < 70 and control_worst < 40, "control: a setting that is wrong, and nothing learned"


@pytest.fixture
def small():
    made = a_small_hall(matters=2)
    made.window(), made.window()
    return made


def served(small, at, *, minutes, window=0, **ticket):
    """Somebody is served for so many minutes."""
    where = {"hall": small.hall, "window_code": small.windows[window].code, "by": small.clerks[window]}
    with clock.frozen(at):
        made = small.ticket(**ticket)
    with clock.frozen(at + timedelta(minutes=2)):
        calling.call_next(**where)
    with clock.frozen(at + timedelta(minutes=3)):
        calling.start(**where)
    with clock.frozen(at + timedelta(minutes=3 + minutes)):
        calling.finish(**where)
    made.refresh_from_db()
    return made


MONDAY = datetime(2026, 9, 21, 9, 0, tzinfo=clock.BEIJING)


@pytest.mark.django_db
def test_the_wait_is_reckoned_from_the_time_those_matters_take(small):
    short, long = small.matters
    for n in range(3):
        served(small, MONDAY + timedelta(hours=n), minutes=4, matter_codes=[short.code])
        served(small, MONDAY + timedelta(hours=n, minutes=20), minutes=24, matter_codes=[long.code])
    with clock.frozen(MONDAY + timedelta(hours=6)):
        learn_times(), learn_times()
        assert dict(MatterTime.objects.values_list("matter", "seconds")) == {short.pk: 240, long.pk: 1440}
        for _ in range(4):
            quick = small.ticket(matter_codes=[short.code])
        before = line_of(small.hall, "comprehensive")
        slow = small.ticket(matter_codes=[short.code, long.code])
        after = line_of(small.hall, "comprehensive")
    assert (quick.expected_seconds, slow.expected_seconds) == (240, 1680)
    assert before.minutes_each == 4 and after.minutes_each == pytest.approx((4 * 4 + 28) / 5)
    assert quick.estimate_ahead == 3 and quick.estimate_seconds == 3 * 240 / 2
    assert slow.estimate_low <= 8 <= slow.estimate_high


@pytest.mark.django_db
def test_whom_few_windows_can_serve_is_told_a_longer_wait(small):
    for window, clerk in zip(small.windows, small.clerks, strict=True):
        small.ticket()
        calling.call_next(hall=small.hall, window_code=window.code, by=clerk)
    usual = small.ticket()
    Capability.objects.create(hall=small.hall, window=small.windows[0], matter=small.matters[1], level="consult")
    other, only_there = small.ticket(), small.ticket(matter_codes=[small.matters[1].code])
    assert only_there.estimate_seconds - other.estimate_seconds > other.estimate_seconds - usual.estimate_seconds


@pytest.mark.django_db
def test_every_day_is_measured_once_however_often_the_task_runs(small):
    for n in range(6):
        served(small, MONDAY + timedelta(minutes=30 * n), minutes=5)
    with clock.frozen(MONDAY + timedelta(days=1)):
        measure_estimates(), measure_estimates()
    row = EstimateError.objects.get()
    assert (row.day, row.count, row.inside, row.waited_minutes) == (MONDAY.date(), 6, 6, 2.0)
    assert row.lower is None, "too few to learn from"


@pytest.mark.django_db
def test_the_first_day_has_no_figures_and_no_nonsense(small):
    with clock.frozen(MONDAY):
        assert measure_estimates() == 0 and report(small.hall) == []
        small.ticket()
        assert measure_estimates() == 0, "nobody was called yet"


@pytest.mark.django_db
def test_who_gave_up_a_place_is_not_held_against_the_estimate(small):
    from hall import steps
    from hall.permissions import system_person

    made = [served(small, MONDAY + timedelta(minutes=30 * n), minutes=5) for n in range(2)]
    with clock.frozen(MONDAY + timedelta(hours=2)):
        steps.record(made[0], "postpone", system_person("phone"))
    assert measure_day(queue=small.queue, day=MONDAY.date()).count == 1


@pytest.mark.django_db
def test_what_was_learned_makes_the_next_ranges(small):
    with clock.frozen(MONDAY):
        usual = line_of(small.hall, "comprehensive").range_behind(10)
        EstimateError.objects.create(
            hall=small.hall, queue=small.queue, day=MONDAY.date(), count=90, inside=70, lower=-0.6, upper=1.2,
            learned_from=90, computed_at=clock.now(),
        )  # fmt: skip
        wide = line_of(small.hall, "comprehensive").range_behind(10)
    assert wide.low < usual.low and wide.high > usual.high


@pytest.mark.django_db
def test_learning_needs_a_number_of_waits_and_then_writes_the_factors(small, monkeypatch):
    monkeypatch.setattr("queueing.estimating.FEWEST", 5)
    for n in range(5):
        served(small, MONDAY + timedelta(minutes=9 * n), minutes=3)
    Ticket.objects.update(estimate_seconds=60, estimate_low=0, estimate_high=5)
    row = measure_day(queue=small.queue, day=MONDAY.date())
    assert row.learned_from == 5 and row.lower == -0.15 and row.upper > 0.1
    assert Service.objects.count() == 5
