"""The Celery app and the beat table: sweepers make up for every hint the broker lost."""

import os
from contextlib import suppress
from logging.config import dictConfig
from pathlib import Path
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hall.config.settings.dev")

app = Celery("hall")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def log_as_the_pages_do(**_: Any) -> None:
    """Worker and beat write the same lines as the pages, without personal data."""
    from django.conf import settings

    dictConfig(settings.LOGGING)


@worker_init.connect
def let_pages_go_first(**_: Any) -> None:
    """Windows wait for pages, messages can wait a moment. Where the kernel groups processes by session, `nice` counts only
    inside a group, and the group has a value of its own."""
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(os.nice(0)))


app.conf.beat_schedule = {
    "canary": {"task": "hall.tasks.canary", "schedule": 10.0, "options": {"expires": 60}},
    "relay-messages": {"task": "hall.tasks.relay_messages", "schedule": 5.0, "options": {"expires": 30}},
    "sweep-messages": {"task": "hall.tasks.sweep_messages", "schedule": 15.0, "options": {"expires": 30}},
    "forget-requests": {"task": "hall.tasks.forget_requests", "schedule": 3600.0, "options": {"expires": 600}},
    "sweep-files": {"task": "hall.tasks.sweep_files", "schedule": 60.0, "options": {"expires": 60}},
    "seal-steps": {"task": "hall.tasks.seal_steps", "schedule": 10.0, "options": {"expires": 30}},
    "sweep-imports": {"task": "matters.tasks.sweep_imports", "schedule": 30.0, "options": {"expires": 30}},
    "sweep-results": {"task": "queueing.tasks.sweep_results", "schedule": 15.0, "options": {"expires": 30}},
    "sweep-tickets": {"task": "queueing.tasks.sweep_tickets", "schedule": 300.0, "options": {"expires": 300}},
    "learn-times": {"task": "queueing.tasks.learn_times", "schedule": 600.0, "options": {"expires": 600}},
    "measure-estimates": {"task": "queueing.tasks.measure_estimates", "schedule": 3600.0, "options": {"expires": 3000}},
    "sweep-appointments": {
        "task": "queueing.tasks.sweep_appointments",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "sweep-windows": {"task": "queueing.tasks.sweep_windows", "schedule": 60.0, "options": {"expires": 60}},
    "sweep-days": {"task": "queueing.tasks.sweep_days", "schedule": 60.0, "options": {"expires": 60}},
    "watch-printers": {"task": "queueing.tasks.watch_printers", "schedule": 5.0, "options": {"expires": 5}},
    "sweep-signing": {
        "task": "applications.tasks.sweep_signing",
        "schedule": 15.0,
        "options": {"expires": 30},
    },
    "collect-scans": {"task": "queueing.tasks.collect_scans", "schedule": 5.0, "options": {"expires": 5}},
    "sweep-deadlines": {"task": "applications.tasks.sweep_deadlines", "schedule": 300.0, "options": {"expires": 300}},
    "sweep-papers": {"task": "applications.tasks.sweep_papers", "schedule": 300.0, "options": {"expires": 300}},
    "make-files": {"task": "applications.tasks.make_files", "schedule": 15.0, "options": {"expires": 15}},
    "sweep-recounts": {"task": "applications.tasks.sweep_recounts", "schedule": 120.0, "options": {"expires": 120}},
    "sweep-grievances": {"task": "complaints.tasks.sweep_grievances", "schedule": 600.0, "options": {"expires": 600}},
    "sweep-rectifications": {
        "task": "complaints.tasks.sweep_rectifications",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "sweep-versions": {"task": "matters.tasks.sweep_versions", "schedule": 60.0, "options": {"expires": 60}},
    "sweep-ratings": {"task": "complaints.tasks.sweep_ratings", "schedule": 300.0, "options": {"expires": 300}},
}
