"""Django's registration of the room."""

from django.apps import AppConfig


class PersonenConfig(AppConfig):
    name = "voetlicht.intern.personen"
    label = "personen"
    default_auto_field = "django.db.models.BigAutoField"
