"""URLs of the inzagelog; klanten and medewerkers stand in them by their random uuid."""

from django.urls import path

from voetlicht.sites.medewerker.inzagelog import counting, views

app_name = "inzagelog"

urlpatterns = [
    path("", views.start, name="start"),
    path("klant/", views.find_klant, name="find_klant"),
    path("klant/<uuid:uuid>/", views.klant, name="klant"),
    path("medewerkers/", views.find_medewerker, name="find_medewerker"),
    path("medewerkers/<uuid:uuid>/", views.medewerker, name="medewerker"),
    path("patronen/", views.patterns, name="patterns"),
    path("team/", counting.team, name="team"),
]
