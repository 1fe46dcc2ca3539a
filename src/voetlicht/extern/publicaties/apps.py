"""Django's registration of the room."""

from django.apps import AppConfig


class PublicatiesConfig(AppConfig):
    name = "voetlicht.extern.publicaties"
    label = "publicaties"
    default_auto_field = "django.db.models.BigAutoField"
