"""Django's registration of the room."""

from django.apps import AppConfig


class ToegangConfig(AppConfig):
    name = "voetlicht.intern.toegang"
    label = "toegang"
    default_auto_field = "django.db.models.BigAutoField"
