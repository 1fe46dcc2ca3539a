"""The owner of one side's database: migrations, grants and static files; never serves."""

from voetlicht.basis.kern import omgeving
from voetlicht.config.settings.base import *  # noqa: F403 - settings are composed
from voetlicht.config.settings.base import (
    BOTH_SIDES,
    EXTERN_APPS,
    INTERN_APPS,
    INTERN_MIDDLEWARE,
    MIDDLEWARE,
    SHARED_APPS,
)

ZIJDE = omgeving.text("VOETLICHT_ZIJDE")
AUTH_USER_MODEL = "toegang.Account" if ZIJDE == "intern" else "werkgevers.Account"
INSTALLED_APPS = [
    *SHARED_APPS,
    *(INTERN_APPS if ZIJDE == "intern" else EXTERN_APPS),
    *BOTH_SIDES,
]
DATABASES = {"default": omgeving.database("VOETLICHT_EIGENAAR_URL")}
EXTERN_READ = EXTERN_WRITE = "default"
if ZIJDE == "intern":
    from voetlicht.config.settings.aanmelden import *  # noqa: F403 - settings are composed

    MIDDLEWARE = [*MIDDLEWARE, *INTERN_MIDDLEWARE]
