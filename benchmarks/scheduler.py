"""`python -m benchmarks.scheduler [cases]`: warnings come once whatever happens to beat and workers (T32).

Real processes of celery: two beats and two workers at once; both beats killed for an hour; the worker stopped as by SIGSTOP.
Each warning must be stored once for each case and step, what was missed be made up within five minutes, and a dead beat or a
silent worker be found within 90 s. The control takes the lock, the look at what is stored and the constraint away: there the
same warning stands twice. Uses PostgreSQL and Redis of the tests; makes a database there and drops it.
"""

import os
import shelve
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.finding import look_inside, own_database
from benchmarks.running import REPO

CASES, FOUND_SECONDS, MADE_UP_SECONDS = 30, 90, 300
APP = ("-m", "celery", "--app", "benchmarks.beat_on_trial:app")
WORKER = (
    "worker",
    "--queues",
    "celery",
    "--pool",
    "prefork",
    "--concurrency",
    "1",
    "--without-gossip",
    "--without-mingle",
)
KEPT_ONCE = "an_alert_fires_once_for_a_step"


class Processes:
    """Beats and workers on the trial clock."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.ahead = folder, folder / "ahead"
        self.ahead.write_text("0")
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, *names: str, every: float = 1, off: str = "") -> None:
        """`beat…` and `worker…`."""
        environ = {**os.environ, "TRIAL_CLOCK": str(self.ahead), "TRIAL_EVERY": str(every), "TRIAL_OFF": off}
        for name in names:
            words = (
                WORKER if name.startswith("worker") else ("beat", "--schedule", str(self.schedule(name)), "--pidfile=")
            )
            named = ("--hostname", f"{name}@%h") if name.startswith("worker") else ()
            with open(self.folder / f"{name}.log", "ab") as log:
                self.running[name] = subprocess.Popen(
                    [sys.executable, *APP, *words, *named, "--loglevel", "warning"],
                    cwd=REPO,
                    env=environ,
                    stdout=log,
                    stderr=log,
                )

    def schedule(self, name: str) -> Path:
        return self.folder / f"{name}-schedule"

    def kill(self, *names: str) -> None:
        """As a machine that loses its power."""
        for name in names:
            process = self.running.pop(name)
            process.kill()
            process.wait()

    def send(self, name: str, sign: signal.Signals) -> None:
        """A signal to a worker and the process it works in."""
        import psutil

        root = psutil.Process(self.running[name].pid)
        for process in [root, *root.children(recursive=True)]:
            process.send_signal(sign)

    def stop(self) -> None:
        for name in list(self.running):
            self.send(name, signal.SIGCONT)
            self.running[name].terminate()
        for process in self.running.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
        self.running.clear()

    def move_to(self, day: date, hour: int = 1) -> None:
        """Let it be this day for the business."""
        from django.utils import timezone

        from hall.kernel import clock

        moment = timezone.now().astimezone(clock.BEIJING)
        wanted = moment.replace(year=day.year, month=day.month, day=day.day, hour=hour, minute=0)
        self.ahead.write_text(str((wanted - moment).total_seconds()))


def main() -> None:
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    with own_database("bench_scheduler") as url, tempfile.TemporaryDirectory() as folder:
        look_inside(url)
        sys.exit(0 if held(cases, Path(folder)) else 1)


def held(cases: int, folder: Path) -> bool:
    """Whether every warning came once, in time, and the control shows them twice."""
    from django.conf import settings
    from redis import Redis

    Redis.from_url(settings.REDIS_URL).flushdb()
    days = open_cases(cases)
    with at_work(folder / "two") as parts:
        good = [two_beats(parts, days, cases), dead_beats(parts, days, cases), stopped_worker(parts, days, cases)]
    Redis.from_url(settings.REDIS_URL).flushdb()
    with at_work(folder / "control") as parts:
        control = without_what_keeps_it_single(parts, days)
    print("held" if all(good) and control else "NOT held", flush=True)
    return all(good) and control


@contextmanager
def at_work(folder: Path) -> Iterator[Processes]:
    folder.mkdir()
    parts = Processes(folder)
    try:
        yield parts
    finally:
        parts.stop()


def open_cases(cases: int) -> list[date]:
    """Accepted today; the days on which their lights change, one after another."""
    from hall.kernel import clock
    from hall.queries.calendar import working_calendar
    from tests.factories.applications import people

    ours = people()
    due = max(ours.accepted().promise_due or clock.today() for _ in range(cases))
    calendar, today = working_calendar(), clock.today()
    working = [calendar.add_working_days(today, n) for n in (6, 8, 9, 10, 11)]
    return [*working, due + timedelta(40)]


def stored() -> tuple[int, int]:
    """How many warnings there are, and how many of them stand there before already."""
    from applications.models import Alert

    rows = list(Alert.objects.values_list("application", "kind", "step", "round"))
    return len(rows), len(rows) - len(set(rows))


def until(true: Callable[[], bool], seconds: float) -> float | None:
    """How long it took to become true; None when it did not."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        if true():
            return time.monotonic() - begun
        time.sleep(0.25)
    return None


