"""All rooms of both sides in one process, for tests and for ``makemigrations``.

Tests connect as the application's roles; ``tests/conftest.py`` fills in socket and passwords.
"""

import base64
from pathlib import Path

from voetlicht.basis.kern import omgeving

omgeving.adopt({"VOETLICHT_SECRET_KEY": "alleen voor tests", "VOETLICHT_HTTPS": "nee"})

from voetlicht.config.settings.aanmelden import *  # noqa: E402, F403 - settings are composed
from voetlicht.config.settings.base import *  # noqa: E402, F403 - settings are composed
from voetlicht.config.settings.base import (  # noqa: E402 - after the environment is set
    BOTH_SIDES,
    EXTERN_APPS,
    INTERN_APPS,
    INTERN_MIDDLEWARE,
    MIDDLEWARE,
    PREPARING,
    SHARED_APPS,
)

ZIJDE = "intern"
SOORT = "voorbeeld"
ROOT_URLCONF = "voetlicht.config.urls_intern"
AUTH_USER_MODEL = "toegang.Account"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1", "intern.localhost"]
INSTALLED_APPS = [
    *SHARED_APPS,
    *dict.fromkeys([*INTERN_APPS, *EXTERN_APPS]),
    *BOTH_SIDES,
]
MIDDLEWARE = [*MIDDLEWARE, *INTERN_MIDDLEWARE]


def _as_role(role: str) -> omgeving.Database:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "voetlicht_extern" if role in ("koppeling", "extern") else "voetlicht",
        "USER": role,
        "PASSWORD": "",
        "HOST": "/var/empty",
        "PORT": "",
    }


DATABASES = {
    "default": _as_role("intern"),
    "koppeling": _as_role("koppeling"),
    "extern": _as_role("extern"),
    "lader": _as_role("lader"),
    "statistiek": _as_role("statistiek"),
    "spoor": _as_role("spoor"),
    "toezicht": _as_role("toezicht"),
}
for _alias in ("default", "spoor"):
    DATABASES[_alias]["OPTIONS"] = PREPARING
EXTERN_READ = "extern"
EXTERN_WRITE = "koppeling"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # static files from the source
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

BSN_KEY = base64.b64decode("dGVzdHNsZXV0ZWwgdm9vciBic24sIDMyIGJ5dGVzISE=")
BSN_PREVIOUS_KEYS: list[bytes] = []
BSN_INDEX_KEY = base64.b64decode("dGVzdHNsZXV0ZWwgdm9vciBpbmRleCwgMzIgYnl0ZXM=")
PEILSLEUTEL_KEY = base64.b64decode("dGVzdHNsZXV0ZWwgcGVpbGJlc3RhbmQsIDMyIGJ5dCE=")
AANMELD_KEY = base64.b64decode("dGVzdHNsZXV0ZWwgYWFubWVsZGVuLCAzMiBieXRlcyE=")
SPOOR_KEY = base64.b64decode("dGVzdHNsZXV0ZWwgdm9vciBzcG9vciwgMzIgYnl0ZXM=")
SPOOR_PREVIOUS_KEYS: list[bytes] = []
ANKERS = Path("/var/empty")
INZAGE_BEWAREN_MAANDEN = 12
INZAGE_VASTGEHOUDEN: list[str] = []
VERWERKINGSREGISTER = "urn:voetlicht:verwerkingsactiviteit:"
PEILBESTANDEN = None
