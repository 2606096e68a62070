"""Why is this the date? The walk is checked against the rules; the answer stands on all three pages."""

from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.urls import reverse

from applications import deadlines, tasks
from applications.explanations import Counted, Stopped, explain
from applications.queries.whys import whys_of
from hall.kernel import clock
from hall.queries.calendar import seed_calendar

CALENDAR = seed_calendar()


def on(day: str):
    return clock.frozen(datetime.fromisoformat(f"{day}T02:00:00").replace(tzinfo=clock.BEIJING))


def a_limit(dice: Random):
    start = date(2019, 1, 1) + timedelta(days=dice.randrange(2600))
    unit = dice.choice(["working_day", "working_day", "natural_day", "month", "hour"])
    stops = [(start + timedelta(days=n), start + timedelta(days=n + 5)) for n in dice.choice([[], [3], [2, 20]])]
    limit = dice.randint(1, {"month": 3, "hour": 72}.get(unit, 30))
    return Counted(start, limit, unit, dice.choice([0, 0, 10]) if unit != "hour" else 0), stops


def test_two_thousand_walks_arrive_at_the_date_of_the_rules_with_the_right_count():
    dice = Random(20260921)
    for _ in range(2_000):
        counted, pairs = a_limit(dice)
        held = deadlines.Stops(deadlines.Stop(*pair) for pair in pairs)
        due = deadlines.due(counted.start, counted.limit, counted.unit, CALENDAR, held)
        due = deadlines.extended(due, counted.extension, CALENDAR, held) if counted.extension else due
        days = explain(counted, due, CALENDAR, [Stopped(*pair, "听证") for pair in pairs]).days
        assert days[-1].day == due and [line.day for line in days] == sorted({line.day for line in days})
        counts = [line.count for line in days if line.count is not None]
        assert counts == list(range(1, len(counts) + 1))
        if counted.unit == "working_day":
            assert counts[-1] == counted.limit + counted.extension


def test_a_natural_limit_shows_every_day_and_where_the_last_one_moved_to():
    counted = Counted(date(2026, 9, 16), 15, "natural_day")
    shown = explain(counted, date(2026, 10, 8), CALENDAR)
    assert shown.heading == "第几天" and shown.days[14].count == 15 and shown.days[14].day == date(2026, 10, 1)
    assert shown.days[15].note == "休息日，顺延" and shown.days[-1].note == "顺延到这一天，工作日"
    assert any("顺延到下一个工作日" in sentence for sentence in shown.sentences)


def test_a_stop_names_its_own_law():
    stops = [Stopped(date(2026, 3, 9), date(2026, 3, 20), "公示", "《食品安全法》第三十五条")]
    shown = explain(Counted(date(2026, 3, 2), 20, "working_day"), date(2026, 4, 13), CALENDAR, stops)
    assert any("《食品安全法》第三十五条" in one and "恢复当天算" in one for one in shown.sentences)


def keys(application) -> dict[str, date]:
    application.refresh_from_db()
    return {why.key: why.due for why in whys_of(application)}


def test_each_date_that_runs_is_explained(ours):
    received = ours.receive()
    assert keys(received) == {"notice": received.notice_due}
    waiting = ours.awaiting_correction()
    assert keys(waiting) == {"correction": waiting.correction_due}
    accepted = ours.accepted()
    assert keys(accepted) == {"promise": date(2026, 10, 12), "legal": date(2026, 10, 26)}


def test_a_deemed_acceptance_says_that_the_law_counts_from_receipt(ours):
    application = ours.receive(ticks=ours.ticks(m1="missing"))
    with on("2026-09-30"):
        tasks.sweep_deadlines()
    application.refresh_from_db()
    assert "自收件之日起即为受理" in whys_of(application)[0].explanation.sentences[0]
    assert not any("即为受理" in one for one in whys_of(ours.accepted())[0].explanation.sentences)


@pytest.mark.parametrize("who", ["approver", "clerk"])
def test_approver_and_clerk_open_the_explanation_of_both_dates(ours, client, who):
    application = ours.accepted()
    client.force_login(getattr(ours, who))
    page = client.get(reverse("application", args=[application.number])).content.decode()
    for shown in ("承诺办结日为什么是 2026年10月12日", "法定办结日为什么是 2026年10月26日", "国庆", "调休上班"):
        assert shown in page


def test_the_citizen_opens_it_in_two_languages(ours, client):
    application = ours.accepted()
    body = {"number": application.number, "second_factor": ours.applicant.phone[-4:]}
    page = client.post(reverse("status"), body, follow=True).content.decode()
    assert "承诺办结日为什么是" in page and "国庆" in page and "第几个工作日" in page
    client.cookies["django_language"] = "en"
    english = client.get(reverse("status-result")).content.decode()
    assert "Promised date: why is it" in english and "Working day no." in english


def test_a_date_in_a_year_without_an_official_list_says_that_it_may_still_change(ours):
    with on("2026-12-21"):
        whys = whys_of(ours.accepted())
    assert whys[1].is_provisional and any("还没有公布" in one for one in whys[1].explanation.sentences)
