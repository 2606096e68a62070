"""Production: refuses to start without secrets, with DEBUG, or with a wildcard host."""

from django.core.exceptions import ImproperlyConfigured

from hall.config import env
from hall.config.settings.base import *  # noqa: F403

if env.flag("DEBUG"):
    raise ImproperlyConfigured("生产环境不能打开 DEBUG：请去掉环境变量 DEBUG。")

DEVELOPMENT = False
ALLOWED_HOSTS = [host for host in env.required("ALLOWED_HOSTS").split(",") if host]
if any("*" in host or host.startswith(".") for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured("ALLOWED_HOSTS 不能使用通配符：请写出对外服务的域名。")

SECRET_KEY = env.required("SECRET_KEY")
FIELD_KEYS = env.keys(env.required("FIELD_KEYS"))
INDEX_KEY = env.required("INDEX_KEY")
if len(SECRET_KEY) < 50 or len(INDEX_KEY) < 32 or not all(len(key) >= 44 for key in FIELD_KEYS.values()):
    raise ImproperlyConfigured("SECRET_KEY（≥50 字符）、INDEX_KEY（≥32）或 FIELD_KEYS（32 字节 base64）太短。")

DATABASES = {"default": env.database(env.required("DATABASE_URL"))}
REDIS_URL = env.required("REDIS_URL")
CELERY_BROKER_URL = REDIS_URL
CACHES = {"default": {**REDIS_CACHE, "LOCATION": REDIS_URL}}

SMS_GATEWAY = "hall.messages.http_gateway.HttpGateway"
SMS_HTTP_URL = env.required("SMS_HTTP_URL")
SMS_HTTP_KEY = env.required("SMS_HTTP_KEY")
SMS_HTTP_SECRET = env.required("SMS_HTTP_SECRET")
PUBLIC_ORIGIN = env.required("PUBLIC_ORIGIN")
CSRF_TRUSTED_ORIGINS = [PUBLIC_ORIGIN]

KIOSK_NEEDS_DEVICE = env.flag("KIOSK_NEEDS_DEVICE", True)

SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-csrf"
