"""An edition of *Transparantie van klantprofielen* as a frozen value.

One edition is one quarter and the whole country; a file per arbeidsmarktregio is an excerpt.
An edition read from a document (herkomst ``gelezen``) holds the one regio of that document.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from datetime import date, datetime

from voetlicht.basis.edities.enums import Editiestatus, Herkomst
from voetlicht.basis.kern.errors import NotFound
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.basis.kern.numbers import percentage

COUNT_FIELDS = (
    "gemeente_met_profiel",
    "gemeente_zonder_profiel",
    "uwv_met_profiel",
    "uwv_zonder_profiel",
)


@dataclass(frozen=True, slots=True)
class Aantallen:
    """The four counts of persons that every row of the publication is made of."""

    gemeente_met_profiel: int = 0
    gemeente_zonder_profiel: int = 0
    uwv_met_profiel: int = 0
    uwv_zonder_profiel: int = 0

    def __add__(self, other: "Aantallen") -> "Aantallen":
        return Aantallen(*(a + b for a, b in zip(self.counts, other.counts, strict=True)))

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """The four counts in the order of ``COUNT_FIELDS``, which is the order of the columns."""
        return (
            self.gemeente_met_profiel,
            self.gemeente_zonder_profiel,
            self.uwv_met_profiel,
            self.uwv_zonder_profiel,
        )

    @property
    def totaal(self) -> int:
        """Persons known in Sonar: the column *Totaal in Sonar*."""
        return sum(self.counts)

    @property
    def met_profiel(self) -> int:
        return self.gemeente_met_profiel + self.uwv_met_profiel

    @property
    def cells(self) -> tuple[int, int, int, int, int]:
        """The five numeric cells of a row as published: four counts and their total."""
        return (*self.counts, self.totaal)


@dataclass(frozen=True, slots=True)
class Gemeenterij:
    """One row: a gemeente (code ``GM0599``, name valid on the peildatum) and its counts."""

    gemeente_code: str
    gemeente: str
    aantallen: Aantallen


@dataclass(frozen=True, slots=True)
class _MetRegister(ABC):
    """Counts beside the register total they are a share of, both in persons."""

    doelgroepregister: int

    @property
    @abstractmethod
    def totaal(self) -> Aantallen:
        """The counts that are a share of the register."""

    @property
    def percentage_bekend(self) -> int | None:
        """Known in Sonar, of those in the doelgroepregister; whole percents, rounded half up."""
        return percentage(self.totaal.totaal, self.doelgroepregister)

    @property
    def percentage_profiel(self) -> int | None:
        """With a klantprofiel, of those known in Sonar; whole percents, rounded half up."""
        return percentage(self.totaal.met_profiel, self.totaal.totaal)


@dataclass(frozen=True, slots=True)
class Regioblad(_MetRegister):
    """The sheet of one arbeidsmarktregio: its rows in Dutch alphabetical order."""

    code: int
    naam: str
    rijen: tuple[Gemeenterij, ...]

    @property
    def totaal(self) -> Aantallen:
        return sum((rij.aantallen for rij in self.rijen), Aantallen())


@dataclass(frozen=True, slots=True)
class Restrij(_MetRegister):
    """Persons whose residence is unknown or abroad; a row of the national table only."""

    aantallen: Aantallen

    @property
    def totaal(self) -> Aantallen:
        return self.aantallen


@dataclass(frozen=True, slots=True)
class Editie:
    """One edition.

    ``bekend_op`` is the exclusive moment up to which recorded facts count (aware, UTC); None for
    an edition that was read. ``voorbeeld`` is true when the persons behind it are invented.
    ``bron`` names the document an edition was read from.
    """

    kwartaal: Kwartaal
    peildatum: date
    bekend_op: datetime | None
    versie: int
    status: Editiestatus
    herkomst: Herkomst
    voorbeeld: bool
    regios: tuple[Regioblad, ...]
    rest: Restrij | None = None
    bron: str | None = None

    @property
    def totaal(self) -> Aantallen:
        """The national total, persons of unknown or foreign residence included."""
        start = self.rest.aantallen if self.rest else Aantallen()
        return sum((regio.totaal for regio in self.regios), start)

    @property
    def doelgroepregister(self) -> int:
        """Persons in the register, nationally, unknown or foreign residence included."""
        rest = self.rest.doelgroepregister if self.rest else 0
        return rest + sum(regio.doelgroepregister for regio in self.regios)

    @property
    def percentage_bekend(self) -> int | None:
        """As ``Regioblad.percentage_bekend``, nationally."""
        return percentage(self.totaal.totaal, self.doelgroepregister)

    @property
    def percentage_profiel(self) -> int | None:
        """As ``Regioblad.percentage_profiel``, nationally."""
        return percentage(self.totaal.met_profiel, self.totaal.totaal)

    def regio(self, code: int) -> Regioblad:
        """The sheet of one regio; NotFound when the edition has none with this UWV number."""
        for blad in self.regios:
            if blad.code == code:
                return blad
        raise NotFound(
            f"Editie {self.kwartaal} heeft geen arbeidsmarktregio {code}; "
            "de regio's zijn genummerd van 1 tot en met 35."
        )

    def excerpt(self, code: int) -> "Editie":
        """The same edition holding one regio only; what a file per regio is made from."""
        return replace(self, regios=(self.regio(code),), rest=None)
