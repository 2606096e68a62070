"""Reading the catalogue: which standard counts, and what a window may ask for."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from hall.kernel import clock
from matters.errors import MatterNotAvailable, MatterNotFound
from matters.queries.catalogue import matter_by_code, standing_version, tick_list, version_in_force
from tests.factories import MatterFactory, VersionFactory, a_published_matter

pytestmark = pytest.mark.django_db


def test_a_matter_is_found_by_its_code_and_an_unknown_code_is_named_in_the_answer():
    version = a_published_matter()
    assert matter_by_code(version.matter.code) == version.matter
    with pytest.raises(MatterNotFound) as refused:
        matter_by_code("11000000")
    assert "11000000" in refused.value.words


def test_the_version_in_force_is_the_published_one_and_its_tick_list_keeps_the_order():
    version = a_published_matter(materials=3)
    assert version_in_force(version.matter) == version
    assert [material.order for material in tick_list(version)] == [1, 2, 3]


def test_a_matter_without_a_published_version_cannot_be_chosen():
    matter = MatterFactory()
    VersionFactory(matter=matter, state="draft", in_force=None)
    with pytest.raises(MatterNotAvailable) as refused:
        version_in_force(matter)
    assert "没有正在执行的标准" in refused.value.words


def test_a_paused_matter_says_why_and_is_still_shown():
    version = a_published_matter(state="paused", pause_reason="国家系统升级")
    with pytest.raises(MatterNotAvailable) as refused:
        version_in_force(version.matter)
    assert "国家系统升级" in refused.value.words
    assert standing_version(version.matter) == version


def test_the_version_of_a_past_moment_is_the_one_that_was_in_force_then():
    now = clock.now()
    new = a_published_matter(number=2, in_force=DateTimeTZRange(now - timedelta(days=1), None))
    old = VersionFactory(
        matter=new.matter, state="replaced", in_force=DateTimeTZRange(now - timedelta(days=9), now - timedelta(days=1))
    )
    assert version_in_force(new.matter) == new
    assert version_in_force(new.matter, now - timedelta(days=3)) == old


def test_reading_a_matter_with_its_tick_list_takes_three_queries(django_assert_num_queries):
    code = a_published_matter(materials=5).matter.code
    with django_assert_num_queries(3):
        tick_list(version_in_force(matter_by_code(code)))
