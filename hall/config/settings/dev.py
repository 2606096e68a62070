"""Development and demonstration on one machine: secrets come from the stack runner, never from here."""

from hall.config import env
from hall.config.logs import LOGGING_FOR
from hall.config.settings.base import *  # noqa: F403

DEBUG = env.flag("DEBUG", False)
DEMONSTRATION = True
DEVELOPMENT = True
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
SECRET_KEY = env.required("SECRET_KEY")
FIELD_KEYS = env.keys(env.required("FIELD_KEYS"))
INDEX_KEY = env.required("INDEX_KEY")
DATABASES = {"default": env.database(env.required("DATABASE_URL"))}
REDIS_URL = env.required("REDIS_URL")
CELERY_BROKER_URL = REDIS_URL
CACHES = {"default": {**REDIS_CACHE, "LOCATION": REDIS_URL}}
LIVE_PORT = env.number("LIVE_PORT", 8001)
PUBLIC_ORIGIN = env.text("PUBLIC_ORIGIN") or env.text("WEB_ADDRESS")  # links in messages lead back to this machine
LOGGING = LOGGING_FOR(as_json=False)
