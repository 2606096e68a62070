"""Event streams (uvicorn): live screens listen here."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hall.config.settings.dev")
application = get_asgi_application()
