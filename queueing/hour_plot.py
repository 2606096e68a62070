"""The plot of a day: calls and waiting by the hour, as lengths of bars. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from queueing.queries.figures import Line


@dataclass(frozen=True)
class HourBar:
    """One hour: lengths from 0 to 100 of what is drawn beside the numbers."""

    line: Line
    calls: float
    median: float
    most: float


def hour_bars(lines: Sequence[Line]) -> list[HourBar]:
    """Bars on one scale for calls and one for minutes."""
    busiest = max((line.calls for line in lines), default=0) or 1
    longest = max((line.wait_most or 0 for line in lines), default=0) or 1
    return [
        HourBar(
            line,
            line.calls * 100 / busiest,
            (line.wait_median or 0) * 100 / longest,
            (line.wait_most or 0) * 100 / longest,
        )
        for line in lines
    ]
