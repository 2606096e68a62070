"""Worker and beat whose sweep of deadlines sees another day, and for the control without what keeps a warning single.

Nothing of the house imports this; only `benchmarks.scheduler` starts celery with `--app benchmarks.beat_on_trial:app`.
TRIAL_CLOCK names a file with the seconds the sweep is ahead; TRIAL_EVERY is how often beat sweeps (300 s unless told);
TRIAL_OFF=alert-once takes the row lock and the look at what is stored away.
"""

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
from celery.signals import task_postrun, task_prerun

django.setup()

from applications.models import Alert  # noqa: E402
from applications.verbs import alerting  # noqa: E402
from hall.config.celery import app  # noqa: E402
from hall.kernel import clock  # noqa: E402

__all__ = ["app"]

AHEAD = Path(os.environ["TRIAL_CLOCK"])
ENTRIES = ("sweep-deadlines", "canary")
SWEEP = "applications.tasks.sweep_deadlines"


@task_prerun.connect
def see_another_day(task: Any, **_: Any) -> None:
    if task.name == SWEEP:
        clock._frozen.set(clock.now() + timedelta(seconds=float(AHEAD.read_text() or 0)))


@task_postrun.connect
def come_back(**_: Any) -> None:
    clock._frozen.set(None)


def _stored_blindly(application: Any, due: Any, number: int = 0) -> bool:
    time.sleep(0.05)  # as long as a busy database takes
    Alert.objects.create(
        hall_id=application.hall_id, department_id=application.department_id, application=application, kind=due.kind,
        step=due.step, round=number, due=due.due, words=due.words, fired_at=clock.now(),
    )  # fmt: skip
    return True


app.conf.beat_schedule = {name: dict(app.conf.beat_schedule[name]) for name in ENTRIES}
app.conf.beat_schedule["sweep-deadlines"]["schedule"] = float(os.environ.get("TRIAL_EVERY") or 300)
if os.environ.get("TRIAL_OFF") == "alert-once":
    alerting.locked = lambda rows, **lookup: rows.get(**lookup)  # type: ignore[assignment]
    alerting.store = _stored_blindly
