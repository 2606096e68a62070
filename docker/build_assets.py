"""Translations and static files, made once while the image is built.

Production settings refuse to start without secrets; the ones here are random, live for this one step and are kept
nowhere.
"""

import base64
import os
import secrets
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def throw_away() -> dict[str, str]:
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    return {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "FIELD_KEYS": f"build:{key}",
        "INDEX_KEY": key,
        "ALLOWED_HOSTS": "build.invalid",
        "PUBLIC_ORIGIN": "https://build.invalid",
        "DATABASE_URL": "postgres://build:build@127.0.0.1:9/build",
        "REDIS_URL": "redis://127.0.0.1:9/0",
        "SMS_HTTP_URL": "https://build.invalid/",
        "SMS_HTTP_KEY": "build",
        "SMS_HTTP_SECRET": secrets.token_urlsafe(48),
    }


if __name__ == "__main__":
    os.environ.update(throw_away())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hall.config.settings.production")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("compile_translations")
    call_command("collectstatic", interactive=False, verbosity=0)
