"""What the intern process answers to."""

from django.urls import path

from voetlicht.basis.web.health import health

urlpatterns = [
    path("gezond", health, name="health"),
]
