"""gunicorn's settings on one machine: the pages are loaded once, before the workers part, and shared by them."""

import gc
import os

bind = f"{os.environ.get('WEB_HOST', '127.0.0.1')}:{os.environ.get('WEB_PORT', '8000')}"
worker_class, workers, threads = "gthread", 2, 2
timeout, graceful_timeout, keepalive = 60, 3, 5
loglevel = "warning"
preload_app = True


def when_ready(_: object) -> None:
    """Every address is resolved once here, so that neither worker loads all pages by itself at its first request."""
    from django.urls import get_resolver

    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
