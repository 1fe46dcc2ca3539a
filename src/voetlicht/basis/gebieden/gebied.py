"""What gebieden are: frozen values, safe to share between threads and to keep in caches."""

from dataclasses import dataclass
from datetime import date

from voetlicht.basis.gebieden.enums import Aandeel, Herindelingssoort

# Values of a residence that is no gemeente. No query here knows them: they belong to no regio.
ONBEKEND = "onbekend"
BUITENLAND = "buitenland"


@dataclass(frozen=True, slots=True)
class Gemeente:
    """A gemeente as it is on one date; ``code`` in the CBS form ``GM0599``."""

    code: str
    naam: str
    regio_code: int


@dataclass(frozen=True, slots=True)
class Arbeidsmarktregio:
    """One of the 35 regio's; ``code`` is the number UWV gives it (1-35), not the CBS code."""

    code: int
    naam: str
    centrumgemeente_code: str


@dataclass(frozen=True, slots=True)
class Herindeling:
    """On ``datum`` the old gemeente ended and all or part of it became part of the new one.

    ``nieuw_naam`` is the new gemeente's name on that date.
    """

    datum: date
    oud_code: str
    oud_naam: str
    nieuw_code: str
    nieuw_naam: str
    soort: Herindelingssoort

    @property
    def aandeel(self) -> Aandeel:
        """Only a splitsing divides a gemeente; the other kinds move it whole."""
        return Aandeel.DEEL if self.soort is Herindelingssoort.SPLITSING else Aandeel.GEHEEL


@dataclass(frozen=True, slots=True)
class Tegel:
    """Place of a regio in the tile map; column and row count from 0, north is up."""

    code: int
    kolom: int
    rij: int
    naam: str


@dataclass(frozen=True, slots=True)
class Suggestie:
    """A gemeente that somebody may have meant.

    ``gevonden`` is the name that matched; ``toelichting`` is empty when that is the gemeente's own
    name, else a sentence that tells what the name has to do with it.
    """

    gemeente: Gemeente
    gevonden: str
    toelichting: str
