"""Plots of figures: bars as numbers on a scale of 100, drawn by the page as SVG without any style."""

from collections.abc import Sequence
from dataclasses import dataclass

from matters.measures import Measure
from matters.queries.figures import Figures, Line

DEPTH_KEYS = ("depth_1", "depth_2", "depth_3", "depth_4")


@dataclass(frozen=True)
class Bar:
    """One bar: whose, the figure, its length and where the goal stands, on a scale of 0 to 100."""

    line: Line
    value: float | int
    length: float
    goal: float | None
    is_reached: bool


@dataclass(frozen=True)
class Piece:
    """A piece of one stacked bar."""

    measure: Measure
    value: int
    start: float
    length: float


def bars(figures: Figures, measure: Measure) -> list[Bar]:
    """The departments by one measure, the largest first; those of which nothing can be said are left out."""
    known = [(line, value) for line in figures.departments if (value := line.value(measure.key)) is not None]
    top = 100.0 if measure.is_share else max((float(value) for _, value in known), default=0.0)
    return [_bar(line, value, top, measure) for line, value in sorted(known, key=lambda pair: (-pair[1], pair[0].name))]


def _bar(line: Line, value: float | int, top: float, measure: Measure) -> Bar:
    length = max(0.0, min(100.0, round(100 * value / top, 1))) if top else 0.0
    goal = float(measure.goal) if measure.goal is not None else None
    return Bar(line, value, length, goal, goal is None or value >= goal)


def depths(line: Line, measures: Sequence[Measure]) -> list[Piece]:
    """How the matters spread over the four depths of going online, as one stacked bar."""
    values = [(measure, int(line.value(measure.key) or 0)) for measure in measures if measure.key in DEPTH_KEYS]
    total = sum(value for _, value in values) or 1
    pieces: list[Piece] = []
    start = 0.0
    for measure, value in values:
        length = round(100 * value / total, 2)
        pieces.append(Piece(measure, value, round(start, 2), length))
        start += length
    return pieces
