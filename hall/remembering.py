"""Requests done once: the answer to a key is remembered in the same transaction as what the request did.

A repeat that comes while the first is still at work waits on the unique row and then gets the first's answer. A request
that was refused or failed changed nothing and is not remembered: it may be corrected and sent again.
"""

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from hall.errors import KeyReused
from hall.kernel import clock, crypto
from hall.models import RememberedRequest

KEPT = timedelta(hours=24)


@dataclass(frozen=True)
class Asked:
    """A request under a key: who asks (`scope`), for what (`route`), with which content (`digest`)."""

    scope: str
    key: str
    route: str
    digest: str
    actor_id: int | None = None


@dataclass
class Answered:
    """What is told to whoever asks again."""

    status: int
    answer: Any
    is_repeat: bool = False


class NotDone(Exception):
    """The request ended without doing anything; carries the response to give."""

    def __init__(self, response: Any) -> None:
        self.response = response


def digest_of(content: Any) -> str:
    """A keyed digest of a request's content, from which the content cannot be guessed."""
    plain = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
    return hmac.new(settings.INDEX_KEY.encode(), plain.encode(), hashlib.sha256).hexdigest()


def names_of(files: Any) -> dict[str, list[Any]]:
    """Name and size of each file of a request, which stand for its content."""
    return {name: [file.name, file.size] for name, file in files.items()}


def once(asked: Asked, do: Callable[[], Answered], *, reused: type[KeyReused] = KeyReused) -> Answered:
    """Do it, or give the answer it had. Raises KeyReused when the key stood for other content."""
    with transaction.atomic():
        if not _claim(asked):
            return _recall(asked, reused)
        answered = do()
        sealed = crypto.encrypt(json.dumps(answered.answer, ensure_ascii=False))
        RememberedRequest.objects.filter(scope=asked.scope, key=asked.key).update(
            status=answered.status, answer={"sealed": sealed}
        )
        return answered


def forget_old() -> int:
    """Forget what was remembered longer than a day ago; returns how many."""
    return RememberedRequest.objects.filter(at__lt=clock.now() - KEPT).delete()[0]


def _claim(asked: Asked) -> bool:
    """Take the key, waiting for another who holds it; False when it was used before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO hall_rememberedrequest (actor_id, scope, key, route, digest, at) "
            "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (scope, key) DO NOTHING RETURNING id",
            [asked.actor_id, asked.scope, asked.key, asked.route[:200], asked.digest, clock.now()],
        )
        return cursor.fetchone() is not None


def _recall(asked: Asked, reused: type[KeyReused]) -> Answered:
    row = RememberedRequest.objects.filter(scope=asked.scope, key=asked.key).first()
    if row is None or row.answer is None or not hmac.compare_digest(row.digest, asked.digest):
        raise reused()
    return Answered(row.status or 200, json.loads(crypto.decrypt(row.answer["sealed"])), is_repeat=True)
