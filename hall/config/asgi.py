"""Event streams (uvicorn): live screens listen here."""

import os
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hall.config.settings.dev")
pages = get_asgi_application()

from queueing.live import stream  # noqa: E402  (needs the apps loaded)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Streams are held without the middleware of pages, so that thousands fit into one process."""
    if scope["type"] == "http" and scope["path"].startswith("/live/"):
        await stream(scope, receive, send)
    else:
        await pages(scope, receive, send)
