"""Django's registration of the room."""

from django.apps import AppConfig


class DoelgroepregisterConfig(AppConfig):
    name = "voetlicht.intern.doelgroepregister"
    label = "doelgroepregister"
    default_auto_field = "django.db.models.BigAutoField"
