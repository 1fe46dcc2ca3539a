"""The process that the world can reach. It holds no credential for anything intern."""

from voetlicht.basis.kern import omgeving
from voetlicht.config.settings.base import *  # noqa: F403 - settings are composed
from voetlicht.config.settings.base import BOTH_SIDES, EXTERN_APPS, SHARED_APPS

ZIJDE = "extern"
ROOT_URLCONF = "voetlicht.config.urls_extern"
WSGI_APPLICATION = "voetlicht.config.wsgi_extern.application"
AUTH_USER_MODEL = "werkgevers.Account"
INSTALLED_APPS = [
    *SHARED_APPS,
    *EXTERN_APPS,
    *BOTH_SIDES,
]

DATABASES = {"default": omgeving.database("VOETLICHT_DATABASE_URL")}
EXTERN_READ = EXTERN_WRITE = "default"

SESSION_COOKIE_NAME = "voetlicht_extern"
CSRF_COOKIE_NAME = "voetlicht_extern_csrf"
