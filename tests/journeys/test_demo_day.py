"""A short demonstration day: invented people live through it on the real thing."""

import subprocess
import sys
from collections import Counter

import pytest

from applications.models import Application, HandOver
from queueing.models import Ticket
from stack.places import REPO
from tests.journeys.running import Running

pytestmark = [pytest.mark.stack, pytest.mark.django_db(transaction=True)]
DAY = ["run_demo_day", "--people", "12", "--windows", "3", "--speed", "30"]
SEED = (
    "1583"  # among these twelve: one misses the call and comes back, one never does, one gives up, one forgot a paper
)


def states(model: type) -> Counter[str]:
    return Counter(model.objects.values_list("state", flat=True))


def test_a_day_of_twelve_people_leaves_every_kind_of_end_behind(hall: Running, demo_hall: str):
    command = [sys.executable, "manage.py", *DAY, "--seed", SEED]
    environment = {**hall.environment(), "WEB_ADDRESS": hall.web}
    done = subprocess.run(command, cwd=REPO, env=environment, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:] + hall.log("web")

    tickets, applications = states(Ticket), states(Application)
    assert tickets.total() == 12, done.stdout
    assert {"finished", "cancelled", "missed"} <= tickets.keys(), (tickets, done.stdout)
    assert not {"waiting", "parked"} & tickets.keys(), (
        tickets,
        done.stdout,
    )  # a decision rests ten minutes: some wait for it
    assert {"accepted", "delivered"} <= applications.keys(), done.stdout
    assert HandOver.objects.exists()
    assert "评价 " in done.stdout and "5xx" not in done.stdout
