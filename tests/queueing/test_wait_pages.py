"""The error of estimates is published, and small groups and first days make no nonsense."""

from datetime import date, timedelta

import pytest
from django.utils.html import strip_tags

from hall.kernel import clock
from hall.roles import Role
from queueing.models import EstimateError
from queueing.wait_plot import HEIGHT, bars
from tests.factories import HallFactory, StaffFactory
from tests.factories.queue import a_small_hall


def test_bars_stand_side_by_side_and_days_without_a_share_have_none():
    day = date(2026, 9, 21)
    drawn = bars([(day, 100), (day + timedelta(days=1), None), (day + timedelta(days=2), 50)])
    assert [(bar.inside, bar.is_short, bar.height) for bar in drawn] == [(100, False, HEIGHT), (50, True, HEIGHT / 2)]
    assert drawn[0].x + drawn[0].width < drawn[1].x and bars([]) == []


@pytest.fixture
def small():
    return a_small_hall()


def measured(small, ago, count, inside, **more):
    EstimateError.objects.create(
        hall=small.hall, queue=small.queue, day=clock.today() - timedelta(days=ago), count=count, inside=inside,
        median_minutes=3.2, p90_minutes=9.4, bias_minutes=-1.1, waited_minutes=12.0, computed_at=clock.now(), **more,
    )  # fmt: skip


@pytest.mark.django_db
def test_the_first_day_says_that_there_is_nothing_yet(client, small):
    words = strip_tags(client.get(f"/halls/{small.hall.code}/waiting/").content.decode())
    assert "还没有可公布的数据" in words and "nan" not in words.lower() and "None" not in words
    client.force_login(StaffFactory(hall=small.hall, roles=[Role.HALL_MANAGER]))
    words = client.get("/queue/waiting/").content.decode()
    assert "还没有误差可看" in words and "None" not in words


@pytest.mark.django_db
def test_everybody_sees_the_days_and_small_groups_stay_hidden(client, small):
    measured(small, 1, 80, 64)
    measured(small, 2, 4, 4)
    words = client.get(f"/halls/{small.hall.code}/waiting/").content.decode()
    assert "<b>80</b>" in words and "80%" in words and "少于 5 个号，不公布" in words and "100%" not in words
    assert words.count("plot-bar") == 1 and "None" not in words
    assert client.get("/halls/nowhere/waiting/").status_code == 404


@pytest.mark.django_db
def test_managers_see_bias_and_how_wide_ranges_are_told(client, small):
    measured(small, 1, 80, 40, lower=-0.25, upper=0.6, learned_from=400)
    client.force_login(StaffFactory(hall=small.hall, roles=[Role.HALL_MANAGER]))
    words = client.get("/queue/waiting/").content.decode()
    assert "-0.25 ~ +0.60（学自 400 个号）" in words and "低于 70%" in words and "-1.1" in words
    client.force_login(StaffFactory(hall=HallFactory(), roles=[Role.HALL_MANAGER]))
    assert "学自" not in client.get("/queue/waiting/").content.decode(), "another hall's"
    client.force_login(StaffFactory(hall=small.hall))
    assert client.get("/queue/waiting/").status_code == 403


@pytest.mark.django_db
def test_the_public_page_asks_few_times_however_many_days(client, small, django_assert_max_num_queries):
    for ago in range(1, 20):
        measured(small, ago, 50, 40)
    with django_assert_max_num_queries(4):  # hall, lines, days, queues
        client.get(f"/halls/{small.hall.code}/waiting/")
