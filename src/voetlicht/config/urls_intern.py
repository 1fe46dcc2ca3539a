"""What the intern process answers to."""

from django.urls import include, path

from voetlicht.basis.web.health import health

urlpatterns = [
    path("gezond", health, name="health"),
    path("", include("voetlicht.sites.medewerker.urls")),
]
