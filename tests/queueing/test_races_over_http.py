"""Twenty clerks and many machines over HTTP on several processes (reliability.md T1, T2), in short form.

The full form: `python -m benchmarks.double_call` and `python -m benchmarks.ticket_race`. Each has its control: with the
protection off the same race goes wrong.
"""

from pathlib import Path

import pytest

from benchmarks import double_call, ticket_race
from benchmarks.processes import serving
from benchmarks.trial import without
from tests.factories import a_published_matter
from tests.journeys.running import Running

pytestmark = [pytest.mark.stack, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return Running(tmp_path, {"web": 1, "live": 2}).environment()


def test_twenty_clerks_call_everybody_once_and_in_order_and_without_the_lock_they_do_not(environment):
    race, control = double_call.prepare(80), double_call.prepare(40)
    with serving(environment, processes=2) as origin:
        double_call.run(origin, race)
    found = double_call.judge(race)
    assert race.errors == []
    assert (found.doubled, found.lost, found.inversions) == (0, 0, 0), found
    assert found.calls >= 80
    with without(*double_call.SAFETY_NET), serving(environment, processes=2, off="queue-lock") as origin:
        double_call.run(origin, control, only_calls=True)
        shown = double_call.judge(control)
    assert shown.doubled >= 1, "the control must show what the lock prevents"


def test_numbers_have_no_gap_and_no_twin_over_midnight_and_a_changed_clock(environment, tmp_path: Path):
    ahead = tmp_path / "ahead"
    ahead.write_text(str(ticket_race.seconds_to_midnight()))
    codes = [a_published_matter().matter.code]
    issue = ticket_race.prepare(ahead, codes, clients=16)
    with serving(environment, processes=2, ahead=str(ahead)) as origin:
        ticket_race.run(origin, issue, 96)
    found = ticket_race.judge(issue)
    assert issue.errors == []
    assert found.is_good and found.keys == 96 and found.sent > 100, found
    assert found.days >= 2, "the day changed in between"
    control = ticket_race.prepare(ahead, codes, clients=16)
    with without(*ticket_race.SAFETY_NET), serving(environment, processes=2, off="number-counter") as origin:
        ticket_race.run(origin, control, 40, first=1000, moves_clock=False)
        shown = ticket_race.judge(control)
    assert shown.duplicates >= 1, "the control must show what the counter prevents"
