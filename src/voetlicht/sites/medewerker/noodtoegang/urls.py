"""URLs of noodtoegang; a noodtoegang is known by its random uuid."""

from django.urls import path

from voetlicht.sites.medewerker.noodtoegang import reviewing, views

app_name = "noodtoegang"

urlpatterns = [
    path("", views.own, name="own"),
    path("vragen/", views.ask, name="ask"),
    path("<uuid:uuid>/", views.answer, name="answer"),
    path("<uuid:uuid>/beeindigen/", views.end, name="end"),
    path("beoordelen/", reviewing.reviews, name="reviews"),
    path("beoordelen/<uuid:uuid>/", reviewing.review, name="review"),
]
