"""Django's registration of the room."""

from django.apps import AppConfig


class WerkgeversConfig(AppConfig):
    name = "voetlicht.extern.werkgevers"
    label = "werkgevers"
    default_auto_field = "django.db.models.BigAutoField"
