"""The service worker of the status page: without a network the last state stands there with its time."""

import json
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from hall.kernel.access import PUBLIC, open_to
from hall.queries.halls import default_hall
from hall.release import release

KEPT = (
    "light.css",
    "tokens.css",
    "base.css",
    "public.css",
    "applications/status.css",
    "hall/focus.js",
    "applications/status.js",
)


@open_to(PUBLIC)
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script, with the files it keeps and the page it shows when it has nothing else."""
    away = render_to_string("applications/status_away.html", {"phone": default_hall().phone})
    words = {
        "release": quote(release()),
        "kept": json.dumps([static(name) for name in KEPT]),
        "away": json.dumps(away, ensure_ascii=False),
    }
    answer = render(request, "applications/status-worker.js", words, content_type="text/javascript")
    answer["Service-Worker-Allowed"] = reverse("status")
    return answer
