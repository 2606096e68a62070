"""When a provider is left and when it is taken again (fail-over). Pure functions of values.

Left: 50 errors in a minute, or a fifth of at least ten attempts, or three errors in a row. Taken again: it answered
three questions in a row, and then took one message.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

LOOKED_AT = timedelta(seconds=60)
MOST_ERRORS, FEWEST, SHARE, IN_A_ROW = 50, 10, 0.2, 3
PROBES = 3
TRIAL_LASTS = timedelta(seconds=30)
ERRORS = ("not_sent", "unclear")


@dataclass(frozen=True)
class Standing:
    """A provider in the order of preference: may it be used, and is it ready to be tried with one message."""

    name: str
    state: str
    is_on_trial: bool = False


def is_failing(outcomes: Sequence[str]) -> bool:
    """Whether a provider is to be left, by what its attempts of the last minute ended in, oldest first."""
    errors = sum(outcome in ERRORS for outcome in outcomes)
    last = outcomes[-IN_A_ROW:]
    in_a_row = len(last) == IN_A_ROW and all(outcome in ERRORS for outcome in last)
    return in_a_row or errors >= MOST_ERRORS or (len(outcomes) >= FEWEST and errors >= SHARE * len(outcomes))


def chosen(standings: Sequence[Standing], last: tuple[str, str] = ("", "")) -> str:
    """The provider of the next attempt; nothing when people switched all of them off.

    `last` is the provider and the outcome of the attempt before. What that provider may have is only ever tried there
    again: it knows the reference, another would send it twice.
    """
    usable = [one for one in standings if one.state != "off"]
    name, outcome = last
    if outcome == "unclear" and any(one.name == name for one in usable):
        return name
    others = [one for one in usable if not (one.name == name and outcome == "not_sent")] or usable
    for one in others:
        if one.state == "up" or one.is_on_trial:
            return one.name
    return others[0].name if others else ""
