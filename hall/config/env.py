"""The only reader of the environment."""

import os
from pathlib import Path
from urllib.parse import unquote, urlparse

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def required(name: str) -> str:
    """The value of a variable without which the hall does not start. Raises ImproperlyConfigured."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"缺少环境变量 {name}：生产环境没有默认值，请在部署配置中设置。")
    return value


def number(name: str, default: int) -> int:
    return int(text(name) or default)


def flag(name: str, default: bool = False) -> bool:
    return (text(name) or str(default)).lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(url: str) -> dict[str, object]:
    """Django's DATABASES entry from postgres://user:password@host:port/name."""
    parts = urlparse(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL 必须是 postgres:// 地址；本系统只在 PostgreSQL 上运行。")
    return {
        "ENGINE": "hall.kernel.postgres",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, "application_name": text("PROCESS_NAME", "hall")},
    }


def keys(value: str) -> dict[str, str]:
    """`id:base64,id:base64` as an ordered mapping; the first one encrypts."""
    pairs = (item.partition(":") for item in value.split(",") if item.strip())
    return {key_id.strip(): key.strip() for key_id, _, key in pairs}
