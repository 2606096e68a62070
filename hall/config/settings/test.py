"""Tests: the real database and the Redis protocol, keys that are nobody's secret, the outside world faked at its edge."""

import os

os.environ.setdefault("SECRET_KEY", "tests-only")
os.environ.setdefault("FIELD_KEYS", "t1:" + "dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk=")
os.environ.setdefault("INDEX_KEY", "tests-only-index")
os.environ.setdefault("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")  # for tools that only read settings
os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:1/0")

worker = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
if worker and os.environ.get("REDIS_OF_WORKER") != worker:  # processes that a test starts inherit both
    server, _, number = os.environ["REDIS_URL"].rpartition("/")
    os.environ["REDIS_URL"], os.environ["REDIS_OF_WORKER"] = f"{server}/{int(number) + int(worker)}", worker

from hall.config.settings.dev import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CELERY_TASK_ALWAYS_EAGER = False
SHARED_SECONDS = 0.0  # a test's changes are rolled back and never told
