"""What the extern process answers to."""

from django.urls import include, path

from voetlicht.basis.web.health import health
from voetlicht.sites.publiek.frame import show
from voetlicht.sites.publiek.missing import not_found
from voetlicht.sites.thema.errors import ErrorPages

urlpatterns = [
    path("gezond", health, name="health"),
    path("", include("voetlicht.sites.publiek.urls")),
]

errors = ErrorPages(show)
handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = not_found
handler405 = errors.method_not_allowed
handler500 = errors.server_error
