"""How far a window and its clerk go with a matter (办理能力): functions of values, no tables and no clock.

Three sides speak: rules of the window, rules of the clerk, rules of this clerk at this window. On each side the closest
rule counts: the matter's own, else its department's, else the one about all matters. A rule of clerk and window together
decides alone; otherwise the stricter of the other two. Nobody said anything: FULL.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

FULL, ASSISTED, CONSULT = "full", "assisted", "consult"
STRICTNESS = {FULL: 0, ASSISTED: 1, CONSULT: 2}
HANDING_IN = frozenset({"comprehensive", "package", "foreign", "green_lane"})


@dataclass(frozen=True)
class Rule:
    """One rule as stored; None means any."""

    window: int | None
    clerk: int | None
    matter: int | None
    department: int | None
    level: str
    assistant: str = ""

    @property
    def side(self) -> int:
        """0 the window's, 1 the clerk's, 2 of both."""
        return 2 if self.window and self.clerk else 1 if self.clerk else 0

    @property
    def distance(self) -> int:
        """How far from the matter: 0 its own, 1 its department's, 2 all matters'."""
        return 0 if self.matter else 1 if self.department else 2

    def speaks_of(self, window: int, clerk: int | None, matter: int, department: int) -> bool:
        """Whether the rule is about this window, clerk and matter."""
        return (
            self.window in {None, window}
            and (self.clerk is None or self.clerk == clerk)
            and self.matter in {None, matter}
            and self.department in {None, department}
        )


def deciding(rules: Iterable[Rule], window: int, clerk: int | None, matter: int, department: int) -> Rule | None:
    """The rule that decides for this window, clerk and matter; None when nobody said anything."""
    closest: dict[int, Rule] = {}
    for rule in rules:
        if rule.speaks_of(window, clerk, matter, department):
            known = closest.get(rule.side)
            if known is None or rule.distance < known.distance:
                closest[rule.side] = rule
    if 2 in closest:
        return closest[2]
    return max(closest.values(), key=lambda rule: STRICTNESS[rule.level], default=None)


class Rules:
    """All rules of a hall, found by window and clerk, with answers kept."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.of_window: dict[int | None, list[Rule]] = defaultdict(list)
        for rule in rules:
            self.of_window[rule.window].append(rule)
        self._kept: dict[tuple[int, int | None, int, int], str] = {}

    def about(self, window: int) -> list[Rule]:
        """The rules that may speak of this window."""
        return [*self.of_window.get(window, ()), *self.of_window.get(None, ())]

    def level(self, window: int, clerk: int | None, matter: int, department: int) -> str:
        """FULL, ASSISTED or CONSULT."""
        key = (window, clerk, matter, department)
        if key not in self._kept:
            rule = deciding(self.about(window), *key)
            self._kept[key] = rule.level if rule else FULL
        return self._kept[key]

    def may_take(self, window: int, clerk: int | None, matters: Iterable[tuple[int, int]]) -> bool:
        """Whether all these matters (with their departments) may be handed in there."""
        if not self.about(window):
            return True
        return all(self.level(window, clerk, matter, department) != CONSULT for matter, department in matters)
