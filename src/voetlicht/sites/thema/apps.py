"""Holds templates and styles; no models."""

from django.apps import AppConfig


class ThemaConfig(AppConfig):
    name = "voetlicht.sites.thema"
    label = "thema"
    verbose_name = "thema"
