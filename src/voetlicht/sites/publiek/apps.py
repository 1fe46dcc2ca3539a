"""Holds templates; no models."""

from django.apps import AppConfig


class PubliekConfig(AppConfig):
    name = "voetlicht.sites.publiek"
    label = "publiek"
    verbose_name = "publieke site"
