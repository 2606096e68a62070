"""Whether the hall is well: for machines (live, ready) and, in words, for people."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hall.kernel.access import PUBLIC, open_to
from hall.kernel.web import show
from hall.queries.background import background
from hall.queries.health import Health, health
from hall.roles import Role


@require_safe
@never_cache
@open_to(PUBLIC)
def live(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "alive"})


@require_safe
@never_cache
@open_to(PUBLIC)
def ready(request: HttpRequest) -> HttpResponse:
    """Whether pages can be served (503 when not), and how every part is."""
    now = health()
    return JsonResponse(_as_json(now), status=200 if now.can_serve else 503, json_dumps_params={"ensure_ascii": False})


def _as_json(now: Health) -> dict[str, object]:
    checks = {
        check.name: {"ok": check.ok, "words": check.words, "age_seconds": None if check.age is None else int(check.age)}
        for check in now.checks
    }
    return {"status": now.status, "at": now.at.isoformat(timespec="seconds"), "checks": checks}


@require_safe
@never_cache
@open_to(Role.HALL_MANAGER, Role.SYSTEM_ADMIN)
def page(request: HttpRequest) -> HttpResponse:
    """The same in words, with what waits in the background."""
    return show(request, "hall/health.html", "hall/_health.html", {"health": health(), "background": background()})
