"""Settings that hold everywhere. `dev`, `test` and `production` add what differs."""

from pathlib import Path

from csp.constants import NONE, SELF
from kombu import Queue

from hall.config import env
from hall.config.logs import LOGGING_FOR

BASE_DIR = env.ROOT
DATA_DIR = Path(env.text("DATA_DIR") or BASE_DIR / ".data")
DEBUG = False

INSTALLED_APPS = [
    "hall.config.admin.HallAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "hall.config.static_files.SlimStaticFilesConfig",
    "django.contrib.postgres",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "simple_history",
    "django_htmx",
    "bootstrap",
    "csp",
    "axes",
    "hall",
    "matters",
    "applications",
    "queueing",
    "complaints",
    "hall.config.apps.HousetopConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hall.middleware.KeepNothingMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hall.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hall.middleware.RequestLogMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "hall.middleware.MachineSeenMiddleware",
    "hall.middleware.ReadableMiddleware",
    "hall.kernel.web.DomainErrorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "hall.config.urls"
WSGI_APPLICATION = "hall.config.wsgi.application"
ASGI_APPLICATION = "hall.config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "hall.context.surroundings",
            ],
        },
    }
]

# Time and language: business time is Beijing's; screen text is written in Chinese, citizens' pages have English.
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "hall" / "locale"]

# People
AUTH_USER_MODEL = "hall.StaffMember"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "hall.views.errors.csrf_failure"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # a whole hall sits behind one address
AXES_LOCKOUT_CALLABLE = "hall.views.errors.locked_out"
AXES_CLIENT_IP_CALLABLE = "hall.addresses.address_of"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# One strict policy in development and production (ADR 0004).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb")
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Files
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "hall.config.static_files.GzippedManifestStorage"},
}
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("jpg", "jpeg", "png", "gif", "webp", "zip", "gz", "woff", "woff2", "map")
SCANNER_DIR = Path(env.text("SCANNER_DIR") or DATA_DIR / "scanner")  # <hall>/<window>/: what a window's scanner saves
MEDIA_ROOT = DATA_DIR / "media"  # never served by address: only through a permission check
MOST_SENT_MB = 200  # one request, with all its files; a scan has 15 at most (applications/scanning)
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "hall.kernel.uploads.UnnamedFileUploadHandler",
]

