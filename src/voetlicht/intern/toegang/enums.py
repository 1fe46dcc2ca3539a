"""The kinds of organisation that serve people."""

from enum import StrEnum


class Organisatiesoort(StrEnum):
    """Who may serve a klant (Wet SUWI art. 1; Participatiewet art. 7)."""

    UWV = "uwv"
    GEMEENTE = "gemeente"
    SAMENWERKINGSVERBAND = "samenwerkingsverband"
    WSP = "wsp"
