"""How medewerkers sign in: for the intern side alone. See ``docs/handleiding/aanmelden.md``."""

from datetime import timedelta
from typing import Any

from voetlicht.basis.kern import omgeving

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: whoever is locked out is not looked up
    "voetlicht.intern.toegang.aanmelden.backend.AccountBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "voetlicht.intern.toegang.aanmelden.wachtwoorden.Length",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "naam")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
"""Seconds during which a link to set a password works; it works once."""

# The link goes to the mailbox of whom it is for and nowhere else: a beheerder who saw it could
# become that medewerker. Without a mail server no link can be made.
EMAIL_HOST = omgeving.text("VOETLICHT_MAIL_SERVER", "geen")
EMAIL_PORT = int(omgeving.text("VOETLICHT_MAIL_POORT", "25"))
EMAIL_USE_TLS = omgeving.flag("VOETLICHT_MAIL_TLS")
DEFAULT_FROM_EMAIL = omgeving.text("VOETLICHT_MAIL_AFZENDER", "voetlicht@localhost")
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = (
    "django.core.mail.backends.dummy.EmailBackend"
    if EMAIL_HOST == "geen"
    else "django.core.mail.backends.smtp.EmailBackend"
)

# Sessions: rows of ours, written over ``spoor``; the browser forgets its cookie when it closes.
SESSION_ENGINE = "voetlicht.intern.toegang.aanmelden.sessions"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE = timedelta(minutes=int(omgeving.text("VOETLICHT_SESSIE_STIL", "30")))
SESSION_LONGEST = timedelta(hours=int(omgeving.text("VOETLICHT_SESSIE_LANGST", "10")))

# What all processes must remember for minutes together: codes that were used, attempts.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "toegang_geheugen",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Lock-out: counted over ``spoor``, per keyed hash of what was typed together with the address.
AXES_FAILURE_LIMIT = int(omgeving.text("VOETLICHT_AANMELD_POGINGEN", "5"))
AXES_COOLOFF_TIME = timedelta(minutes=int(omgeving.text("VOETLICHT_AANMELD_AFKOELEN", "15")))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "voetlicht.intern.toegang.aanmelden.lockout.counted_name"
AXES_LOCKOUT_CALLABLE = "voetlicht.sites.medewerker.aanmelden.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_HANDLER = "voetlicht.intern.toegang.aanmelden.lockout.Attempts"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["email", "code", "credential", "csrfmiddlewaretoken", "next"]

# allauth: signing in only. Nobody signs up, allauth mails nothing, no token of a provider is kept.
ACCOUNT_ADAPTER = "voetlicht.intern.toegang.aanmelden.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_TIMEOUT = 5 * 60
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/h/key",  # whatever the address: a slow guess from many of them
    "reauthenticate": "10/m/user",
}
SOCIALACCOUNT_ADAPTER = "voetlicht.intern.toegang.aanmelden.adapters.ProviderAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 2  # seconds; a reader waits for it
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True}}
MFA_ADAPTER = "voetlicht.intern.toegang.aanmelden.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Voetlicht"
MFA_TOTP_TOLERANCE = 1  # thirty seconds either way, for clocks that differ
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not omgeving.flag("VOETLICHT_HTTPS", "ja")
