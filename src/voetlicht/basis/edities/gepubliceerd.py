"""The editions that UWV published before, as far as they were found: two regios.

Their figures are facts and lie in ``data/gepubliceerd.csv``. They serve two ends: a file whose
figures equal a published edition says so and names it, and the tests compare every cell.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from voetlicht.basis.edities.editie import COUNT_FIELDS, Aantallen, Gemeenterij, Regioblad
from voetlicht.basis.kern.kwartaal import Kwartaal

AFZENDER = "UWV"


@dataclass(frozen=True, slots=True)
class Gepubliceerd:
    """One published edition of one regio; ``percentage_bekend`` is the share as printed."""

    kwartaal: Kwartaal
    blad: Regioblad
    percentage_bekend: int
    afzender: str = AFZENDER

    @property
    def titel(self) -> str:
        """Name of the document, by which a reader can find it."""
        return f"Transparantie van klantprofielen, {self.kwartaal.words}, {self.blad.naam}"

    @property
    def bronvermelding(self) -> str:
        """One sentence that names the source; goes into every file with the same figures."""
        return f"Deze aantallen zijn gelijk aan die in ‘{self.titel}’, uitgegeven door UWV."


@cache
def published() -> tuple[Gepubliceerd, ...]:
    """All published editions we hold, in the order of the data file."""
    path = files("voetlicht.basis.edities") / "data" / "gepubliceerd.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    totals = [row for row in rows if row["soort_rij"] == "regio"]
    return tuple(_published(total, rows) for total in totals)


def _published(total: dict[str, str], rows: list[dict[str, str]]) -> Gepubliceerd:
    place = (total["kwartaal"], total["regio_code"])
    blad = Regioblad(
        doelgroepregister=int(total["doelgroepregister"]),
        code=int(total["regio_code"]),
        naam=total["regio"],
        rijen=tuple(
            Gemeenterij(row["gemeente_code"], row["gemeente"], _counts(row))
            for row in rows
            if row["soort_rij"] == "gemeente" and (row["kwartaal"], row["regio_code"]) == place
        ),
    )
    return Gepubliceerd(Kwartaal.parse(total["kwartaal"]), blad, int(total["percentage_bekend"]))


def _counts(row: dict[str, str]) -> Aantallen:
    return Aantallen(*(int(row[name]) for name in COUNT_FIELDS))


def equal_published(kwartaal: Kwartaal, regioblad: Regioblad) -> Gepubliceerd | None:
    """The published edition of this quarter whose every figure equals ``regioblad``, or None.

    Compared are the register total and the counts per gemeente code; names and the order of the
    rows are not figures.
    """
    for edition in published():
        if edition.kwartaal == kwartaal and _figures(edition.blad) == _figures(regioblad):
            return edition
    return None


def _figures(blad: Regioblad) -> tuple[int, int, dict[str, Aantallen], int]:
    per_gemeente = {rij.gemeente_code: rij.aantallen for rij in blad.rijen}
    return blad.code, blad.doelgroepregister, per_gemeente, len(blad.rijen)
