"""What processes share, and lists that the settings of one side and of tests both name."""

from voetlicht.basis.kern import omgeving
from voetlicht.config.logboek import LOGGING_SETTINGS

# The rooms of each side. A new room is one line here and its tables in ``config/rollen.py``.
SHARED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "voetlicht.sites.thema",
]
INTERN_APPS = [
    "voetlicht.intern.toegang",
    "voetlicht.intern.personen",
    "voetlicht.intern.doelgroepregister",
    "voetlicht.intern.sonar",
    "voetlicht.intern.klantprofielen",
    "voetlicht.intern.leveringen",
    "voetlicht.intern.transparantie",
    "voetlicht.koppeling",
    "voetlicht.sites.medewerker",
    "django_htmx",
    # Signing in; configured in ``settings/aanmelden.py``.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
]
EXTERN_APPS = [
    "voetlicht.extern.werkgevers",
    "voetlicht.sites.publiek",
]
# The archive is an extern room; the intern process knows its tables to write through the door.
BOTH_SIDES = [
    "voetlicht.extern.publicaties",
]

DEBUG = False
SECRET_KEY = omgeving.text("VOETLICHT_SECRET_KEY")
ALLOWED_HOSTS = omgeving.words("VOETLICHT_ALLOWED_HOSTS")
SOORT = omgeving.text("VOETLICHT_SOORT", "echt")
"""``voorbeeld`` (synthetic persons only) or ``echt``."""

BEKEND_OP_DAYS = 14
"""Days after a peildatum after which an edition is no longer provisional."""

NOODTOEGANG_MISSES_PER_DAY = 5
"""How often a medewerker may ask noodtoegang in a day without finding anybody."""
NOODTOEGANG_PER_DAY = 10
"""How often a medewerker may ask noodtoegang in a day at all."""

DOSSIERS_PER_HOUR = int(omgeving.text("VOETLICHT_DOSSIERS_PER_UUR", "120"))
"""How many different klanten a medewerker may open in an hour."""

DATABASE_ROUTERS = ["voetlicht.config.routers.SideRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# Of connections that answer pages: a statement of three times is planned once. To plan what lies
# within reach takes the database ten times as long as to look it up.
PREPARING = {"server_side_binding": True, "prepare_threshold": 3}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True

MIDDLEWARE = [
    "voetlicht.basis.web.addresses.ClientAddress",  # before all that counts per address
    "django.middleware.security.SecurityMiddleware",
    "voetlicht.basis.web.headers.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "voetlicht.basis.web.requests.RequestId",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "voetlicht.sites.thema.errors.MethodNotAllowedPage",
]
# Who acts, on the intern side; after all of the above.
INTERN_MIDDLEWARE = [
    "django_htmx.middleware.HtmxMiddleware",
    "voetlicht.sites.medewerker.parts.WholePages",
    "voetlicht.intern.toegang.inzage.tracing.TracedAnswers",  # outside all that reads people
    "allauth.account.middleware.AccountMiddleware",
    "voetlicht.intern.toegang.session.ActingMedewerker",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

STATIC_URL = "/static/"
STATIC_ROOT = omgeving.text("VOETLICHT_STATIC", "staticfiles")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "voetlicht.sites.thema.storage.StaticNames"},
}
# Pages name files by their hash only; compressing each twice took most of preparing a database.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

PROXIES = omgeving.networks("VOETLICHT_PROXIES")
"""Whom we believe about the address of who asks."""

# https is the rule; the demo on one's own machine has no certificate and says so.
HTTPS = omgeving.flag("VOETLICHT_HTTPS", "ja")
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "voetlicht.sites.thema.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"

LOGGING = LOGGING_SETTINGS
SILENCED_SYSTEM_CHECKS: list[str] = []
