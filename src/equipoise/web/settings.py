"""Django's settings for the pages, added to those of the records; all from the environment.

EQUIPOISE_HOME names the workspace, DATABASE_URL and EQUIPOISE_STORE move parts of it elsewhere,
EQUIPOISE_SECRET_KEY signs sessions, EQUIPOISE_HOSTS lists the names the service answers to,
EQUIPOISE_HTTPS=1 says that it is reached over https alone, and EQUIPOISE_EMAIL names the backend
that sends reminders, from EQUIPOISE_EMAIL_FROM. EQUIPOISE_OIDC_URL, _ID and _SECRET name a
provider of single sign-on.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from equipoise.records.settings import (
    DATABASE,
    DEFAULT_AUTO_FIELD,
    TIME_ZONE,
    USE_TZ,
    database,
    sqlite_url,
)
from equipoise.web.secrets import secret_key
from equipoise.web.single_sign_on import single_sign_on

__all__ = ["DEFAULT_AUTO_FIELD", "TIME_ZONE", "USE_TZ"]

HERE: Final = Path(__file__).parent
EQUIPOISE_HOME: Final = Path(os.environ.get("EQUIPOISE_HOME", "equipoise-home"))
EQUIPOISE_STORE: Final = os.environ.get("EQUIPOISE_STORE", "")
DATABASE_URL: Final = os.environ.get("DATABASE_URL") or sqlite_url(EQUIPOISE_HOME / DATABASE)
DATABASES: Final = {"default": database(DATABASE_URL)}
HTTPS: Final = os.environ.get("EQUIPOISE_HTTPS") == "1"

SECRET_KEY: Final = secret_key(EQUIPOISE_HOME)
DEBUG: Final = False
ALLOWED_HOSTS: Final = os.environ.get("EQUIPOISE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
INSTALLED_APPS: Final = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "equipoise.records",
    "equipoise.web",
]
MIDDLEWARE: Final = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "equipoise.web.refusing.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES: Final[list[dict[str, Any]]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "environment": "equipoise.web.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "equipoise.web.furniture.around",
            ],
        },
    },
    {  # what a package shows that no page of ours stands in for
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]
ROOT_URLCONF: Final = "equipoise.web.urls"
WSGI_APPLICATION: Final = "equipoise.web.wsgi.application"
LOGIN_URL: Final = "account_login"
LOGIN_REDIRECT_URL: Final = "home"
AUTHENTICATION_BACKENDS: Final = [
    "axes.backends.AxesStandaloneBackend",  # first: it refuses whoever has failed too often
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS: Final = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
ACCOUNT_ADAPTER: Final = "equipoise.web.accounts.AccountAdapter"
SOCIALACCOUNT_ADAPTER: Final = "equipoise.web.accounts.SingleSignOnAdapter"
ACCOUNT_FORMS: Final = {"login": "equipoise.web.signing_in.SignInForm"}
ACCOUNT_SESSION_REMEMBER: Final = True
ACCOUNT_LOGIN_METHODS: Final = {"username"}
ACCOUNT_EMAIL_VERIFICATION: Final = "none"  # an administrator makes accounts, and knows addresses
ACCOUNT_RATE_LIMITS: Final = {"login_failed": "100/m/ip"}  # axes counts them by name
ACCOUNT_LOGOUT_REDIRECT_URL: Final = "account_login"
ACCOUNT_REAUTHENTICATION_REQUIRED: Final = True
MFA_SUPPORTED_TYPES: Final = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER: Final = "Equipoise"
SOCIALACCOUNT_PROVIDERS: Final = single_sign_on(os.environ)
SOCIALACCOUNT_LOGIN_ON_GET: Final = False
AXES_FAILURE_LIMIT: Final = 5
AXES_COOLOFF_TIME: Final = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS: Final = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE: Final = "equipoise.web.accounts.locked_out"
AXES_RESET_ON_SUCCESS: Final = True
AXES_VERBOSE: Final = False
LANGUAGE_CODE: Final = "en-gb"
STATIC_URL: Final = "/static/"
STORAGES: Final = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # no upload is kept here
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS: Final = True  # one folder fewer to collect, and nothing to forget

CONTENT_SECURITY_POLICY: Final = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}
SECURE_REFERRER_POLICY: Final = "same-origin"
X_FRAME_OPTIONS: Final = "DENY"
SESSION_COOKIE_AGE: Final = 20 * 60 * 60  # the design system asks for twenty hours at least
SESSION_COOKIE_SECURE: Final = HTTPS
CSRF_COOKIE_SECURE: Final = HTTPS
SECURE_SSL_REDIRECT: Final = HTTPS
SECURE_HSTS_SECONDS: Final = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS: Final = HTTPS
SECURE_HSTS_PRELOAD: Final = HTTPS
SECURE_PROXY_SSL_HEADER: Final = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

DATA_UPLOAD_MAX_MEMORY_SIZE: Final = 10 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE: Final = 0  # every upload is a file: it is read by a child process
FILE_UPLOAD_HANDLERS: Final = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

EMAIL_BACKEND: Final = os.environ.get(
    "EQUIPOISE_EMAIL", "django.core.mail.backends.console.EmailBackend"
)
"""Where reminders go: to the terminal, unless another backend of Django's is named."""
DEFAULT_FROM_EMAIL: Final = os.environ.get("EQUIPOISE_EMAIL_FROM", "equipoise@localhost")