def grown_to(wanted: int, seconds: float) -> float | None:
    """How long until so many warnings are stored."""
    return until(lambda: stored()[0] >= wanted, seconds)


def kinds_of_all() -> list[str]:
    from applications.models import Alert

    return list(Alert.objects.order_by("kind").values_list("kind", flat=True).distinct())


def said(words: str, *, good: bool) -> bool:
    print(f"{'  ' if good else '! '}{words}", flush=True)
    return good


def two_beats(parts: Processes, days: list[date], cases: int) -> bool:
    """Two beats send the sweep every second, two workers run what they send."""
    parts.start("beat1", "beat2", "worker1", "worker2")
    took = []
    for day in days[:3]:
        before = stored()[0]
        parts.move_to(day)
        took.append(grown_to(before + cases, 60))
        time.sleep(3)  # several more sweeps of both
    count, twice = stored()
    words = f"two beats, two workers: {cases} cases, three days, {count} warnings {kinds_of_all()}, twice {twice}"
    return said(words, good=None not in took and twice == 0 and count >= 2 * cases)


def dead_beats(parts: Processes, days: list[date], cases: int) -> bool:
    """Both beats lose their power for an hour; one comes back as production starts it, every 300 s."""
    from hall.queries import health

    before = stored()[0]
    parts.kill("beat1", "beat2")
    found = until(lambda: not is_well("beat", health), FOUND_SECONDS + 10)
    parts.move_to(days[3])
    silent = until(lambda: stored()[0] > before, 5) is None
    an_hour_ago(parts.schedule("beat1"))
    parts.start("beat1", every=300)
    caught_up = grown_to(before + cases, MADE_UP_SECONDS)
    count, twice = stored()
    words = (
        f"beat dead: found after {shown(found)}, nothing stored meanwhile {silent}, made up {shown(caught_up)} after it "
        f"started again, twice {twice}, warnings {count}"
    )
    return said(
        words, good=found is not None and found <= FOUND_SECONDS and silent and caught_up is not None and not twice
    )


def an_hour_ago(schedule: Path) -> None:
    """Beat remembers when it last sent what; let that be an hour ago."""
    with shelve.open(str(schedule), writeback=True) as kept:
        for entry in kept["entries"].values():
            entry.last_run_at -= timedelta(hours=1)


def stopped_worker(parts: Processes, days: list[date], cases: int) -> bool:
    """Both workers stand still while beat goes on; then they go on."""
    from hall.queries import health

    parts.kill("beat1")
    parts.start("beat1")
    until(lambda: is_well("worker", health) and is_well("beat", health), 60)
    before = stored()[0]
    for name in ("worker1", "worker2"):
        parts.send(name, signal.SIGSTOP)
    found = until(lambda: not is_well("worker", health), FOUND_SECONDS + 10)
    told_apart = is_well("beat", health)
    parts.move_to(days[5])
    silent = until(lambda: stored()[0] > before, 5) is None
    for name in ("worker1", "worker2"):
        parts.send(name, signal.SIGCONT)
    caught_up = grown_to(before + cases, MADE_UP_SECONDS)
    time.sleep(3)
    count, twice = stored()
    words = (
        f"workers stopped: found after {shown(found)}, beat told apart {told_apart}, nothing stored meanwhile {silent}, "
        f"made up after {shown(caught_up)}, twice {twice}, warnings {count}"
    )
    good = (
        found is not None and found <= FOUND_SECONDS and told_apart and silent and caught_up is not None and not twice
    )
    return said(words, good=good)


def without_what_keeps_it_single(parts: Processes, days: list[date]) -> bool:
    """The control."""
    from django.db import connection

    from applications.models import Alert

    Alert.objects.all().delete()
    unique = next(one for one in Alert._meta.constraints if one.name == KEPT_ONCE)
    with connection.schema_editor() as editor:
        editor.remove_constraint(Alert, unique)
    parts.move_to(days[5])
    parts.start("beat1", "beat2", "worker1", "worker2", off="alert-once")
    took = until(lambda: stored()[1] > 0, 90)
    count, twice = stored()
    return said(f"CONTROL, nothing keeps it single: {count} warnings, {twice} of them twice", good=took is not None)


def is_well(part: str, health: Any) -> bool:
    """What the manager's page says of this part now."""
    health.forget()
    return bool(next(check.ok for check in health.health().checks if check.name == part))


def shown(seconds: float | None) -> str:
    return "NEVER" if seconds is None else f"{seconds:.0f} s"


if __name__ == "__main__":
    main()