# REST
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "hall.api.authentication.HallTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["hall.kernel.who_may.WhoMay"],
    "EXCEPTION_HANDLER": "hall.kernel.api.exception_handler",
    "DEFAULT_PAGINATION_CLASS": "hall.kernel.api.Pages",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["hall.api.parsing.PatientJSONParser", "rest_framework.parsers.MultiPartParser"],
    "DEFAULT_SCHEMA_CLASS": "hall.api.openapi.HallSchema",
}
REST_KNOX = {"USER_SERIALIZER": None, "AUTO_REFRESH": False}
SPECTACULAR_SETTINGS = {
    "TITLE": "一窗综合受理政务服务大厅 API",
    "DESCRIPTION": "Everything a page can do. Errors are problem details (RFC 9457).",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "ENUM_NAME_OVERRIDES": {
        "ApplicationStateEnum": "applications.states.ApplicationState",
        "MaterialStatusEnum": "applications.states.MaterialStatus",
        "DocumentKindEnum": "applications.models.document.DocumentKind",
        "AgencyKindEnum": "applications.models.agency.AgencyKind",
        "TellsEnum": "applications.models.agency.Tells",
        "CollectingWayEnum": "applications.result_states.Way",
        "ConsentWayEnum": "applications.models.consent.ConsentWay",
        "ScanSourceEnum": "queueing.models.scan.ScanSource",
        "LimitUnitEnum": "matters.models.LimitUnit",
        "RatingLevelEnum": "complaints.states.RatingLevel",
        "ComplaintKindEnum": "complaints.complaint_states.ComplaintKind",
        "ClosingPolicyEnum": "queueing.models.slot.ClosingPolicy",
        "StoreKindEnum": "applications.verbs.storing.KINDS",
        "WindowKindEnum": "hall.models.window.WindowKind",
        "AbilityLevelEnum": "queueing.models.capability.Level",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

SHARED_SECONDS = 2.0  # what a hall's screens and phones share is worked out anew at least this often
REDIS_CACHE = {
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},  # a hanging Redis must not hang pages
}

# Celery on the Redis protocol (reliability.md F4-F9): the database holds the work, the broker only hints.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_TIME_LIMIT = 60
CELERY_TASK_SOFT_TIME_LIMIT = 45
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 180,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "socket_keepalive": True,
}
# Messages have a queue of their own: a slow provider must not hold up everything else (queues take turns).
CELERY_TASK_QUEUES = [
    Queue("celery", routing_key="celery"),
    Queue("messages", routing_key="messages"),
    Queue("papers", routing_key="papers"),
]  # one key each
CELERY_TASK_ROUTES = {
    "hall.tasks.send_messages": {"queue": "messages"},
    "applications.tasks.make_files": {"queue": "papers"},  # drawing takes time: calls and messages go before
}
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# Messages (SMS): see hall/messages/
SMS_HTTP_URL = env.text("SMS_HTTP_URL")
SMS_HTTP_KEY = env.text("SMS_HTTP_KEY")
SMS_HTTP_SECRET = env.text("SMS_HTTP_SECRET")
SMS_SECOND_URL = env.text("SMS_SECOND_URL")  # the provider to fall back on, if there is one
SMS_SECOND_KEY = env.text("SMS_SECOND_KEY")
SMS_SECOND_SECRET = env.text("SMS_SECOND_SECRET")
SMS_GATEWAY = f"hall.messages.{'http_gateway.HttpGateway' if SMS_HTTP_URL else 'development.DevelopmentGateway'}"
SMS_TIMEOUT_SECONDS = 5
SMS_LOST_AFTER_SECONDS = env.number("SMS_LOST_AFTER_SECONDS", 30)  # relayed, and no worker took it up
SMS_STUCK_AFTER_SECONDS = env.number("SMS_STUCK_AFTER_SECONDS", 90)  # sending: longer than a task may run
SMS_RECEIPT_WITHIN_SECONDS = env.number("SMS_RECEIPT_WITHIN_SECONDS", 24 * 3600)
# The most messages to one phone in an hour and a day, and of one hall in a day; what the law requires always goes. 0: no limit.
SMS_PHONE_HOUR = env.number("SMS_PHONE_HOUR", 15)
SMS_PHONE_DAY = env.number("SMS_PHONE_DAY", 40)
SMS_HALL_DAY = env.number("SMS_HALL_DAY", 100_000)
PUBLIC_ORIGIN = env.text("PUBLIC_ORIGIN")
PAPER_ORIGIN = env.text("WEB_ADDRESS") or "http://127.0.0.1:8000"  # on papers, where no public origin is set
PAPER_FONTS = [path for path in env.text("PAPER_FONTS").split(":") if path]  # before Noto CJK, on printed tickets

# Applications: the applicant's own period for correcting, in natural days (the law sets none).
LICENCE_SOURCE = env.text("LICENCE_SOURCE") or "applications.licences.LocalLicences"  # docs: applications/licences.py
CORRECTION_DAYS = env.number("CORRECTION_DAYS", 15)
URGING_WORKING_DAYS = env.number("URGING_WORKING_DAYS", 1)

# Public status query: guessing is throttled by number, then by address.
TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 0)

# Kiosk pages: only on machines that logged in (production), or for whoever opens them (demonstration), then limited.
KIOSK_NEEDS_DEVICE = env.flag("KIOSK_NEEDS_DEVICE", False)

DEMONSTRATION = env.flag("DEMONSTRATION", False)
LIVE_PORT = env.number("LIVE_PORT", 0)
RELEASE = env.text("RELEASE")  # the deployment's name for this release; else a digest (hall/release.py)

LOGGING = LOGGING_FOR(as_json=True)
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = 10  # one line a request: its end
DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = False
