"""URLs of the team of a teamleider."""

from django.urls import path

from voetlicht.sites.medewerker.team import views

app_name = "team"

urlpatterns = [
    path("", views.klanten, name="klanten"),
    path("toewijzen/", views.assign, name="assign"),
    path("overdragen/<uuid:medewerker>/", views.hand_over, name="hand_over"),
    path("ongedaan/", views.undo, name="undo"),
]
