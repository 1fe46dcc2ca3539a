"""Django's registration of the room."""

from django.apps import AppConfig


class KlantprofielenConfig(AppConfig):
    name = "voetlicht.intern.klantprofielen"
    label = "klantprofielen"
    default_auto_field = "django.db.models.BigAutoField"
