"""Structured logs without personal data: keys that may hold it are dropped, what looks like it is masked.

Addresses are logged without their query and without the secret tokens in their path.
"""

import re
from typing import Any

import structlog

FORBIDDEN_KEYS = {
    "id_number", "phone", "address", "name", "password", "token", "text", "query", "data", "body", "values", "args", "kwargs",
}  # fmt: skip
RESIDENT_ID_OR_MOBILE = re.compile(r"(?<!\d)(\d{17}[\dXx]|(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?!\d)")
ROW_OF_THE_DATABASE = re.compile(r"(Failing row contains|Key \([^)]*\)=)\s*\((?:.*?)\)(?=[.\s]|$)", re.DOTALL)
TOKEN_IN_A_PATH = re.compile(r"(?<=/)(?:(?=[^/\s?]*[a-z])[A-Za-z0-9_-]{20,}|[A-Z0-9]{26})(?=[/?\s'\"]|$)")
QUERY_OF_A_PATH = re.compile(r"(/[^\s?'\"]*)\?[^\s'\"]*")


def masked(value: Any) -> Any:
    """The same value without what looks personal or secret, however deep it lies."""
    if isinstance(value, str):
        value = QUERY_OF_A_PATH.sub(r"\1", value)
        value = ROW_OF_THE_DATABASE.sub(r"\1 [removed]", value)
        return RESIDENT_ID_OR_MOBILE.sub("[masked]", TOKEN_IN_A_PATH.sub("[token]", value))
    if isinstance(value, dict):
        return {key: "[removed]" if key in FORBIDDEN_KEYS else masked(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [masked(inner) for inner in value]
    return value if isinstance(value, (int, float, bool, type(None))) else masked(str(value))


def without_personal_data(_: Any, __: str, event: dict[str, Any]) -> dict[str, Any]:
    """The last processor before the line is written. Keys with a leading underscore belong to structlog itself."""
    for key, value in event.items():
        if not key.startswith("_"):
            event[key] = "[removed]" if key in FORBIDDEN_KEYS else masked(value)
    return event


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    structlog.stdlib.PositionalArgumentsFormatter(),
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
            "django_structlog": {"level": "INFO" if as_json else "WARNING"},
            "celery.worker.strategy": {"level": "WARNING"},  # "received" and "succeeded" of every round
            "celery.app.trace": {"level": "WARNING"},
            "celery.beat": {"level": "WARNING"},
            "axes": {"level": "ERROR"},
            "httpx": {"level": "WARNING"},
        },
    }
