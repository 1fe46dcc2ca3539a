"""What the extern process answers to."""

from django.urls import include, path

from voetlicht.basis.web.health import health

urlpatterns = [
    path("gezond", health, name="health"),
    path("", include("voetlicht.sites.publiek.urls")),
]
handler404 = "voetlicht.sites.publiek.missing.not_found"
