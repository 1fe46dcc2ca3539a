"""What the intern process answers to."""

from django.urls import include, path

from voetlicht.basis.web.health import health
from voetlicht.sites.medewerker.frame import show
from voetlicht.sites.thema.errors import ErrorPages

urlpatterns = [
    path("gezond", health, name="health"),
    path("aanmelden/", include("voetlicht.sites.medewerker.aanmelden.urls")),
    path("beheer/", include("voetlicht.sites.medewerker.beheer.urls")),
    path("noodtoegang/", include("voetlicht.sites.medewerker.noodtoegang.urls")),
    path("inzagelog/", include("voetlicht.sites.medewerker.inzagelog.urls")),
    path("team/", include("voetlicht.sites.medewerker.team.urls")),
    path("", include("voetlicht.sites.medewerker.urls")),
]

errors = ErrorPages(show)
handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler405 = errors.method_not_allowed
handler429 = "voetlicht.sites.medewerker.aanmelden.views.locked_out"  # allauth's own
handler500 = errors.server_error
