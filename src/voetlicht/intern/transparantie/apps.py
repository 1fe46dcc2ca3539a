"""Django's registration of the room."""

from django.apps import AppConfig


class TransparantieConfig(AppConfig):
    name = "voetlicht.intern.transparantie"
    label = "transparantie"
    default_auto_field = "django.db.models.BigAutoField"
