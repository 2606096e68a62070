"""Pauses end when they should, lunch is taken in turns, reserve windows open when a manager says so."""

from datetime import datetime, time

import pytest

from hall import steps
from hall.kernel import clock
from hall.kernel.errors import NotPermitted
from hall.roles import Role
from queueing.models import LunchBreak
from queueing.pausing import resume_by
from queueing.verbs.shifts import put_into_service, set_lunch, take_out_of_service
from queueing.verbs.windows import open_window, pause_window, resume_window
from queueing.window_errors import LunchTimesWrong, NotAReserve, NotInService, ReserveStillOpen
from tests.factories import StaffFactory
from tests.factories.queue import a_small_hall

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, 5, tzinfo=clock.BEIJING)
LUNCH = (time(12), time(12, 40))


@pytest.fixture
def small():
    small = a_small_hall()
    small.window()
    return small


@pytest.fixture
def manager(small):
    return StaffFactory(hall=small.hall, roles=[Role.HALL_MANAGER])


def test_lunch_ends_as_planned_and_other_pauses_after_their_usual_time():
    assert resume_by("午餐", NOON, LUNCH) == NOON.replace(minute=40)
    assert resume_by("午餐", NOON, None) == NOON.replace(minute=50)
    assert resume_by("午餐", NOON.replace(hour=16), LUNCH) == NOON.replace(hour=16, minute=50)
    assert resume_by("短暂离开", NOON, LUNCH) == NOON.replace(minute=15)


def test_a_pause_keeps_when_it_began_and_when_it_should_end(small, manager):
    set_lunch(hall=small.hall, windows=["01"], begins=LUNCH[0], ends=LUNCH[1], by=manager)
    here = {"hall": small.hall, "window_code": "01", "by": small.clerks[0]}
    with clock.frozen(NOON):
        session = pause_window(**here, reason="午餐")
        assert (session.paused_at, session.resume_by) == (NOON, NOON.replace(minute=40))
        assert resume_window(**here).resume_by is None


def test_lunch_is_set_for_several_windows_and_taken_away_again(small, manager):
    small.window()
    given = {"hall": small.hall, "windows": ["01", "02"], "by": manager}
    assert len(set_lunch(**given, begins=LUNCH[0], ends=LUNCH[1])) == 2
    with pytest.raises(LunchTimesWrong):
        set_lunch(**given, begins=LUNCH[1], ends=LUNCH[0])
    with pytest.raises(NotPermitted):
        set_lunch(**{**given, "by": small.clerks[0]}, begins=None, ends=None)
    set_lunch(**given, begins=None, ends=None)
    assert not LunchBreak.objects.exists()


def test_a_reserve_window_opens_only_while_it_is_in_service(small, manager):
    window, clerk = small.window(opened=False)
    window.is_reserve = True
    window.save()
    here = {"hall": small.hall, "window_code": window.code}
    with pytest.raises(NotInService):
        open_window(**here, by=clerk)
    put_into_service(**here, reason="早高峰", by=manager)
    assert put_into_service(**here, reason="早高峰", by=manager).reason == "早高峰", "once is enough"
    open_window(**here, by=clerk)
    with pytest.raises(ReserveStillOpen):
        take_out_of_service(**here, by=manager)
    verbs = [step.verb for step in steps.steps_of(window)]
    assert verbs == ["put_into_service"]
    with pytest.raises(NotAReserve):
        put_into_service(hall=small.hall, window_code="01", reason="早高峰", by=manager)
