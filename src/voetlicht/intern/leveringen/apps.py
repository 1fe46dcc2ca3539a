"""Django's registration of the room."""

from django.apps import AppConfig


class LeveringenConfig(AppConfig):
    name = "voetlicht.intern.leveringen"
    label = "leveringen"
    default_auto_field = "django.db.models.BigAutoField"
