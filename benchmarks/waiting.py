"""`python -m benchmarks.waiting [days]`: a rehearsed hall tells ranges for weeks; how many waits fell inside, and without learning.

Each hall lives the same days twice: with what ours learns (how long matters take, how wrong estimates were), and as the
control with a setting that is wrong and a fixed width.
"""

import sys
from random import Random

from queueing.estimating import DayOfEstimates, day_of
from queueing.rehearsal import RehearsedHall

HALLS = ((8, 1.0), (8, 1.08), (8, 1.15), (3, 1.05), (24, 1.05))
FIRST_DAYS = 5


def main(days: int = 30) -> None:
    print(
        f"{'windows':>7} {'load':>5}  {'inside':>6} {'worst day':>9} {'median err':>10} {'p90 err':>8} {'width':>6}   control"
    )
    for windows, load in HALLS:
        hall = RehearsedHall(Random(windows), windows=windows, load=load, expected_minutes=6)
        control = RehearsedHall(
            Random(windows), windows=windows, load=load, expected_minutes=6, learns=False, knows_matters=False
        )
        (found, worst, width), (plain, plain_worst, _) = (figures(one, days) for one in (hall, control))
        print(
            f"{windows:7} {load:5.2f}  {share(found):5.0f} % {worst:7.0f} % {found.median:6.1f} min {found.p90:4.1f} min"
            f" {width:4.0f} m   {share(plain):.0f} % inside, worst day {plain_worst:.0f} %"
        )


def figures(hall: RehearsedHall, days: int) -> tuple[DayOfEstimates, float, float]:
    """All days after the first ones, the worst of them, and how wide the ranges were."""
    lived = hall.live(days)[FIRST_DAYS:]
    told = [one for day in lived for one in day]
    return day_of(told), min(share(day_of(day)) for day in lived), sum(one.high - one.low for one in told) / len(told)


def share(day: DayOfEstimates) -> float:
    return 100 * day.inside / day.count


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 30))
