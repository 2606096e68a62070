"""T46, full form: fifty clients want the last place of a slot, two hundred rounds; then the same without the lock.

`python -m benchmarks.last_slot [rounds] [clients]` works on a database of its own, beside the one of the settings, and
removes it.
"""

import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

ROUNDS, CLIENTS, CONTROL_ROUNDS = 200, 50, 20


def main(rounds: int, clients: int) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hall.config.settings.test")
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict["TEST"]["NAME"] = "hall_last_slot"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        return _report(rounds, clients)
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def _report(rounds: int, clients: int) -> int:
    begun = time.monotonic()
    wrong, took = play(rounds, clients)
    took.sort()
    p95 = took[int(len(took) * 0.95)] * 1000
    seconds = time.monotonic() - begun
    print(f"T46 最后一个名额：{rounds} 轮 × {clients} 人，{seconds:.0f} 秒，每次约号 p95 {p95:.0f} ms")
    print(f"  恰好一人约上：{rounds - wrong['winners']} 轮；计数与行数一致：{rounds - wrong['counter']} 轮")
    control, _ = play(CONTROL_ROUNDS, clients, is_locked=False)
    broken = control["winners"] + control["counter"] + control["refused"]
    print(
        f"  反向对照（去掉行锁）{CONTROL_ROUNDS} 轮：计数错 {control['counter']}，数据库唯一约束拦下 {control['refused']} 次"
    )
    is_good = not wrong["winners"] and not wrong["counter"] and not wrong["refused"] and broken > 0
    print("通过" if is_good else "没有通过")
    return 0 if is_good else 1


def play(rounds: int, clients: int, *, is_locked: bool = True) -> tuple[Counter[str], list[float]]:
    """How many rounds went wrong and in what way, and how long each try took."""
    from django.db import IntegrityError

    from queueing.models import Appointment, Slot
    from queueing.verbs import booking
    from tests.factories.slots import a_booking_hall, an_appointment, at

    wrong: Counter[str] = Counter()
    took: list[float] = []
    moments = [at(f"2026-09-{day}T09:00") + timedelta(minutes=30 * n) for day in (22, 23, 24, 28, 29) for n in range(6)]
    kept = booking.lock, booking._book
    if not is_locked:
        booking.lock = lambda rows: rows

    def counting(*given: Any) -> Any:
        try:
            return kept[1](*given)
        except IntegrityError:
            wrong["refused"] += 1
            raise

    booking._book = counting
    try:
        for number in range(rounds):
            if number % len(moments) == 0:
                small = a_booking_hall()
            begins = moments[number % len(moments)]
            at_once(lambda _, small=small, begins=begins: _try(an_appointment, small, begins, took), 5)
            at_once(lambda _, small=small, begins=begins: _try(an_appointment, small, begins, took), clients)
            slot = Slot.objects.of(small.hall).get(begins_at=begins)
            rows = Appointment.objects.filter(slot=slot, state="booked").count()
            wrong["winners"] += rows != slot.capacity
            wrong["counter"] += slot.taken != rows
    finally:
        booking.lock, booking._book = kept
    return wrong, took


def _try(book: Callable[..., Any], small: Any, begins: Any, took: list[float]) -> None:
    from hall.kernel import clock
    from hall.kernel.errors import DomainError
    from tests.factories.slots import at

    begun = time.perf_counter()
    with clock.frozen(at("2026-09-21T10:00")), suppress(DomainError):
        book(small, f"{begins:%Y-%m-%dT%H:%M}")
    took.append(time.perf_counter() - begun)


def at_once(work: Callable[[int], None], clients: int) -> None:
    """Run it in that many threads from one starting shot."""
    from django.db import connection

    start = threading.Barrier(clients)

    def run(number: int) -> None:
        start.wait()
        try:
            work(number)
        finally:
            connection.close()

    crowd = [threading.Thread(target=run, args=(number,)) for number in range(clients)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:3]]
    sys.exit(main(*given, *(ROUNDS, CLIENTS)[len(given) :]))
