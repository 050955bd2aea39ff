"""Django's settings, built from Holdfast's own. Each value that is not Django's has its reason."""

from pathlib import Path

from csp.constants import NONE, SELF

from holdfast.settings import HOME
from holdfast.web.options import (
    DEMO_OTHER,
    HTTPS,
    MAIL_FROM,
    UPLOAD_MB,
    council_provider,
    hosts,
    is_on,
    mail_server,
    other_demonstration,
    proxies,
)
from holdfast.web.project.database import database
from holdfast.web.project.secret import secret_key

WEB = Path(__file__).parent.parent
FOLDER = HOME.path()

SECRET_KEY = secret_key(FOLDER)
DEBUG = False
ALLOWED_HOSTS = hosts()
ROOT_URLCONF = "holdfast.web.project.urls"
WSGI_APPLICATION = "holdfast.web.project.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "axes",
    "holdfast.web.accounts",
    "holdfast.web.answers",
    "holdfast.web.audit",
    "holdfast.web.case_audits",
    "holdfast.web.digest",
    "holdfast.web.improvement",
    "holdfast.web.oversight",
    "holdfast.web.parts",
    "holdfast.web.people",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Static files are answered here: they need no session, and may be kept by the browser.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "holdfast.web.project.headers.PrivatePages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Before what ends a session that has lasted too long: whose it was is known until then.
    "holdfast.web.accounts.kept_forms.KeptForms",
    "holdfast.web.project.sessions.BoundedSession",
    "holdfast.web.uploads.Uploads",
    # Every page needs a sign-in unless it says otherwise, so a forgotten line cannot open one.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    # And whoever has signed in sees what their roles allow, of the children of their scopes.
    "holdfast.web.people.guarding.Guarded",
    "holdfast.web.project.failures.PlainFailures",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "holdfast.web.project.context.site",
            ],
            "builtins": [
                "django.templatetags.static",
                "holdfast.web.parts.templatetags.words",
                "holdfast.web.parts.templatetags.tables",
            ],
        },
    }
]

# People: who may sign in, what they wrote, who looked at what. Children's records are never in
# here.
DATABASES = {"default": database(FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Signing in.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "holdfast.web.accounts.local.LocalBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "/"

# Signing in with the council's own accounts, and codes beside passwords, are allauth's; its own
# pages are not served, and nobody signs up.
ACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_ADAPTER = "holdfast.web.accounts.council_sign_in.CouncilAccounts"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form may lead to this site alone; see form-action below
SOCIALACCOUNT_PROVIDERS = {"openid_connect": council_provider()}
MFA_ADAPTER = "holdfast.web.accounts.codes.SealedSecrets"
MFA_TOTP_ISSUER = "Holdfast"

# Long, not like the name, and not one of those that everyone tries.
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# Five wrong passwords for one name from one address close the door for a quarter of an hour;
# see accounts/visitor.py for what is counted. A try while it is closed does not keep it closed.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "holdfast.web.accounts.visitor.address"
AXES_USERNAME_CALLABLE = "holdfast.web.accounts.visitor.counted_name"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "holdfast.web.accounts.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
# Who signed in stands in the audit log, and what was typed into a form nowhere.
AXES_DISABLE_ACCESS_LOG = True
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken", "next"]
proxies()  # a setting that cannot be read is refused at start

# Thirty minutes without a page asked for ends the session, at the server; so do twelve hours.
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# With the prefix, no other site of the same domain can put a cookie in the place of ours.
_PREFIX = "__Host-" if is_on(HTTPS) else ""
# A browser sends a cookie to every port of a machine: two demonstrations would sign each other out.
_APART = f"_beside_{DEMO_OTHER.whole()}" if other_demonstration() else ""
SESSION_COOKIE_NAME = f"{_PREFIX}holdfast_session{_APART}"
CSRF_COOKIE_NAME = f"{_PREFIX}holdfast_form{_APART}"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "holdfast.web.pages.failures.form_refused"

# Headers. "same-origin", not "no-referrer": with the latter browsers send a null origin with a
# form, and the form would be refused.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = is_on(HTTPS)
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if is_on(HTTPS) else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if is_on(HTTPS) else None
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        # Drafts that are kept while they are typed.
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# A census file that is checked lies in a folder of ours for just so long; see web/uploads.py.
FILE_UPLOAD_HANDLERS = ["holdfast.web.uploads.CensusUpload"]
FILE_UPLOAD_TEMP_DIR = FOLDER / "uploads"
LARGEST_UPLOAD = UPLOAD_MB.whole() * 1_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 1

# The daily mail. What cannot be delivered in ten seconds is sent when it is asked for again.
_SERVER = mail_server()
if _SERVER:
    EMAIL_HOST, EMAIL_PORT = _SERVER.host, _SERVER.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _SERVER.user, _SERVER.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = _SERVER.tls, _SERVER.starttls
    EMAIL_TIMEOUT = 10
    DEFAULT_FROM_EMAIL = MAIL_FROM.text()

# Page assets: gathered once at start into the data folder, under names that carry their hash.
STATIC_URL = "/static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site has a use for them
STATIC_ROOT = FOLDER / "static"
STATICFILES_DIRS = [WEB / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "holdfast.web.project.assets.DesignSystemFinder",
]
STORAGES = {"staticfiles": {"BACKEND": "holdfast.web.project.assets.PageAssets"}}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

# Django's own words on a failed page hold addresses and values: ours hold neither.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {message}", "style": "{"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        "holdfast": {"handlers": ["terminal"], "level": "INFO"},
        # Its warnings are of requests: gunicorn's own log is web/project/server_log.py.
        "gunicorn": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "django": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "axes": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
