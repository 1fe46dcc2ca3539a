"""The process that knows people."""

from voetlicht.basis.kern import omgeving
from voetlicht.config.settings.aanmelden import *  # noqa: F403 - settings are composed
from voetlicht.config.settings.base import *  # noqa: F403 - settings are composed
from voetlicht.config.settings.base import (
    BOTH_SIDES,
    INTERN_APPS,
    INTERN_MIDDLEWARE,
    MIDDLEWARE,
    PREPARING,
    SHARED_APPS,
)

ZIJDE = "intern"
ROOT_URLCONF = "voetlicht.config.urls_intern"
WSGI_APPLICATION = "voetlicht.config.wsgi_intern.application"
AUTH_USER_MODEL = "toegang.Account"
INSTALLED_APPS = [
    *SHARED_APPS,
    *INTERN_APPS,
    *BOTH_SIDES,
]
MIDDLEWARE = [*MIDDLEWARE, *INTERN_MIDDLEWARE]

# Through ``koppeling`` the door is reached: the extern database, insert only. ``spoor`` writes what
# must stay written when a request fails: sessions, attempts. ``statistiek`` is to freeze with. The
# owner, who fills an example installation, is given to commands only.
DATABASES = {
    "default": omgeving.database("VOETLICHT_DATABASE_URL"),
    "koppeling": omgeving.database("VOETLICHT_KOPPELING_URL"),
    "spoor": omgeving.database("VOETLICHT_SPOOR_URL"),
    "toezicht": omgeving.database("VOETLICHT_TOEZICHT_URL"),
}
for _alias in ("statistiek", "eigenaar"):
    if omgeving.is_set(f"VOETLICHT_{_alias.upper()}_URL"):
        DATABASES[_alias] = omgeving.database(f"VOETLICHT_{_alias.upper()}_URL")
EXTERN_READ = EXTERN_WRITE = "koppeling"

SESSION_COOKIE_NAME = "voetlicht_intern"
CSRF_COOKIE_NAME = "voetlicht_intern_csrf"

# Separate keys, so that the loss of one does not open what the others keep.
BSN_KEY = omgeving.key("VOETLICHT_BSN_SLEUTEL")
BSN_PREVIOUS_KEYS = (
    [omgeving.key("VOETLICHT_BSN_VORIGE_SLEUTEL")]
    if omgeving.is_set("VOETLICHT_BSN_VORIGE_SLEUTEL")
    else []
)
BSN_INDEX_KEY = omgeving.key("VOETLICHT_BSN_INDEX_SLEUTEL")
PEILSLEUTEL_KEY = omgeving.key("VOETLICHT_PEILSLEUTEL")
AANMELD_KEY = omgeving.key("VOETLICHT_AANMELD_SLEUTEL")

# What the inzagelog needs outside the database: the key of its chains, and the folder of anchors.
SPOOR_KEY = omgeving.key("VOETLICHT_SPOOR_SLEUTEL")
SPOOR_PREVIOUS_KEYS = (
    [omgeving.key("VOETLICHT_SPOOR_VORIGE_SLEUTEL")]
    if omgeving.is_set("VOETLICHT_SPOOR_VORIGE_SLEUTEL")
    else []
)
ANKERS = omgeving.path("VOETLICHT_ANKERS")
INZAGE_BEWAREN_MAANDEN = int(omgeving.text("VOETLICHT_INZAGE_BEWAREN_MAANDEN", "12"))
INZAGE_VASTGEHOUDEN = omgeving.words("VOETLICHT_INZAGE_VASTGEHOUDEN")
VERWERKINGSREGISTER = omgeving.text(
    "VOETLICHT_VERWERKINGSREGISTER", "urn:voetlicht:verwerkingsactiviteit:"
)

PEILBESTANDEN = omgeving.path("VOETLICHT_PEILBESTANDEN")
"""Folder in which frozen peilbestanden are kept."""

# A connection is kept from request to request: what a transaction was told ends with it.
for _alias in ("default", "spoor"):
    DATABASES[_alias]["CONN_MAX_AGE"] = 600  # statements that were prepared go with it
    DATABASES[_alias]["CONN_HEALTH_CHECKS"] = True
    DATABASES[_alias]["OPTIONS"] = PREPARING
