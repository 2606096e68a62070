"""Limits: hand-worked dates of domain.md 2.3, and the conventions for natural days and months."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from applications import deadlines
from hall.queries.calendar import seed_calendar
from tests.applications import day_walker
from tests.applications.day_walker import walk

CALENDAR = seed_calendar()

TABLE = Path(__file__).with_name("deadline_cases.csv")
CASES = list(csv.DictReader(TABLE.open(encoding="utf-8")))


def stops_of(words: str) -> list[tuple[date, date]]:
    """2026-03-09~2026-03-20 as a pair of dates."""
    pairs = (one.split("~") for one in words.split())
    return [(date.fromisoformat(begin), date.fromisoformat(end)) for begin, end in pairs]


def reckoned(start, limit, unit, stops=(), extension=0):
    held = deadlines.Stops(deadlines.Stop(*one) for one in stops)
    day = deadlines.due(start, limit, unit, CALENDAR, held)
    return deadlines.extended(day, extension, CALENDAR, held) if extension else day


@dataclass
class Standard:
    statutory_limit: int | None = 20
    statutory_unit: str = "working_day"
    promised_limit: int = 10
    promised_unit: str = "working_day"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['start']}+{case['limit']} {case['why']}")
def test_the_table_of_hand_worked_dates(case):
    """domain.md 2.3 and 11: first day out, make-up days in, stops out, natural limits roll, extensions added."""
    found = reckoned(
        date.fromisoformat(case["start"]),
        int(case["limit"]),
        case["unit"],
        stops_of(case["stops"]),
        int(case["extension"]),
    )
    assert found == date.fromisoformat(case["due"]), case["why"]


def test_the_table_has_at_least_sixty_cases_of_every_kind():
    assert len(CASES) >= 60
    assert {case["unit"] for case in CASES} == {"working_day", "natural_day", "month"}
    assert sum(bool(case["stops"]) for case in CASES) >= 6 and sum(case["extension"] != "0" for case in CASES) >= 4


def a_limit(dice: Random):
    """A random start, limit, unit, up to five stops, an extension."""
    start = date(2019, 1, 1) + timedelta(days=dice.randrange(3100))
    unit = dice.choice(["working_day"] * 4 + ["natural_day", "month"])
    begins = [start + timedelta(days=dice.randint(1, 60)) for _ in range(dice.choice([0, 0, 1, 2, 3, 5]))]
    stops = [(begin, begin + timedelta(days=dice.randint(1, 30))) for begin in begins]
    return start, dice.randint(1, 6 if unit == "month" else 45), unit, stops, dice.choice([0, 0, 0, 10, 15])


def test_ten_thousand_random_limits_agree_with_an_independent_day_walker():
    dice = Random(20190102)
    for _ in range(10_000):
        limit = a_limit(dice)
        assert reckoned(*limit) == walk(*limit), limit


def test_an_oracle_that_counts_monday_to_friday_disagrees(monkeypatch):
    """The negative control: without make-up days and holidays most dates of the table are wrong."""
    monkeypatch.setattr(day_walker, "works", lambda day: day.weekday() < 5)
    wrong = [
        case for case in CASES
        if walk(date.fromisoformat(case["start"]), int(case["limit"]), case["unit"]) != date.fromisoformat(case["due"])
    ]  # fmt: skip
    assert len(wrong) > 30


def test_notice_and_delivery_have_five_and_ten_working_days():
    assert deadlines.notice_due(date(2019, 2, 1), CALENDAR) == date(2019, 2, 13)
    assert deadlines.delivery_due(date(2026, 9, 29), CALENDAR) == date(2026, 10, 19)


def test_a_saturday_of_extended_service_counts_from_the_next_working_day():
    saturday = date(2026, 9, 12)
    assert deadlines.notice_due(saturday, CALENDAR) == date(2026, 9, 18)


def test_both_clocks_keep_their_own_unit():
    clocks = deadlines.clocks(date(2026, 9, 21), Standard(promised_limit=10, promised_unit="natural_day"), CALENDAR)
    assert (clocks.legal_due, clocks.promise_due) == (date(2026, 10, 26), date(2026, 10, 8))
    assert not clocks.is_provisional


def test_a_matter_without_statutory_limit_has_only_a_promise():
    clocks = deadlines.clocks(date(2026, 9, 21), Standard(None, "none"), CALENDAR)
    assert clocks.legal_due is None and clocks.promise_due == date(2026, 10, 12)


def test_dates_beyond_the_official_calendar_are_marked_provisional():
    assert deadlines.clocks(date(2026, 12, 21), Standard(), CALENDAR).is_provisional
    assert not deadlines.clocks(date(2026, 11, 2), Standard(), CALENDAR).is_provisional


def test_an_instant_matter_is_due_the_day_it_is_accepted():
    assert deadlines.clocks(date(2026, 9, 21), Standard(promised_limit=0), CALENDAR).promise_due == date(2026, 9, 21)
