"""How long a message waits before it is tried or looked at again. Pure functions of values."""

from datetime import timedelta

FIRST, FACTOR, LONGEST = 5, 3, 600
MOST_ATTEMPTS = 8


def back_off(attempts: int) -> timedelta:
    """The wait after this many attempts: 5 s, 15 s, 45 s, … at most ten minutes."""
    return timedelta(seconds=min(FIRST * FACTOR ** max(attempts - 1, 0), LONGEST))


def is_enough(attempts: int) -> bool:
    """Whether trying further is pointless: the message then stays visible as failed."""
    return attempts >= MOST_ATTEMPTS
