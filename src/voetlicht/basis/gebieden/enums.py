"""The kinds that the tables of gebieden distinguish."""

from enum import StrEnum


class Herindelingssoort(StrEnum):
    """What happened to a gemeente whose code ended."""

    SAMENVOEGING = "samenvoeging"
    SPLITSING = "splitsing"
    NAAMSWIJZIGING = "naamswijziging"


class Aandeel(StrEnum):
    """How much of the old gemeente went to the new one."""

    GEHEEL = "geheel"
    DEEL = "deel"


class Indelingsbasis(StrEnum):
    """Why a gemeente is counted to a regio: the CBS classification, or our own judgement."""

    INDELING = "indeling"
    OORDEEL = "oordeel"
