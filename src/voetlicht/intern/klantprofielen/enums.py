"""The states of a klantprofiel."""

from enum import StrEnum


class Profielstatus(StrEnum):
    """Only ``vastgesteld`` counts as a profile in the publication."""

    CONCEPT = "concept"
    VASTGESTELD = "vastgesteld"
    VERVALLEN = "vervallen"
