"""Django's registration of the room."""

from django.apps import AppConfig


class KoppelingConfig(AppConfig):
    name = "voetlicht.koppeling"
    label = "koppeling"
    default_auto_field = "django.db.models.BigAutoField"
