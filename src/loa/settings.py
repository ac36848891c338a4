"""Django's settings, derived from Loa's one configuration (`core/config.py`).

Rooms add themselves here with one word: a channel in CHANNELS, a duty of the ticker in
TICKER_DUTIES. Nothing else in the project may know every room.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from loa.core import config as loa_config

CONFIG = loa_config.load()
DATA_DIR = CONFIG.data_dir
SRC = Path(__file__).resolve().parent


def _secret(name: str) -> str:
    """Return a secret made on first use, readable by its owner alone."""
    path = DATA_DIR / "secrets" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()


def _database(url: str) -> dict[str, object]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "loa.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise loa_config.ConfigError(f"database_url: {parts.scheme}: only postgresql:// is known")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 16}},
    }


SECRET_KEY = _secret("django")
DEBUG = CONFIG.debug
ALLOWED_HOSTS = [host.strip() for host in CONFIG.hosts.split(",")]
CSRF_TRUSTED_ORIGINS = [CONFIG.site_url] if CONFIG.site_url.startswith("https://") else []

# The channels that this installation runs; each names a package below loa.channels.
CHANNELS = ["broadcast", "portal"]

# What the ticker does on every round, in this order: dotted names of functions taking `now`.
TICKER_DUTIES: list[str] = [
    "loa.devices.replay.recover",
    "loa.newsroom.bulletins.tasks.place_approved",
    "loa.channels.broadcast.tasks.publish_due",
    "loa.channels.broadcast.tasks.settle",
    "loa.channels.portal.tasks.settle",
    "loa.feedback.tasks.forget",
    "loa.feedback.tasks.follow_phases",
    "loa.rehearsal.runs.follow",
    "loa.reports.tasks.draft_due",
    "loa.control.first_day.tasks.tidy_first_day",
    "loa.control.work.tasks.tidy_calendars",
    "loa.search.actions.learn",
]

# What can be found of what was written before it was indexed: functions that yield entries.
SEARCH_SOURCES: list[str] = [
    "loa.channels.portal.finding.entries",
    "loa.newsroom.finding.entries",
    "loa.website.finding.entries",
]

# Who makes a draft of words that a producer hands over: `delivery/drafts.py` says its shape.
DRAFTS_GO_TO = "loa.newsroom.drafting.take"

# Fills a rehearsal's own data folder with a plan, its stations and messages.
REHEARSAL_DATA = "loa.demonstration.load.for_rehearsal"

# What `loa up` runs beside the web server: `loa` commands by the name shown in the log.
PROCESSES = {"signer": ["signer", "run"], "ticker": ["ticker"], "worker": ["worker"]}
# With --demo: first these, one after the other; then these processes too.
DEMO_STEPS = [["demo", "load"]]
DEMO_PROCESSES = {"stations": ["stations", "run"]}

INSTALLED_APPS = [
    "loa.website",
    "loa.control",
    "loa.reports",
    "loa.operations",
    "loa.demonstration",
    "loa.rehearsal",
    "loa.newsroom",
    "loa.feedback",
    *(f"loa.channels.{name}" for name in CHANNELS),
    "loa.devices",
    "loa.delivery",
    "loa.plans.drafting",
    "loa.plans",
    "loa.people",
    "loa.places",
    "loa.search",
    "loa.theme",
    # The portal's engine: pages, pictures, redirects, sites. Its editor stands at /cms/.
    "wagtail.contrib.redirects",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.sitemaps",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "tree_queries",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "loa.theme.compression.CompressedFiles",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "loa.theme.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "loa.theme.nul.NoNulMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "loa.urls"
ASGI_APPLICATION = "loa.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": _database(CONFIG.database_url)}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "control:start"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Loa"
MFA_TOTP_TOLERANCE = 1  # steps of 30 s before and after: who types slowly is not sent back
MFA_FORMS = {
    "authenticate": "loa.people.forms.SecondStep",
    "reauthenticate": "loa.people.forms.AskedAgain",
}
MFA_ADAPTER = "loa.people.mfa.Adapter"  # secrets of one-time codes are kept encrypted

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = CONFIG.time_zone

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # a server in front may fill it; it may be empty
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True  # embedded: no collectstatic step between install and first page
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"  # pictures of the portal alone; everything else is given out by a view

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "loa.operations.logs.JsonFormatter"},
        "text": {"format": "%(levelname)s %(name)s: %(message)s"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": CONFIG.log_format}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},  # what is asked for in vain is no news
        "tuf": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},  # each page made would be a line
        "securesystemslib": {"level": "WARNING"},
    },
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CONFIG.site_url.startswith("https://")

FORMAT_MODULE_PATH = "loa.theme.formats"

WAGTAIL_SITE_NAME = "Bản tin cơ sở"
WAGTAILADMIN_BASE_URL = CONFIG.site_url
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"  # one address, one login, one second step
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# Approval and its remarks are the newsroom's: the editor of sites offers no second way.
WAGTAIL_WORKFLOW_ENABLED = WAGTAILADMIN_COMMENTS_ENABLED = False
# No page asks a third party anything, the editors' pages included.
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# An SVG is a program, and a small file can unfold into more pixels than a server has memory.
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 12 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "loa.channels.portal.pictures.PictureForm"  # no place, no device
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "odt", "ods", "csv", "txt"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "loa.channels.portal.documents.DocumentForm"
