"""Gap-free business numbers."""

from django.db import connection


def next_number(key: str) -> int:
    """The next number under `key`, gap-free: the counter's row stays locked until the caller's transaction ends.

    Must run inside the transaction that writes the thing numbered; a roll-back gives the number back.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("next_number needs the transaction of the thing it numbers")
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO hall_numbercounter ("key", "last") VALUES (%s, 1) '
            'ON CONFLICT ("key") DO UPDATE SET "last" = hall_numbercounter."last" + 1 RETURNING "last"',
            [key],
        )
        return int(cursor.fetchone()[0])
