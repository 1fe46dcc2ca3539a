"""The report on a delivery, in Dutch: for the terminal, and as a file with a line per row."""

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from voetlicht.basis.kern.kwartaal import format_date
from voetlicht.basis.kern.numbers import format_count
from voetlicht.intern.leveringen.actions import Uitkomst
from voetlicht.intern.leveringen.enums import Oordeel
from voetlicht.intern.leveringen.models import Levering
from voetlicht.intern.leveringen.queries import Regeloordeel, verdicts

SHOWN = 20
COLUMNS = ("regel", "oordeel", "kolom", "uitleg")


def summary(uitkomst: Uitkomst) -> Iterator[str]:
    """What came of the delivery, with the first refused rows."""
    levering = uitkomst.levering
    yield (
        f"Levering {levering.volgnummer} van {levering.leverancier}: {levering.soort}, "
        f"{levering.wijze}, stand {format_date(levering.stand)}"
    )
    if uitkomst.was_processed:
        yield "Deze levering is al verwerkt; er is niets veranderd. De uitkomst was toen:"
    for oordeel in (Oordeel.NIEUW, Oordeel.GEWIJZIGD, Oordeel.GELIJK, Oordeel.GEWEIGERD):
        yield f"  {oordeel:<10}{format_count(getattr(levering, oordeel)):>12}"
    if levering.afwezig is not None:
        yield f"  {Oordeel.AFWEZIG:<10}{format_count(levering.afwezig):>12}  (niets beëindigd)"
    if uitkomst.opmerking:
        yield f"Let op: {uitkomst.opmerking}"
    yield from _refusals(levering)


def _refusals(levering: Levering) -> Iterator[str]:
    if not levering.geweigerd:
        return
    yield "Geweigerde regels:"
    for verdict in islice(verdicts(levering, only=Oordeel.GEWEIGERD), SHOWN):
        yield f"  {place(verdict)}: {verdict.uitleg}"
    if levering.geweigerd > SHOWN:
        yield (
            f"  en nog {format_count(levering.geweigerd - SHOWN)}; bewaar ze alle in een bestand "
            "met --rapport"
        )


def place(verdict: Regeloordeel) -> str:
    """``regel 17, kolom begindatum``."""
    return f"regel {verdict.regel}" + (f", kolom {verdict.kolom}" if verdict.kolom else "")


def write_report(levering: Levering, path: Path) -> None:
    """All verdicts as CSV (UTF-8 with ``;``), a row for each line of the file."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(COLUMNS)
        writer.writerows(_rows(verdicts(levering)))


def _rows(found: Iterable[Regeloordeel]) -> Iterator[tuple[object, ...]]:
    for verdict in found:
        yield verdict.regel or "", verdict.oordeel.value, verdict.kolom, verdict.uitleg
