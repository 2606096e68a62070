"""The `Idempotency-Key` header: a POST sent again is answered again and not done again."""

import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from hall.askers import scope_of
from hall.errors import KeyInvalid
from hall.remembering import Answered, Asked, NotDone, digest_of, names_of, once

Handler = Callable[..., Response]


class Idempotent:
    """Mixin for a HallView whose POST would hurt when repeated; the header is optional and kept for a day."""

    is_idempotent = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        post = getattr(cls, "post", None)
        if post is not None and not hasattr(post, "is_done_once"):
            cls.post = done_once(post)  # type: ignore[attr-defined]


def done_once(post: Handler) -> Handler:
    @wraps(post)
    def guarded(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get("Idempotency-Key", "")
        if not key or hasattr(request, "is_being_done_once"):
            return post(view, request, *args, **kwargs)
        if not re.fullmatch(r"[\x21-\x7e]{8,128}", key):
            raise KeyInvalid()
        request.is_being_done_once = True  # type: ignore[attr-defined]
        try:
            answered = once(_asked(request, key), lambda: _do(post, view, request, args, kwargs))
        except NotDone as refused:
            return refused.response
        response = Response(answered.answer, status=answered.status)
        if answered.is_repeat:
            response.headers["Idempotent-Replay"] = "true"
        return response

    guarded.is_done_once = True  # type: ignore[attr-defined]
    return guarded


def _asked(request: Request, key: str) -> Asked:
    files = names_of(request.FILES)
    data: Any = request.data
    if files:
        data = {name: data[name] for name in data if name not in files}
    return Asked(
        scope=scope_of(request._request, request.user),
        key=key,
        route=request.path,
        digest=digest_of([request.method, request.path, data, files]),
        actor_id=request.user.pk if request.user.is_authenticated else None,
    )


def _do(post: Handler, view: Any, request: Request, args: Any, kwargs: Any) -> Answered:
    response = post(view, request, *args, **kwargs)
    if response.status_code >= 400:
        raise NotDone(response)
    return Answered(response.status_code, json.loads(JSONRenderer().render(response.data) or b"null"))
