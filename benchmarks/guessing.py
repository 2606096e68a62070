"""`python -m benchmarks.guessing [guesses]`: guessing at one application's status discloses nothing (security T6).

Twenty thousand guesses at the four digits of one number, each under one of two hundred forged X-Forwarded-For: from one
address, through one trusted proxy, and from two hundred real addresses. The control has the limits off: there the
same guesses open the status sooner or later. Uses the PostgreSQL at DATABASE_URL (or of `python -m stack env --test`), makes a database
there and drops it.
"""

import logging
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from benchmarks.finding import look_inside, own_database

GUESSES, CODES, FIRST, FORGED, MOST_A_DAY = 20_000, 10_000, 5_000, 200, 20
Way = Callable[[int], dict[str, str]]


def main() -> None:
    guesses = int(sys.argv[1]) if len(sys.argv) > 1 else GUESSES
    with own_database("bench_guessing") as url:
        look_inside(url)
        sys.exit(0 if held(guesses) else 1)


def held(guesses: int) -> bool:
    """Whether nobody got in by guessing, and everybody did in the control."""
    from django.test import override_settings

    logging.disable(logging.CRITICAL)  # a line for each guess would be most of the work
    number = an_application()
    with override_settings(TRUSTED_PROXY_COUNT=0):
        one = attack("one address, forged headers", number, guesses, forged)
    forget()
    with override_settings(TRUSTED_PROXY_COUNT=1):
        proxy = attack("the same behind our proxy", number, guesses // 10, through_proxy)
    forget()
    many = attack("two hundred real addresses", number, guesses // 10, of_its_own)
    forget()
    with patch("applications.verbs.guessing.count_try"):
        control = attack("CONTROL, limits off", number, CODES, forged)
    tried = [said[404] for said in (one, proxy, many)]
    print(f"answered at all: {tried} (at most {MOST_A_DAY} a day for one number)", flush=True)
    return not any(said[302] for said in (one, proxy, many)) and max(tried) <= MOST_A_DAY and control[302] > 0


def forged(n: int) -> dict[str, str]:
    """One caller who tells another address each time."""
    told = f"10.{n % FORGED}.1.1"
    return {"REMOTE_ADDR": "203.0.113.7", "HTTP_X_FORWARDED_FOR": told, "HTTP_X_REAL_IP": told}


def through_proxy(n: int) -> dict[str, str]:
    """The same caller behind our proxy, which adds the address it saw."""
    return {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": f"10.{n % FORGED}.1.1, 203.0.113.8"}


def of_its_own(n: int) -> dict[str, str]:
    """Two hundred callers who really are elsewhere."""
    return {"REMOTE_ADDR": f"198.51.100.{n % FORGED}"}


def an_application() -> str:
    """A number whose second factor, 7391, is guessed late enough for every limit to have closed."""
    from tests.factories import PartyFactory
    from tests.factories.applications import people

    ours = people()
    ours.applicant = PartyFactory(phone="13800137391")
    return str(ours.receive().number)


def attack(name: str, number: str, guesses: int, way: Way) -> Counter[int]:
    """All codes one after another, around again when they are through, until one opens; what was answered how often."""
    from django.test import Client

    client, said, begun = Client(HTTP_HOST="127.0.0.1"), Counter[int](), time.monotonic()
    step = max(1, CODES // guesses)
    for n in range(guesses):
        said[guess(client, number, (FIRST + n * step) % CODES, way(n))] += 1
        if said[302]:
            break
    took, guesses = time.monotonic() - begun, said.total()
    print(
        f"{name:30} guesses {guesses:6}   opened {said[302]:4}   wrong {said[404]:5}   too many {said[429]:6}   "
        f"{took:5.0f} s, {took / guesses * 1000:.1f} ms each",
        flush=True,
    )
    return said


def guess(client: Any, number: str, code: int, whence: dict[str, str]) -> int:
    """One guess; the status of its answer."""
    body = {"number": number, "second_factor": f"{code:04d}"}
    return int(client.post("/status/", body, **whence).status_code)


def forget() -> None:
    """A new day for the next attack: nothing was counted yet."""
    from applications.models import TryCount

    TryCount.objects.all().delete()


if __name__ == "__main__":
    main()
