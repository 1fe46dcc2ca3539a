"""Django's registration of the room."""

from django.apps import AppConfig


class SonarConfig(AppConfig):
    name = "voetlicht.intern.sonar"
    label = "sonar"
    default_auto_field = "django.db.models.BigAutoField"
