"""Event streams (uvicorn): live screens listen here."""

import asyncio
import os
import signal
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hall.config.settings.dev")
pages = get_asgi_application()

from queueing.live import close_streams, stream  # noqa: E402  (needs the apps loaded)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Streams are held without the middleware of pages, so that thousands fit into one process."""
    if scope["type"] == "lifespan":
        await _live_and_end(receive, send)
    elif scope["type"] == "http" and scope["path"].startswith("/live/"):
        await stream(scope, receive, send)
    else:
        await pages(scope, receive, send)


async def _live_and_end(receive: Any, send: Any) -> None:
    """The server's life: streams would hold up its end, so its stop signal lets them go first."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            for number in (signal.SIGTERM, signal.SIGINT):
                _close_streams_on(number, asyncio.get_running_loop())
            await send({"type": "lifespan.startup.complete"})
        else:
            return await send({"type": "lifespan.shutdown.complete"})


def _close_streams_on(number: int, loop: asyncio.AbstractEventLoop) -> None:
    before = signal.getsignal(number)

    def stop(signum: int, frame: Any) -> None:
        loop.call_soon_threadsafe(close_streams)
        if callable(before):
            before(signum, frame)

    signal.signal(number, stop)
