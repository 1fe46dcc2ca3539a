"""What questions about the inzagelog are answered with."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from voetlicht.basis.kern.errors import InputError
from voetlicht.intern.toegang.enums import Patroonsoort


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended; the next one goes on before it. Readable as text, for in a URL."""

    moment: datetime
    keten: UUID
    number: int

    def __str__(self) -> str:
        return f"{self.moment.isoformat()}_{self.keten}_{self.number}"

    @classmethod
    def from_text(cls, text: str) -> "Place":
        """The other way round; InputError for what no page ended with."""
        try:
            moment, keten, number = text.split("_")
            place = cls(datetime.fromisoformat(moment), UUID(keten), int(number))
        except ValueError:
            raise InputError("Deze plaats in het inzagelog bestaat niet; begin vooraan.") from None
        if place.moment.tzinfo is None or not 0 < place.number < 2**63:
            raise InputError("Deze plaats in het inzagelog bestaat niet; begin vooraan.")
        return place


@dataclass(frozen=True, slots=True)
class Seen:
    """One line: a medewerker saw somebody. ``persoon`` is None for who is known no more."""

    moment: datetime
    actor_id: UUID
    naam: str
    rol: str
    organisatie: str
    doel: str
    veldklasse: str
    kanaal: str
    trace_id: UUID
    persoon: UUID | None
    in_nood: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """A page of lines, newest first; ``more`` is where the next page begins, None at the end."""

    lines: tuple[Seen, ...]
    more: Place | None


@dataclass(frozen=True, slots=True)
class MedewerkerFound:
    """Somebody who works here, or did."""

    uuid: UUID
    naam: str
    organisaties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TeamCount:
    """How often a medewerker of the team looked, and at how many klanten; not whom."""

    naam: str
    looks: int
    klanten: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """Something unusual: what, who, how often, when, and about whom (ten at most)."""

    soort: Patroonsoort
    actor_id: UUID
    naam: str
    rol: str
    organisatie: str
    count: int
    first: datetime
    last: datetime
    personen: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class LastCheck:
    """The outcome of the last check of the chains."""

    moment: datetime
    chains: int
    lines: int
    findings: int
