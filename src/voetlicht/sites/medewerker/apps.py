"""Holds templates; no models."""

from django.apps import AppConfig


class MedewerkerConfig(AppConfig):
    name = "voetlicht.sites.medewerker"
    label = "medewerker"
    verbose_name = "site voor medewerkers"
