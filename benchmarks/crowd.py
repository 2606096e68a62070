"""A hall, its open windows and a line of people, written straight into the tables: what a race starts from."""

import secrets
from typing import Any


def a_hall(queues: str = "A") -> tuple[Any, Any]:
    """A hall open around the clock with a queue for each letter; gives the hall and its first queue."""
    from hall.models import Hall
    from queueing.models import Queue

    hall = Hall.objects.create(
        code=f"race-{secrets.token_hex(3)}", name="比赛大厅", short_name="比赛大厅", level="city", area_code="110000",
        address="比赛", phone="010-55000000", open_around_the_clock=True,
    )  # fmt: skip
    made = [
        Queue.objects.create(
            hall=hall, code=f"queue-{letter.lower()}", name=f"队列{letter}", kind="comprehensive", prefix=letter,
            call_interval=0,
        )
        for letter in queues
    ]  # fmt: skip
    return hall, made[0]


def key(hall: Any, role: str) -> str:
    """The key of somebody new with this role."""
    return _account(hall, role)[1]


def open_windows(hall: Any, queues: list[Any], count: int) -> list[tuple[str, str]]:
    """Open windows that cover these queues: each window's code and its clerk's key."""
    from hall.kernel import clock
    from hall.models import Window
    from queueing.models import WindowQueue, WindowSession

    made, now = [], clock.now()
    for n in range(count):
        clerk, token = _account(hall, "window_clerk")
        window = Window.objects.create(hall=hall, code=f"{n:03d}", kind="comprehensive", zone="比赛")
        WindowQueue.objects.bulk_create(WindowQueue(window=window, queue=queue) for queue in queues)
        WindowSession.objects.create(hall=hall, window=window, clerk=clerk, opened_at=now, seen_at=now)
        made.append((window.code, token))
    return made


def line(hall: Any, queue: Any, people: int) -> dict[str, str]:
    """So many who wait, every fifth with priority: the secret of each number."""
    from hall.kernel import clock
    from hall.models import Party
    from queueing import numbering
    from queueing.models import Ticket

    now, mark = clock.now(), secrets.token_hex(3)
    parties = Party.objects.bulk_create(
        Party(kind="person", name=f"李{n}", id_type="passport", id_number=f"{mark}{n:05d}") for n in range(people)
    )
    tickets = Ticket.objects.bulk_create(
        Ticket(
            hall=hall, queue=queue, day=now.date(), serial=n, number=numbering.shown(queue.prefix, n),
            token=numbering.new_token(), party=party, channel="kiosk", priority="disabled" if n % 5 == 0 else "",
            position=numbering.next_position(), issued_at=now, queued_at=now,
        )
        for n, party in enumerate(parties, 1)
    )  # fmt: skip
    return {ticket.number: ticket.token for ticket in tickets}


def _account(hall: Any, role: str) -> tuple[Any, str]:
    from knox.models import AuthToken

    from hall.models import StaffMember

    name = f"race-{secrets.token_hex(5)}"
    person = StaffMember.objects.create(username=name, name="参赛者", roles=[role], hall=hall)
    return person, str(AuthToken.objects.create(person, expiry=None)[1])
