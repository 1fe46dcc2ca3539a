"""URLs of the site for medewerkers."""

from django.urls import path

from voetlicht.sites.medewerker.gallery.views import gallery
from voetlicht.sites.medewerker.home.views import start
from voetlicht.sites.medewerker.keten.views import chain
from voetlicht.sites.medewerker.klanten.views import bsn, dossier, search
from voetlicht.sites.medewerker.palette.views import palette

app_name = "medewerker"

urlpatterns = [
    path("", start, name="start"),
    path("ga-naar", palette, name="palette"),
    path("keten/", chain, name="chain"),
    path("klanten/zoeken", search, name="search"),
    path("klanten/<uuid:klant>/", dossier, name="dossier"),
    path("klanten/<uuid:klant>/bsn", bsn, name="bsn"),
    path("onderdelen/", gallery, name="gallery"),
]
