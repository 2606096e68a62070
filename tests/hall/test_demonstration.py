"""The demonstration hall can be loaded again and again, and only where demonstrations belong."""

import json
import stat
import time
from datetime import datetime

import pytest
from django.core.management import CommandError, call_command

from complaints.models import Complaint, Improvement, UnresolvedCase
from hall.kernel import clock
from hall.models import Department, Device, Hall, StaffMember, Window
from hall.queries.service_hours import opening
from hall.roles import Role
from queueing.models import Appointment, Capability, Queue, WindowPlan, WindowQueue
from tests.factories import a_published_matter

pytestmark = pytest.mark.django_db


@pytest.fixture
def data_dir(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    return tmp_path


def listed(capsys):
    capsys.readouterr()
    call_command("demo_accounts", "--json")
    return {row["username"]: row for row in json.loads(capsys.readouterr().out)}


def test_the_hall_has_its_windows_queues_and_people(data_dir):
    started = time.process_time()
    call_command("load_demo_hall")
    assert time.process_time() - started < 5, "seconds of work; a busy machine takes longer by the clock"
    hall = Hall.objects.get(code="tongzhou")
    kinds = list(Window.objects.of(hall).values_list("kind", flat=True))
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "comprehensive": 94, "issuing": 11, "package": 8, "green_lane": 4, "foreign": 4, "consulting": 2, "unresolved": 1,
    }  # fmt: skip
    assert Window.objects.of(hall).filter(is_reserve=True).count() == 8
    assert len(kinds) == 124
    assert set(Queue.objects.of(hall).values_list("prefix", flat=True)) == set("ABCLWYZ")
    assert WindowQueue.objects.filter(window__hall=hall).count() == 124 + 16, "16 special desks help the main line"
    assert set(WindowPlan.objects.of(hall).values_list("name", flat=True)) == {"日常", "早高峰", "午间", "集中出件"}
    assert opening(hall, clock.now()).is_open
    assert Capability.objects.of(hall).count() == 5
    for department in Department.objects.all():
        assert StaffMember.objects.filter(department=department, roles__contains=["approver"]).exists()
    for role in set(Role.values) - {"system"}:
        assert StaffMember.objects.filter(hall=hall, roles__contains=[role]).exists(), role


@pytest.mark.parametrize(
    "at", ["2026-11-22T15:05", "2026-11-22T15:55", "2026-11-22T23:30", "2026-11-28T12:40", "2026-11-23T07:00"]
)
def test_it_loads_at_any_hour_even_when_the_day_has_few_places_left(data_dir, at):
    for _ in range(3):
        a_published_matter()
    with clock.frozen(datetime.fromisoformat(at).replace(tzinfo=clock.BEIJING)):
        call_command("load_demo_hall")
        assert Appointment.objects.exists()


def test_loading_again_changes_nothing(data_dir, capsys):
    call_command("load_demo_hall")
    Window.objects.filter(code="07").update(zone="二层")
    before = (StaffMember.objects.count(), Window.objects.count(), Device.objects.count(), WindowQueue.objects.count())
    passwords = listed(capsys)["ck01"]["password"]
    call_command("load_demo_hall")
    after = (StaffMember.objects.count(), Window.objects.count(), Device.objects.count(), WindowQueue.objects.count())
    assert after == before
    assert listed(capsys)["ck01"]["password"] == passwords
    assert Window.objects.filter(code="07", zone="二层").exists(), "what a person changed stays"


def test_accounts_are_listed_with_role_department_and_window_and_they_work(data_dir, capsys, client):
    call_command("load_demo_hall")
    rows = listed(capsys)
    assert rows["ck07"]["window"] == rows["pad-07"]["window"] == "07"
    assert rows["cj31"]["window"] == "31"
    assert rows["sp_scjgj"]["department_code"] == "scjgj"
    assert rows["xicheng-ck01"]["hall"] == "xicheng"
    answer = client.post("/login/", {"username": "ck07", "password": rows["ck07"]["password"]})
    assert answer.status_code == 303
    call_command("demo_accounts")
    assert "ck01" in capsys.readouterr().out


def test_the_password_is_made_here_and_only_this_user_reads_it(data_dir, capsys):
    call_command("load_demo_hall")
    file = data_dir / "demo_accounts.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    first = listed(capsys)["ck01"]["password"]
    file.unlink()
    call_command("load_demo_hall")
    second = listed(capsys)["ck01"]["password"]
    assert first != second
    assert StaffMember.objects.get(username="ck01").check_password(second)


def test_contracted_clerks_never_approve_and_halls_are_kept_apart(data_dir):
    call_command("load_demo_hall")
    assert not StaffMember.objects.filter(is_contracted=True, roles__contains=["approver"]).exists()
    district = Hall.objects.get(code="xicheng")
    assert district.parent.code == "tongzhou"
    assert Window.objects.of(district).count() == 5


def test_outside_a_demonstration_both_commands_refuse(data_dir, settings):
    settings.DEMONSTRATION = False
    for command in ("load_demo_hall", "demo_accounts"):
        with pytest.raises(CommandError, match="演示"):
            call_command(command)
    assert not Hall.objects.exists()


def test_without_the_hall_the_list_says_what_to_run(data_dir):
    with pytest.raises(CommandError, match="load_demo_hall"):
        call_command("demo_accounts")


def test_the_hall_has_complaints_and_cases_in_several_states_made_once(data_dir):
    for _ in range(2):
        call_command("load_demo_hall")
    hall = Hall.objects.get(code="tongzhou")
    assert Complaint.objects.of(hall).count() == 8 and UnresolvedCase.objects.of(hall).count() == 6
    assert len(set(Complaint.objects.of(hall).values_list("state", flat=True))) >= 5
    assert len(set(UnresolvedCase.objects.of(hall).values_list("state", flat=True))) >= 5
    assert Improvement.objects.of(hall).get().state == "in_progress"
