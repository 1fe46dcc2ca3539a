"""URLs of the site for medewerkers."""

from django.urls import path

from voetlicht.sites.medewerker import views

app_name = "medewerker"

urlpatterns = [
    path("", views.start, name="start"),
]
