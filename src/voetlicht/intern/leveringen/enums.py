"""Kinds of deliveries, and the verdicts on their rows."""

from enum import StrEnum


class Leveringssoort(StrEnum):
    """What a delivery tells of; each has its own columns (``docs/leveringen.md``)."""

    REGISTER = "register"
    VERBLIJF = "verblijf"
    SONAR = "sonar"


class Wijze(StrEnum):
    """Whether a delivery holds what changed, or everything that the supplier knows."""

    MUTATIES = "mutaties"
    VOLLEDIG = "volledig"


class Oordeel(StrEnum):
    """What became of a row; ``afwezig`` is a person of whom a full delivery has no row."""

    NIEUW = "nieuw"
    GEWIJZIGD = "gewijzigd"
    GELIJK = "gelijk"
    GEWEIGERD = "geweigerd"
    AFWEZIG = "afwezig"


class Weigering(StrEnum):
    """Why a row was refused; the words are in ``rules.REMEDIES``."""

    CELLEN = "cellen"
    BSN = "bsn"
    DATUM = "datum"
    VOLGORDE = "volgorde"
    GRONDSLAG = "grondslag"
    REDEN = "reden"
    GEMEENTE = "gemeente"
    SONARSOORT = "soort"
    ORGANISATIE = "organisatie"
    OPGEVOLGD = "opgevolgd"
    GEOPEND = "geopend"
    STATUS = "status"
    OVERBODIG = "overbodig"
    TEGENSTRIJDIG = "tegenstrijdig"
