"""A page's POST done once: a double click, a held Enter, a lost answer sent again.

The form carries `{% request_key %}`; the view stands under `@once`, below `@open_to`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from hall.askers import scope_of
from hall.errors import KeyReused
from hall.remembering import Answered, Asked, NotDone, digest_of, names_of
from hall.remembering import once as remembered_once

View = Callable[..., Any]
KEPT_HEADERS = ("Location", "HX-Redirect", "HX-Location", "HX-Trigger", "HX-Push-Url", "HX-Retarget", "HX-Reswap")
NOT_CONTENT = {"csrfmiddlewaretoken", "request_key"}


class PageSentBefore(KeyReused):
    """The same page was sent before with other content."""

    code = "hall.page_sent_before"
    message = _("这一页已经提交过一次，而这次的内容与上次不同，没有再次提交；请刷新页面查看结果后再操作。")


def once(view: View) -> View:
    """Answer a repeated POST of the same form as the first time."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        key = request.POST.get("request_key", "")
        if request.method != "POST" or not 8 <= len(key) <= 128:
            return view(request, *args, **kwargs)
        done: list[HttpResponse] = []

        def do() -> Answered:
            response = view(request, *args, **kwargs)
            done.append(response)
            if response.status_code >= 400:
                raise NotDone(response)
            return Answered(response.status_code, _kept(response))

        try:
            answered = remembered_once(_asked(request, key), do, reused=PageSentBefore)
        except NotDone as refused:
            return refused.response
        return done[0] if done else _again(answered)

    return guarded


def _asked(request: HttpRequest, key: str) -> Asked:
    content = {name: values for name, values in request.POST.lists() if name not in NOT_CONTENT}
    files = names_of(request.FILES)
    user = getattr(request, "user", None)
    return Asked(
        scope=scope_of(request, user),
        key=key,
        route=request.path,
        digest=digest_of([request.path, content, files]),
        actor_id=user.pk if user is not None and user.is_authenticated else None,
    )


def _kept(response: HttpResponse) -> dict[str, Any]:
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    return {"content": response.content.decode(), "type": response.headers.get("Content-Type", ""), "headers": headers}


def _again(answered: Answered) -> HttpResponse:
    kept = answered.answer
    response = HttpResponse(kept["content"], status=answered.status, content_type=kept["type"])
    for name, value in kept["headers"].items():
        response.headers[name] = value
    return response
