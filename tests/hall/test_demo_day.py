"""The people of the demonstration day: invented, valid, believable."""

import json
from datetime import date
from itertools import islice
from random import Random
from unittest.mock import Mock

import pytest
from django.core.management import CommandError, call_command

from hall.config.demo_day.crowd import Crowd, Wish, chosen
from hall.config.demo_day.memory import citizen_of, write
from hall.config.demo_day.pace import CROWD, FLOW, HALF_HOUR, flow, seconds_between
from hall.contact import cleaned_name, cleaned_phone
from hall.identity import normalised

TODAY = date(2026, 9, 21)
MATTERS = [Wish(f"m{n}", f"事项{n}", f"d{n % 5}") for n in range(40)]


def people(seed: int, count: int) -> list:
    return list(islice(Crowd(seed, TODAY, MATTERS, MATTERS).people(), count))


def test_invented_people_have_valid_documents_that_belong_to_nobody():
    crowd = people(1, 400)
    for citizen in crowd:
        for person in filter(None, (citizen.person, citizen.principal)):
            assert normalised(person.id_type, person.id_number, today=TODAY) == person.id_number
            assert cleaned_name(person.name) == person.name
            assert cleaned_phone(person.phone) == person.phone and person.phone[:7] in ("", "1400000")
    assert {citizen.person.id_type for citizen in crowd} == {"resident", "passport"}
    assert any(citizen.principal and citizen.principal.id_type == "credit_code" for citizen in crowd)
    assert any("·" in citizen.person.name for citizen in crowd)


def test_the_same_seed_brings_the_same_people_and_another_one_others():
    assert people(7, 20) == people(7, 20) != people(8, 20)


def test_a_visit_has_one_to_four_different_matters():
    counts = set()
    for citizen in people(3, 300):
        codes = [wish.code for wish in citizen.wishes]
        assert len(codes) == len(set(codes))
        counts.add(len(codes))
    assert counts == {1, 2, 3, 4}
    assert len(chosen(Random(1), MATTERS[:1], 3)) == 1


def test_only_the_elderly_ask_to_go_first_for_their_age():
    elderly = [citizen for citizen in people(5, 500) if citizen.priority == "elderly"]
    assert elderly and all(int(citizen.person.id_number[6:10]) <= TODAY.year - 65 for citizen in elderly)


def test_more_people_come_when_few_wait_and_fewer_when_many_do():
    fewest, most = CROWD
    few, enough, many = (seconds_between(0, 8, waiting) for waiting in (fewest - 1, fewest + 1, most + 1))
    assert few < enough < many
    assert flow(0) == flow(HALF_HOUR * len(FLOW)) == FLOW[0]


def test_whoever_is_written_down_is_remembered_as_they_were(tmp_path):
    place, file = Mock(present=dict(enumerate(people(9, 8)))), tmp_path / "day.json"
    write(place, file)
    assert [citizen_of(row) for row in json.loads(file.read_text("utf-8"))] == list(place.present.values())
    assert file.stat().st_mode & 0o077 == 0


def test_the_day_is_refused_outside_a_demonstration(settings):
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="演示环境"):
        call_command("run_demo_day")


def test_a_speed_of_nothing_is_refused_in_words(settings):
    settings.DEMONSTRATION, settings.DEVELOPMENT = True, True
    with pytest.raises(CommandError, match="--speed"):
        call_command("run_demo_day", "--speed=0")
