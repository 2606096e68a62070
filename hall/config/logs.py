"""Structured logs without personal data: keys that may hold it are dropped, digits that look like it are masked."""

import re
from typing import Any

import structlog

FORBIDDEN_KEYS = {"id_number", "phone", "address", "password", "token", "text", "query", "data", "body"}
LOOKS_PERSONAL = re.compile(r"(?<!\d)(\d{17}[\dXx]|1[3-9]\d{9})(?!\d)")


def without_personal_data(_: Any, __: str, event: dict[str, Any]) -> dict[str, Any]:
    """Drop forbidden keys and mask resident ids and mobile numbers in what is left."""
    for key in FORBIDDEN_KEYS & event.keys():
        event[key] = "[removed]"
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = LOOKS_PERSONAL.sub("[masked]", value)
    return event


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=False),
    structlog.processors.format_exc_info,
    without_personal_data,
]


def LOGGING_FOR(*, as_json: bool) -> dict[str, Any]:  # noqa: N802
    """Django's LOGGING: one line an event, JSON in production."""
    renderer = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        "foreign_pre_chain": SHARED,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"events": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "events"}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "django.server": {"handlers": [], "propagate": False},
            "django_structlog": {"level": "WARNING"},
            "axes": {"level": "ERROR"},
            "httpx": {"level": "WARNING"},
        },
    }
